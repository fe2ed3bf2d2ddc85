"""Which files are sources, and where their outputs go."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from toolchain.model.diagnostics import failure
from toolchain.model.places import FilePlace
from toolchain.model.suggest import did_you_mean

CONTENT, BUILD = "content", "build"

_APART = "build them one by one, each with an --output of its own"
_START = 4096
"""How many bytes at the beginning of a file are looked at."""
_TOLD = 3


def _silent(line: str) -> None:
    """Nobody is told."""


def find_sources(named: Sequence[str], tell: Callable[[str], None] = _silent) -> tuple[Path, ...]:
    """The files and the sources of the folders that are named; without any, those of `content/*/`.

    A source in a folder is a Markdown file with front matter, in it or one level below; a file that is
    named is taken as it is. Each comes once, in the order of naming. `tell` gets a line for each other
    Markdown file of a folder, README.md excepted. Raises `Failure` (S012) for a path that does not exist
    and a folder without sources.
    """
    found: dict[str, Path] = {}
    left_out: dict[str, str] = {}
    patterns = ("*.md", "*/*.md") if named else ("*/*.md",)
    for place in map(Path, named or (CONTENT,)):
        try:
            sources, others = _sources_at(place, patterns)
            for path in sources:
                found.setdefault(os.path.realpath(path), path)
            left_out |= {os.path.realpath(path): f"{path.as_posix()} {why}" for path, why in others.items()}
        except OSError as error:
            message = f"this cannot be read: {error.strerror}"
            raise failure("S012", FilePlace(place.as_posix()), message, "see to its permissions") from error
    for real, line in left_out.items():
        if real not in found:
            tell(f"left out: {line}")
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
                    "S013", FilePlace(target.as_posix()), f"{other} and {owner} would be one file", _APART
                )
    return found


def _sources_at(path: Path, patterns: Iterable[str]) -> tuple[list[Path], dict[Path, str]]:
    """The sources at a path, and why the other Markdown files in a folder are none."""
    if not path.is_dir():
        if not path.exists():
            raise _not_there(path)
        return [path], {}
    inside = [file for pattern in patterns for file in sorted(path.glob(pattern)) if _is_asked(file)]
    reasons = {file: why for file in inside if (why := _why_not(file))}
    sources = [file for file in inside if file not in reasons]
    if not sources:
        raise _no_source(path, reasons)
    return sources, reasons


def _is_asked(path: Path) -> bool:
    return path.name.lower() != "readme.md" and not path.is_dir()


def _why_not(path: Path) -> str:
    """Why a file does not begin as a source does, or "". One that cannot be read is left to its reader."""
    try:
        if path.exists() and not path.is_file():
            return "is no ordinary file"
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError:
        return ""
    text = start.removeprefix(b"\xef\xbb\xbf")
    if text.startswith(b"---"):
        return ""
    if not text.strip():
        return "is empty"
    if b"\0" in start[:2] or start.startswith((b"\xff\xfe", b"\xfe\xff")) or start[1:2] == b"\0":
        return "is UTF-16: save it as UTF-8"
    if text.lstrip().startswith(b"---"):
        return "has a blank before its front matter (---), which is to begin in the first line"
    return "does not begin with front matter (---)"


def _no_source(folder: Path, reasons: Mapping[Path, str]) -> Exception:
    message = "there is no source in this folder"
    if reasons:
        told = [f"{path.relative_to(folder).as_posix()} {why}" for path, why in reasons.items()]
        more = [f"and {len(told) - _TOLD} more"] if len(told) > _TOLD else []
        message = f"no Markdown file in this folder is a source: {'; '.join([*told[:_TOLD], *more])}"
    help = "a source is a Markdown file that begins with front matter, between two lines of ---"
    return failure("S012", FilePlace(folder.as_posix()), message, help)


def _not_there(path: Path) -> Exception:
    if path.is_symlink():
        help = "correct the link, or name the file itself"
        return failure("S012", FilePlace(path.as_posix()), "this link leads to no file", help)
    help = did_you_mean(path.as_posix(), _around(path)) or "see to its name"
    if path == Path(CONTENT):
        help = f"name a source, or work in the folder that holds {CONTENT}/"
    return failure("S012", FilePlace(path.as_posix()), "there is no such file or folder", help)


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
