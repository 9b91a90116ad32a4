"""Programs and people on the other side of Atiende, for tests: real servers on the loopback, with fault switches."""
