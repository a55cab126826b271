"""Signals of the group: attribution."""
