"""Atiende: an open, self-hosted contact centre. The tree below is its table of contents."""

__version__ = "0.1.0"
