"""Check finished files from any program, without their source or against it."""
