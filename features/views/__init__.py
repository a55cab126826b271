"""Derived views of a page, each computed once and shared by the extractors."""
