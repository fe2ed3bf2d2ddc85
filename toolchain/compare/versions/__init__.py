"""Versions of one submission held against each other: translation and original, now and what was sent."""
