"""Texts, {en,es}/*.json: one catalogue for server, web, widget and mails."""
