"""Lists, pacing and compliance windows. Pure."""
