"""A telephone network in memory: what each leg hears is a set of tones, so that tests can ask who hears whom."""
