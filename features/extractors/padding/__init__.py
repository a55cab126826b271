"""Signals of the group: padding."""
