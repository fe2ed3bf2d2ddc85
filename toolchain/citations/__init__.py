"""Bibliographies read in, and their entries printed in a citation style."""
