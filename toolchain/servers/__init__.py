"""Servers for people who write: a round (source in, page and findings out) and the preview that shows it."""
