"""Run typst in a process of its own: `python -I -S child.py`, with an order as JSON on standard input.

The order has `path` (where Python finds typst), `root` (the only folder that is read, with `main.typ`),
`fonts` (folders), `standards`, and `memory` (bytes). The result is the PDF, or, with exit status 1, typst's
messages.
"""

import json
import sys
from pathlib import Path


def main() -> None:
    """Carry out the order."""
    order = json.load(sys.stdin)
    _limit(order["memory"])
    sys.path[:] = order["path"]
    import typst

    root = Path(order["root"])
    # None of the machine's fonts, and none of typst's own: pages are the same everywhere.
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[*map(Path, order["fonts"])]
    )
    try:
        data = typst.compile(
            root / "main.typ",
            root=root,
            font_paths=fonts,
            pdf_standards=order["standards"],
            package_path=root,
            package_cache_path=root,
        )
    except typst.TypstError as error:
        sys.stdout.buffer.write(error.diagnostic.encode())
        raise SystemExit(1) from None
    sys.stdout.buffer.write(data)


def _limit(memory: int) -> None:
    """Limit the memory, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


if __name__ == "__main__":
    main()
