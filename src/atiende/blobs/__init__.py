"""Files: a local directory or object storage."""
