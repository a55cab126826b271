"""Signals of the group: template."""
