"""Checks of a source: generator functions over a resolved document, one module or package a series."""
