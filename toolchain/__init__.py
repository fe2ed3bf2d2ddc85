"""One Markdown source of a submission to a treaty body becomes DOCX, PDF and HTML, numbered alike and checked."""

__version__ = "0.1.0"
