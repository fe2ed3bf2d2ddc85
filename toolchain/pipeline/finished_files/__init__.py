"""Checks finished files from any program, without their source or beside it."""
