"""Which files are sources, and where their outputs go."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from toolchain.diagnostics import failure, file_span
from toolchain.suggest import did_you_mean

CONTENT, BUILD = "content", "build"
_APART = "build them one by one, each with an --output of its own"
_FRONT_MATTER = (b"---", b"\xef\xbb\xbf---")


def find_sources(named: Sequence[str]) -> tuple[Path, ...]:
    """The files and the sources of the folders that are named; without any, those of `content/*/`.

    A source in a folder is a Markdown file with front matter, in it or one level below; a file that is
    named is taken as it is. Each comes once, in the order of naming. Raises `Failure` (S012) for a path
    that does not exist and a folder without sources.
    """
    found: dict[str, Path] = {}
    patterns = ("*.md", "*/*.md") if named else ("*/*.md",)
    for place in map(Path, named or (CONTENT,)):
        try:
            for path in _sources_at(place, patterns):
                found.setdefault(os.path.realpath(path), path)
        except OSError as error:
            message = f"this cannot be read: {error.strerror}"
            raise failure("S012", file_span(place.as_posix()), message, "see to its permissions") from error
    return tuple(found.values())


def targets(
    sources: Sequence[Path], suffixes: Mapping[str, str], output: Path | None
) -> dict[tuple[Path, str], Path]:
    """The path of every output by its source and format; `suffixes` has each format's suffix.

    `X/report.md` gives `build/X/report.docx`; with `output`, `OUTPUT/report.docx`, or for several
    sources `OUTPUT/X/report.docx`. Raises `Failure` (S013) where one path would get two outputs.
    """
    found: dict[tuple[Path, str], Path] = {}
    taken = {_key(source): f"the source {source.as_posix()}" for source in sources}
    for source in sources:
        folder = output or Path(BUILD)
        if output is None or len(sources) > 1:
            folder /= source.resolve().parent.name
        for name, suffix in suffixes.items():
            target = found[source, name] = folder / f"{source.stem}{suffix}"
            owner = f"the {name} of {source.as_posix()}"
            other = taken.setdefault(_key(target), owner)
            if other != owner:
                raise failure(
                    "S013", file_span(target.as_posix()), f"{other} and {owner} would be one file", _APART
                )
    return found


def _sources_at(path: Path, patterns: Iterable[str]) -> list[Path]:
    if not path.is_dir():
        if not path.exists():
            raise _not_there(path)
        return [path]
    inside = [file for pattern in patterns for file in sorted(path.glob(pattern))]
    sources = [file for file in inside if _has_front_matter(file)]
    if not sources:
        help = "a source is a Markdown file that begins with front matter, between two lines of ---"
        raise failure("S012", file_span(path.as_posix()), "there is no source in this folder", help)
    return sources


def _has_front_matter(path: Path) -> bool:
    """Whether a file begins as a source does. One that cannot be read counts: its reader says why."""
    if path.name.lower() == "readme.md" or path.is_dir():
        return False
    try:
        with path.open("rb") as file:
            return file.read(6).startswith(_FRONT_MATTER)
    except OSError:
        return True


def _not_there(path: Path) -> Exception:
    help = did_you_mean(path.as_posix(), _around(path)) or "see to its name"
    if path == Path(CONTENT):
        help = f"name a source, or work in the folder that holds {CONTENT}/"
    return failure("S012", file_span(path.as_posix()), "there is no such file or folder", help)


def _around(path: Path) -> Iterator[str]:
    """Files whose names could have been meant: beside it, in the folder above, and in `content/`."""
    places: Iterable[tuple[Path, str]] = (
        (path.parent, "*"),
        (path.parent.parent, f"*/{path.name}"),
        (Path(CONTENT), "*/*.md"),
    )
    for folder, pattern in places:
        if folder.is_dir():
            yield from (found.as_posix() for found in sorted(folder.glob(pattern)))


def _key(path: Path) -> str:
    """What is equal for paths that some file system takes for one."""
    return os.path.realpath(path).casefold()
