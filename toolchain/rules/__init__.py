"""The catalogue of rules: code, name, severity, and what each of their findings says, one module a series."""
