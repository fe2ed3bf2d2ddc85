"""Everything that changes a source: corrections, merges of edited Word files, citations from typed notes."""
