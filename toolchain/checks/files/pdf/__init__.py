"""Checks of one PDF from any program."""
