"""Enums and small frozen types."""
