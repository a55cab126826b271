"""Signals of the group: engagement."""
