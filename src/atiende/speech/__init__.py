"""Transcribers and synthesizers: adapters, each optional."""
