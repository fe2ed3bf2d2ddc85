"""Show a submission in the browser while it is written, on this computer only."""
