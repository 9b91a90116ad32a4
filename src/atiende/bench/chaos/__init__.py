"""Several real nodes with everything they need, the people who use them, and what breaks: checked by what they saw."""
