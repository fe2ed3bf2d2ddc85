"""Web pages: tree, style sheets, colours, and the text that a browser shows."""
