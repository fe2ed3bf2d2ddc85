"""File formats: what a DOCX, PDF, HTML page, EPUB or picture contains, without a Document."""
