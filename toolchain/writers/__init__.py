"""Writers: a Resolved in, the bytes of one output out. Each is found through `toolchain.plugins`."""
