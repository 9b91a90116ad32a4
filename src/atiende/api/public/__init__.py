"""What the public may reach: the chat widget, its files and its settings."""
