"""The running text of a document as strings, with the place of each character in the source."""
