"""Signals of the group: stuffing."""
