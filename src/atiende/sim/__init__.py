"""The twin: traffic, virtual clock and day runner over the same rules."""
