"""CRMs, helpdesks and importers: one folder each."""
