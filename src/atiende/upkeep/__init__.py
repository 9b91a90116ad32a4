"""Keeping a centre: backups, restores, and a look at everything that could be wrong with it."""
