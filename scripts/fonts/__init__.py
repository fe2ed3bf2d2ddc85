"""Makes the fonts that come with the tool, and the table of what they have, from packages of Debian."""
