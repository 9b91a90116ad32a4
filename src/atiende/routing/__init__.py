"""Who gets what, next: the Floor and its decisions. Pure, deterministic, incremental."""
