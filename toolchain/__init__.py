"""One Markdown source of a submission becomes DOCX, PDF and HTML, numbered alike and checked."""

__version__ = "0.1.0"
