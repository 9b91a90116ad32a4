"""Protocols the core asks for: clock, ids, store, bus, channel, voice, blobs. No implementation."""
