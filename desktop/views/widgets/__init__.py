"""Small reusable widgets; screens import them from here."""
