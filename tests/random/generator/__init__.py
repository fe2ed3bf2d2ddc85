"""Sources over the whole dialect, right by the format, for whatever must hold of every submission.

`documents.sources()` is the strategy; `matrix` says which node can stand in which container and counts
what was met; `proving` builds a source and proves what came out.
"""
