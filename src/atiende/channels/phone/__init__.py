"""Calls on the company's own telephone: noted by whoever has them."""
