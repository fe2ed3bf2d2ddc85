"""Whatever is made of a Word file: a source imported from it, a copy cleaned of personal data."""
