"""Telephones of our own for tests and benchmarks: they speak SIP and RTP, make a tone, and measure what they hear."""
