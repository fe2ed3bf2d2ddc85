"""Checks of finished files, one package a format."""
