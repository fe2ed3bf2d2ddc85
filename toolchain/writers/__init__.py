"""Writers: each converts a Resolved to the bytes of one output. `toolchain.plugins` finds them."""
