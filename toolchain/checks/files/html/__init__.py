"""A page by itself, whoever made it."""
