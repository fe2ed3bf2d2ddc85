"""Compare documents: outputs with sources, translations with originals, drafts with sent versions."""
