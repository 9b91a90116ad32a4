"""What the floor promises, checked from the log alone: a plain model, plain rules, and none of the floor's index."""
