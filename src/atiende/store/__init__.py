"""The log, its projections and its content; the only package that speaks SQL."""
