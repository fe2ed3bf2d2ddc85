"""Programs of others that say what is right, asked once; their answers are kept under tests/cases."""
