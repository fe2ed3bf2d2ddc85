"""What a submission's folder contains: settings, sources, citations, the source attached to a PDF."""
