"""Pure Python parts of the desktop: no Qt here."""
