"""Checks of one Word file from any program, with help for people who work in Word."""
