"""Word files: package, styles, numbering, fields, notes, and the text that Word shows."""
