"""Sounds that come with Atiende: music of our own and signals. Made by `tools/write_sounds.py`, under our licence."""
