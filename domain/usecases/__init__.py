"""Functions that apply one command to a session."""
