"""Metric definitions and folds: facts in, numbers out, live or historical. Pure."""
