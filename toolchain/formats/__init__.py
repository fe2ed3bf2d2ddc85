"""File formats below any Document: what a DOCX, PDF, HTML page, EPUB or picture contains."""
