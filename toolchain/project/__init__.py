"""What a submission's folder holds: settings, sources, citations, the source attached to a PDF."""
