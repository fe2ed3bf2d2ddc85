"""Run typst in a process of its own: `python -I -S child.py MEMORY WAY FONTS PATH...`.

The working folder, with `main.typ`, is the only one that is read. MEMORY is in bytes, WAY
is `standard` for PDF/UA-1 and PDF/A-3a or `loose` for neither, FONTS are folders, and Python finds typst
in PATH. The result is the PDF, or, with exit status 1, typst's messages.

It imports nothing that starts slowly, because every PDF waits for it.
"""

import os
import sys


def main() -> None:
    """Carry out the order."""
    memory, way, fonts, *sys.path[:] = sys.argv[1:]
    _limit(int(memory))
    import typst

    # None of the machine's fonts, and none of typst's own: pages are the same everywhere.
    ours = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=fonts.split(os.pathsep)
    )
    try:
        data = typst.compile(
            "main.typ",
            root=".",
            font_paths=ours,
            pdf_standards=["ua-1", "a-3a"] if way == "standard" else [],
            package_path=".",
            package_cache_path=".",
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
