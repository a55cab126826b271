"""Signals of the group: topic."""
