"""Calls through Asterisk 22: telephone numbers, trunks and desk phones. It is told by ARI, all over one WebSocket."""
