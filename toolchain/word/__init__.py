"""Make things from a Word file: an imported source, a copy without personal data."""
