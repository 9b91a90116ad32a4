"""Intents, retrieval, sentiment, redaction, detection: text in, answers out. Pure."""
