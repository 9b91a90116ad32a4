"""Voice engines: what moves sound between legs. One folder per engine."""
