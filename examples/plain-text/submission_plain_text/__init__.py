"""Plain text for Submission Toolchain: an example of a package that adds a writer and a check."""
