"""The modules papers are made of."""
