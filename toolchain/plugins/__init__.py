"""Plug-ins: found by entry points, loaded by name, and third-party ones verified and guarded."""
