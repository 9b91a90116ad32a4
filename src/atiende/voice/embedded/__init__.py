"""Calls from browser to browser, with nothing to install beside: WebRTC ends in a process of its own, for media."""
