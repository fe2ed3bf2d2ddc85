"""The stages put together: read, resolve, check, write, prove, put in place."""
