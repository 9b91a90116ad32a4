"""Real servers that tests, benchmarks and soaks start for themselves: own directory, own port of 127.0.0.1."""
