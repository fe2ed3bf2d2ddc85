"""Compares versions of one submission: a translation with its original, a draft with what was sent."""
