"""EPUB books: container, package document, and their documents joined to one."""
