"""Signals of the group: obfuscation."""
