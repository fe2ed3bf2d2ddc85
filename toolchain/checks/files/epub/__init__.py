"""Checks of one EPUB from any program."""
