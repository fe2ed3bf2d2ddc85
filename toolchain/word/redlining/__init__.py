"""Make a redline: two built Word files as one with tracked changes."""
