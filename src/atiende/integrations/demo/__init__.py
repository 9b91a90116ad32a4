"""The demo centre: a small bilingual company, made through the same actions that a real one uses."""
