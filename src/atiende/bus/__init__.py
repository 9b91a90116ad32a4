"""Signals between parts: in memory or through NATS; and the system's clock and ids."""
