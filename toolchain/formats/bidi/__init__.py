"""The order in which texts with words from right to left are shown (UAX #9, revision 48)."""
