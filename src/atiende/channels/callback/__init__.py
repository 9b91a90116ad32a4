"""Calling back: work that waits as a call to make."""
