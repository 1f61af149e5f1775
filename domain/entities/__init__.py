"""SQLAlchemy mapped classes, one definition for desktop and server."""
