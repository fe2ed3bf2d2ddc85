"""Compare versions of one submission: a translation with its original, a draft with the sent version."""
