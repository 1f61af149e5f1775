"""Qt item models over frozen rows; QtCore only."""
