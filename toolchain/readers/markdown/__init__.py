"""The Markdown dialect of `docs/source-format.md`: a source in, a Document out."""

from toolchain.readers.markdown.reader import MarkdownReader, read_source

__all__ = ["MarkdownReader", "read_source"]
