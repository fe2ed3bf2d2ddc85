"""Put on PYTHONPATH: Pango's libraries cannot be opened, as on a system without them."""

from typing import Any

import cffi  # type: ignore[import-untyped]

opened = cffi.FFI.dlopen


def dlopen(self: Any, name: str, flags: int = 0) -> Any:
    """Open no library that Pango consists of, or needs."""
    if name and any(part in name for part in ("pango", "gobject", "harfbuzz", "fontconfig")):
        raise OSError(f"cannot load library {name!r}")
    return opened(self, name, flags)


cffi.FFI.dlopen = dlopen
