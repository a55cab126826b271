"""Signals of the group: links."""
