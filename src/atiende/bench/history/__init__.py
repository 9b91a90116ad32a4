"""What clients saw and what the database holds, compared: the checkers of simulated, broken and overloaded runs."""
