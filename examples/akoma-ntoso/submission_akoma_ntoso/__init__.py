"""Akoma Ntoso 3.0 for Submission Toolchain: an example of a package that adds a writer and a reader."""
