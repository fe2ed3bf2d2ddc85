"""The Markdown dialect of `docs/source-format.md`: a source in, a Document out."""
