"""What can be made from a Word file: a source imported from it, a copy without personal data."""
