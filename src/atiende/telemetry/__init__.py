"""How the figures and traces of this process leave it."""
