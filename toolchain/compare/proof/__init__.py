"""Proves outputs: a finished file is read back and compared with its source, line by line."""
