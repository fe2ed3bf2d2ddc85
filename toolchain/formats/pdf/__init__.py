"""PDF files: structure tree, marked content, fonts, outline, links, and what is painted."""
