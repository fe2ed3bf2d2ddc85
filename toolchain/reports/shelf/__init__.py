"""The overview of many submissions: its values, a table, JSON and a page."""
