"""The real application under virtual time, with a simulated machine room: every run follows from one number."""
