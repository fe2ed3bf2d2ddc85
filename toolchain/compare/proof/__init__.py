"""Prove outputs: read a finished file back and compare it with its source, line by line."""
