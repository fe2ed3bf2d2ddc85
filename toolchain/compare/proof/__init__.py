"""The proof of outputs: a finished file is read back and held against its source, line by line."""
