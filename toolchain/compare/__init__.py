"""Compares documents: outputs with sources, translations with originals, drafts with what was sent."""
