"""A book by itself, whoever made it."""
