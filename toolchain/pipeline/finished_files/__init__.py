"""Finished files by themselves, whoever made them: what is wrong in them, with or without a source."""
