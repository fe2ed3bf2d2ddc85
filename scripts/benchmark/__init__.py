"""Times the command beside pandoc and WeasyPrint on the same text; docs/performance.md has the figures."""
