"""EPUB books: the container, the package document, and the documents joined to one page."""
