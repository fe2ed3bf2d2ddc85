"""The tests, and under `validators` the outside programs that they ask."""
