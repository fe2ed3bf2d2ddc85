"""The one stage that works out numbers: a Document in, a `Resolved` with all its tables out."""
