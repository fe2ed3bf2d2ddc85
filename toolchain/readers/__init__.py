"""Readers: a source or a finished file in, a Document out. Each is found through `toolchain.plugins`."""
