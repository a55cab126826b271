"""Signals of the group: duplication."""
