"""Find the source files, and the paths of their outputs."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path

from toolchain.formats.kinds import wide_encoding
from toolchain.formats.read_bytes import PRIVATE
from toolchain.formats.table import OURS
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Facts
from toolchain.model.suggest import nearest
from toolchain.model.wording import command_line
from toolchain.project.folder_settings import read_settings
from toolchain.rules import project as about
from toolchain.rules.commands import SeveralSources

CONTENT, BUILD = "content", "build"

_START = 4096
"""How many bytes at the beginning of a file are looked at."""
_TOLD = 3
_NAMES = ("*.md", "*/*.md", "*.md.txt", "*/*.md.txt")
"""Names of files that are looked at in a folder: Notepad puts .txt after a name."""
_DEEPER = ("*/*/*.md", "*/*/*/*.md")
"""Names of files that may be meant, but are too far down."""


def _silent(left_out: about.LeftOut) -> None:
    """Report nothing."""


def find_sources(
    named: Sequence[str], tell: Callable[[about.LeftOut], None] = _silent, *, below: str = CONTENT
) -> tuple[Path, ...]:
    """Return the named files, and the sources in the named folders; without names, those of `content/*/`,
    or of the folders in `below`.

    A source in a folder is a Markdown file with front matter, directly in it or one level below; without
    names only one level below. A named file is always a source; so is one whose front matter is not at its
    beginning, or that has outputs. Each is returned once, in the order of the names. `tell` gets the facts of
    each other Markdown file of a folder, except README.md, and of sources up to two levels further down.
    Raise `Failure`: S019 for a path that does not exist and for a folder without sources, but not another
    `below`; S012 for an unreadable folder.
    """
    found: dict[str, Path] = {}
    left_out: dict[str, about.NotASource] = {}
    for place in map(Path, named or (below,)):
        try:
            sources, others = _sources_at(place, is_named=bool(named))
            for path in sources:
                found.setdefault(os.path.realpath(path), path)
            left_out |= {os.path.realpath(path): why(path.as_posix()) for path, why in others.items()}
        except OSError as error:
            fault = about.FolderUnreadable(error.strerror or str(error))
            raise Failure.of(place.as_posix(), fault) from error
    for real, other in left_out.items():
        if real not in found:
            tell(about.LeftOut(other))
    return tuple(found.values())


def one_source(named: str) -> Path:
    """The one source that a path leads to. Raises `Failure` where it leads to none or to several."""
    sources = find_sources([named])
    if len(sources) > 1:
        raise Failure.of(named, SeveralSources(tuple(each.as_posix() for each in sources)))
    return sources[0]


def targets(
    sources: Sequence[Path],
    suffixes: Mapping[str, str],
    output: Path | None,
    own: Mapping[Path, Path | None] = {},
    versions: Mapping[Path, Sequence[str]] = {},
    *,
    clashes: dict[Path, Failure] | None = None,
) -> dict[tuple[Path, str, str], Path]:
    """Return the path of every output by source, version and format; `suffixes` has each format's suffix.

    `X/report.md` gives `build/X/report.docx`; with `output`, `OUTPUT/report.docx`, or for several sources
    `OUTPUT/X/report.docx`; a version has its name: `report-public.docx`. `own` are folders of sources from
    `submission.toml`. Raise `Failure` (S013) if two outputs would have the same path; if `clashes` are given,
    they get it by the source of each of the two.
    """
    found: dict[tuple[Path, str, str], Path] = {}
    taken: dict[str, about.SourceName | about.OutputName] = {
        key_of(source): about.SourceName(source.as_posix()) for source in sources
    }
    for source in sources:
        folder = folder_of(source, output, own.get(source), alone=len(sources) == 1)
        for version, (form, suffix) in product(versions.get(source, ("",)), suffixes.items()):
            name = f"{source.stem}-{version}" if version else source.stem
            target = found[source, version, form] = folder / f"{name}{suffix}"
            owner = about.OutputName(form, source.as_posix())
            other = taken.setdefault(key_of(target), owner)
            if other != owner:
                failure = Failure.of(target.as_posix(), about.SameFile(other, owner))
                if clashes is None:
                    raise failure
                both = {Path(each.path) for each in (other, owner) if isinstance(each, about.OutputName)}
                clashes |= dict.fromkeys(both - clashes.keys(), failure)
    return found


def folder_of(source: Path, output: Path | None, own: Path | None, *, alone: bool) -> Path:
    """Return the folder of a source's outputs. `alone`: no others are built with it.

    `output` is asked for in the command, `own` in `submission.toml`.
    """
    name = source.resolve().parent.name
    if output:
        return output if alone else output / name
    return own or Path(_around_content(source), BUILD, name)


def _around_content(source: Path) -> str:
    """Return the way to the folder around the `content/` with a source, if one works in that; else ""."""
    here = Path.cwd().resolve()
    inner = next((each for each in source.resolve().parents if each.name == CONTENT), None)
    return os.path.relpath(inner.parent, here) if inner and here.is_relative_to(inner) else ""


def _sources_at(path: Path, *, is_named: bool) -> tuple[list[Path], dict[Path, type[about.NotASource]]]:
    """Return the sources at a path, and why the other Markdown files in a folder are not sources."""
    if not path.is_dir():
        if not (is_named and path.exists()):
            raise not_there(path)
        return [path], {}
    inside = [file for each in _NAMES for file in sorted(path.glob(each)) if _is_asked(file)]
    reasons = {file: why for file in inside if (why := _why_not(file))}
    if not is_named:
        reasons = (
            dict.fromkeys((file for file in inside if file.parent == path), about.NotInOwnFolder) | reasons
        )
    sources = [file for file in inside if file not in reasons]
    if is_named or path == Path(CONTENT):
        reasons |= dict.fromkeys(_too_deep(path), about.TooDeep)
    if not sources and (is_named or path == Path(CONTENT)):
        raise _no_source(path, reasons, None if is_named else f"{CONTENT}/NAME/")
    return sources, reasons


def _too_deep(folder: Path) -> Iterator[Path]:
    """Yield what begins like a source, and is too far down to be one of a folder."""
    for file in (found for each in _DEEPER for found in sorted(folder.glob(each))):
        is_hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not is_hidden and _is_asked(file) and not _why_not(file):
            yield file


def _is_asked(path: Path) -> bool:
    return not path.name.lower().startswith("readme.md") and PRIVATE not in path.parts and not path.is_dir()


def _why_not(path: Path) -> type[about.NotASource] | None:
    """Return why a file does not begin like a source, or None. An unreadable file is left to its reader."""
    try:
        if path.exists() and not path.is_file():
            return about.OddFile
        if path.suffix == ".txt":
            return about.NamedText
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError:
        return None
    text = start.removeprefix(b"\xef\xbb\xbf")
    if text.startswith(b"---") or _is_meant(start) or _was_source(path):
        return None
    if not text.strip():
        return about.EmptyFile
    if wide_encoding(start):
        return about.NotUtf8File
    if text.lstrip().startswith(b"---"):
        return about.BlankFirst
    return about.NoFrontMatter


def _is_meant(start: bytes) -> bool:
    """Return whether front matter follows a blank line or a space, is in UTF-16, or begins with a dash, as
    some editors make it of hyphens.
    """
    text = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    return text.startswith((b"---", *map(str.encode, "–—"))) and (b"\ntitle:" in text or b"\nlang:" in text)


def _was_source(path: Path) -> bool:
    """Return whether a file has outputs, or a record of what was sent or of who has agreed."""
    folder = folder_of(path, None, read_settings(path)[0].output, alone=True)
    ends = (f"{public}{each.suffix}" for public in ("", "-public") for each in OURS.values())
    records = (path.with_name(f"{path.stem}.{kind}.json") for kind in ("sent", "signed"))
    return any(file.is_file() for file in (*records, *(folder / f"{path.stem}{end}" for end in ends)))


def _no_source(folder: Path, reasons: Mapping[Path, type[about.NotASource]], where: str | None) -> Exception:
    fault: Facts = about.NoSource(where)
    if reasons:
        files = tuple(why(path.relative_to(folder).as_posix()) for path, why in reasons.items())
        more = len(files) - _TOLD
        fault = about.NoSourceAmong(files[:_TOLD], more if more > 0 else None, where)
    return Failure.of(folder.as_posix(), fault)


def not_there(path: Path) -> Exception:
    """Return the `Failure` (S019) for a path that does not exist."""
    if path.is_symlink():
        fault: Facts = about.BrokenLink()
    elif path == Path(CONTENT):
        near = next((each for at in ("report.md", "*/report.md") for each in sorted(Path().glob(at))), None)
        fault = about.NoContentFolder(CONTENT, command_line(near) if near else None)
    else:
        fault = about.NoSuchFile(nearest(path.as_posix(), _around(path)))
    return Failure.of(path.as_posix(), fault)


def _around(path: Path) -> Iterator[str]:
    """Yield names of files that the user may have meant: in the same folder, the folder above, and
    `content/`.
    """
    from glob import escape

    places: Iterable[tuple[Path, str]] = (
        (path.parent, "*"),
        (path.parent.parent, f"*/{escape(path.name)}"),
        (Path(CONTENT), "*/*.md"),
    )
    for folder, pattern in places:
        with suppress(OSError):  # a folder that may not be read, or is removed at this moment
            yield from (found.as_posix() for found in sorted(folder.glob(pattern)))


def key_of(path: Path) -> str:
    """Return a key that is equal for paths that some file system treats as the same."""
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()
