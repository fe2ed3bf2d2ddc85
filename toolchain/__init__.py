"""One Markdown source of a submission becomes DOCX, PDF, HTML and EPUB, numbered alike and checked."""

__version__ = "0.1.0"
