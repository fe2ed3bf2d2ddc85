"""Whatever changes a source: corrections, merges of edited Word files, typed notes made into citations."""
