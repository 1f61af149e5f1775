"""What goes wrong in the field, tried on the real desktop with a real encrypted profile and a real server."""
