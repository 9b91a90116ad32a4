"""What we are compared with. Nothing here uses Atiende's code."""
