"""A PDF by itself, whoever made it."""
