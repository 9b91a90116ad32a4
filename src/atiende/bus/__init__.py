"""Signals between parts: in memory here, over a network later; and the system's clock and ids."""
