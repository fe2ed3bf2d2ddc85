"""Checks of one HTML page from any program."""
