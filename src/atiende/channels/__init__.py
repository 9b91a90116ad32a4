"""One folder per channel: channel.py, parse.py, client.py and its README."""
