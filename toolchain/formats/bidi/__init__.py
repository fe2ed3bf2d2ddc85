"""The visual order of text with words from right to left (UAX #9, revision 48)."""
