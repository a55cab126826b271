"""Signals of the group: markup."""
