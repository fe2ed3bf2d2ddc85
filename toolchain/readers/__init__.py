"""Readers: a source or a finished file in, a Document out. `toolchain.plugins` finds them."""
