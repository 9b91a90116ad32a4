"""Providers of payment links."""
