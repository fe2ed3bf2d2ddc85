"""Checks of finished files, one package for each format."""
