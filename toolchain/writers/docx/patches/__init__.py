"""Changes inside python-docx: one module for each."""
