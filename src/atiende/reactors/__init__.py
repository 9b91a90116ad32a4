"""What follows from a fact, after the commit: offer, deliver, stream, webhook, timers."""
