"""The register of protected names: whom the public version calls by a pseudonym."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from toolchain.formats.read_bytes import text_of
from toolchain.model.diagnostics import Failure, FilePlace, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.project.folder_settings import NAME as SETTINGS
from toolchain.rules import withheld as about
from toolchain.text.plain import bare, words_of
from toolchain.text.sought import Protected

NAME = "protected-names.yaml"
_MOST = 4 << 20
_ALIKE = expression(r"protected[\W_]*names?\b(?!.*(?:example|~$))", re.IGNORECASE)
_KEYS = frozenset(("name", "forms", "pseudonym"))
_ENDS = (".git", SETTINGS)
"""What is in the uppermost folder of a project."""


class Register(Record):
    """The persons of all registers that are for a source, and what is wrong with these files."""

    names: tuple[Protected, ...] = ()
    defects: tuple[Finding, ...] = ()

    def occurs_in(self, text: str) -> bool:
        """Return whether any name is, or may be, in a text."""
        from toolchain.text.plain import plain
        from toolchain.text.sought import Sought

        sought, typed = Sought(self.names), html.unescape(text).replace("*", "")
        return any((*sought.named(plain(text), shown=False), *sought.beside(typed)))


def find_register(source: Path) -> Register:
    """Return the register next to a source, with those in the folders above it within the project.

    Raise `Failure` (S012, S019 to S021) if one cannot be read.
    """
    names: list[Protected] = []
    defects: list[Finding] = []
    for file, is_outside in _registers(source):
        if is_outside:
            defects.append(Finding(FilePlace(file.as_posix()), about.RegisterOutside()))
            continue
        found = list(_read(file))
        names += (each for each in found if isinstance(each, Protected))
        defects += (each for each in found if isinstance(each, Finding))
        if _is_in_git(file):
            defects.append(Finding(FilePlace(file.as_posix()), about.RegisterInGit()))
        defects += _pseudonyms(file, names)
    return Register(tuple(names), tuple(dict.fromkeys(defects)))


def registers(source: Path) -> Iterator[Path]:
    """Yield the paths of the registers for a source, the nearest first, as it is named and where links lead.

    In a folder without a register, yield also what may be meant as one, as is one above the project.
    """
    return (file for file, _ in _registers(source))


def _registers(source: Path) -> Iterator[tuple[Path, bool]]:
    """Yield each register, and whether it is above the project.

    One in the home folder, or above that, can be of another project: it counts if one works in its folder, or
    if it names somebody in the source.
    """
    known = set[Path]()
    named = Path(os.path.normpath(source.parent.absolute()))
    led_to = source.resolve().parent
    for here in dict.fromkeys((named, led_to)):
        folders = (here, *here.parents)
        ends = [n for n, each in enumerate(folders) if _has(each, *_ENDS)]
        inside = max(ends, default=0) + 1
        for folder in folders[:inside]:
            real = folder if here == led_to else folder.resolve()
            if real not in known:
                known.add(real)
                yield from ((file, False) for file in _in(folder if known != {real} else source.parent))
        above = (each / NAME for each in folders[inside:] if _has(each, NAME))
        yield from ((each, True) for each in above if _concerns(each, source))


def _has(folder: Path, *names: str) -> bool:  # without a Path for each name: every command asks all folders
    return any(os.path.lexists(f"{folder}/{name}") for name in names)


def _concerns(file: Path, source: Path) -> bool:
    """Return whether a register above the project can be for a source."""
    try:
        folder = file.parent.resolve()
        if folder == Path.cwd().resolve() or not Path.home().resolve().is_relative_to(folder):
            return True
        found = list(_read(file))
        names = tuple(each for each in found if isinstance(each, Protected))
        text = source.read_text("utf-8", "replace")
        return len(names) < len(found) or Register(names).occurs_in(text)
    except (Failure, OSError, RuntimeError):  # RuntimeError: no home
        return True


def _in(folder: Path) -> Iterator[Path]:
    if os.path.lexists(folder / NAME):  # a link may lead to a disk that is not there now
        yield folder / NAME
        return
    with suppress(OSError):
        yield from sorted(each for each in folder.iterdir() if _ALIKE.match(each.name))


def _read(file: Path) -> Iterator[Protected | Finding]:
    import yaml  # few projects have a register, all ask for one

    path = file.as_posix()
    if file.name != NAME:
        yield Finding(FilePlace(path), about.RegisterName(file.name))
        return
    try:
        root = yaml.compose(text_of(file, path, _MOST), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        yield _unreadable(path, mark.line + 1 if mark else 1)
        return
    if not isinstance(root, yaml.SequenceNode):
        yield _unreadable(path, 1)
        return
    for item in root.value:
        line = item.start_mark.line + 1
        try:
            value = yaml.SafeLoader("").construct_document(item) if isinstance(item, yaml.MappingNode) else {}
        except yaml.YAMLError:
            value = {}
        made = _protected(value) if len(item.value) == len(value) else None  # a key that is there twice
        missing = [key for key in ("name", "pseudonym") if value and value.get(key) is None]
        yield made or _unreadable(path, line, *missing[:1])


def _protected(value: dict[str, Any]) -> Protected | None:
    if not set(value) <= _KEYS:
        return None
    name, pseudonym, forms = value.get("name"), value.get("pseudonym"), value.get("forms") or []
    forms = forms.split(",") if isinstance(forms, str) else forms
    texts: list[Any] = [pseudonym, name, *forms] if isinstance(forms, list) else [None]
    if not all(isinstance(each, str) and words_of(bare(each)) for each in texts):
        return None
    return Protected(tuple(filter(None, map(str.strip, "،".join(texts[1:]).split("،")))), texts[0])


def _pseudonyms(file: Path, names: list[Protected]) -> Iterator[Finding]:
    place = FilePlace(file.as_posix())
    known: dict[str, tuple[str, ...]] = {}
    named: dict[str, str] = {}
    for number, each in enumerate(names, 1):
        others = {named.setdefault(bare(form).casefold(), each.pseudonym) for form in each.forms}
        for other in sorted(others - {each.pseudonym}):
            yield Finding(place, about.FormTwice(other, each.pseudonym))
        if known.setdefault(each.pseudonym.casefold(), each.forms) != each.forms:
            yield Finding(place, about.PseudonymTwice(each.pseudonym))
        if Register(tuple(names)).occurs_in(each.pseudonym):
            yield Finding(place, about.PseudonymTells(number))


def _unreadable(path: str, line: int, missing: str = "") -> Finding:
    facts = about.RegisterWithout(line, missing) if missing else about.RegisterUnreadable(line)
    return Finding(SourceSpan.at(path, line, length=0), facts)


def _is_in_git(file: Path) -> bool:
    """Return whether a file is in the work tree of a repository that does not ignore it."""
    folder = file.resolve().parent
    if not any((each / ".git").exists() for each in (folder, *folder.parents)):
        return False
    import subprocess  # a check of a source without such a file does not wait for it

    # a setting of the repository could be a command, which git runs when it reads its index
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), "check-ignore", "--quiet", NAME]
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=20).returncode == 1
    except (OSError, subprocess.TimeoutExpired):
        return False
