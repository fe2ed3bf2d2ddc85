"""Read bibliographies, and print their entries in a citation style."""
