"""What we change inside python-docx: one module a change."""
