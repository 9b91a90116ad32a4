"""Sending facts to other people's servers over HTTP."""
