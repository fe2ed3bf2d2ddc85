"""Find profiles, built-in ones and users' own, and combine each with the profiles that it inherits."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from toolchain import data
from toolchain.formats.read_bytes import part_of, text_of
from toolchain.formats.toml_text import KeyPlaces
from toolchain.model.diagnostics import Failure, Finding, Place, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts
from toolchain.model.front_matter import PROFILES, FrontMatter
from toolchain.model.records import Record, replace
from toolchain.model.suggest import nearest, same_name
from toolchain.recipients.reading import Instrument, Written, read, unusable
from toolchain.recipients.rules import Profile, Rule
from toolchain.rules import profiles as faults

FOLDER = data.FOLDER / "profiles"
OWN = "profiles"
"""The folder beside a source in which a user's own profiles are looked for."""

MOST_BYTES = 64 * 1024
"""Of a user's own profile; ours have some thousand."""

_DEEPEST = 8
_NAME = expression(r"[A-Za-z0-9_-]{1,64}")


class _File(Record):
    """A profile's file. `own` means that it is a user's; `display` is its path in messages."""

    path: Path
    name: str
    display: str
    own: bool


class _Link(NamedTuple):
    """A file in a chain of profiles, its text, and its own content."""

    file: _File
    text: str
    written: Written

    def fault(self, key: str, fault: Facts) -> Finding:
        """Return a defect at a key of the file."""
        return Finding(KeyPlaces(self.text, self.file.display).span(key), fault)


class Loaded(NamedTuple):
    """A profile, the defects of its files, and the rules for single instruments, which are not in it."""

    profile: Profile
    defects: tuple[Finding, ...] = ()
    instruments: tuple[Instrument, ...] = ()


def load_ours(name: str) -> Loaded:
    """Return a built-in profile, by a name of `PROFILES`."""
    return _put_together(_ours(name), None)


def load_beside(named: str, source: Path, place: Place) -> Loaded:
    """Return the profile that a front matter names, at `place`.

    The name is that of a built-in profile, of `profiles/NAME.toml` in the source's folder, or a path such as
    "./mine.toml" under that folder. A profile that is not found is a defect (S002).
    """
    named = _in_its_case(named, source.parent)
    if named in PROFILES:
        loaded = load_ours(named)
        shadowed = source.parent / OWN / f"{named}.toml"
        return loaded._replace(defects=_unread(shadowed)) if shadowed.is_file() else loaded
    file = _own(named, source.parent)
    if not isinstance(file, _File):
        return Loaded(Profile(), (Finding(place, file),))
    return _put_together(file, source.parent.resolve())


def _in_its_case(named: str, folder: Path) -> str:
    """Return a name of a profile with the capitals that it has; a name that is not known stays."""
    if named in PROFILES or not _NAME.fullmatch(named) or (folder / OWN / f"{named}.toml").is_file():
        return named
    return same_name(named, known_names(folder)) or named


def known_names(folder: Path) -> tuple[str, ...]:
    """Return the names of built-in profiles and of those that a source in `folder` can name."""
    return (*PROFILES, *(each.stem for each in sorted((folder / OWN).glob("*.toml"))))


def load_file(path: Path) -> Loaded:
    """Return the profile in a file named on the command line; it inherits from files in its folder."""
    return _put_together(_File(path.resolve(), path.stem, path.as_posix(), own=True), path.parent.resolve())


def texts(paths: Iterable[str]) -> dict[str, str]:
    """Return the texts of a user's profiles by their paths in messages, for those that can be read."""
    found: dict[str, str] = {}
    for path in filter(os.path.isfile, dict.fromkeys(paths)):  # a pipe would be waited for
        with suppress(OSError), Path(path).open("rb") as opened:
            found[path] = opened.read(MOST_BYTES).decode("utf-8-sig", errors="replace")
    return found


def for_instrument(loaded: Loaded, instrument: str) -> Profile:
    """Return the profile with the rules for the instrument in the front matter, if there are any.

    The name of an instrument is matched as whole words, ignoring case.
    """
    profile, words = loaded.profile, instrument.casefold()
    for each in loaded.instruments:
        if words and any(re.search(rf"\b{re.escape(name.casefold())}\b", words) for name in each.names):
            profile = replace(profile, rules=MappingProxyType({**profile.rules, **each.rules}))
    return profile


def with_limits(profile: Profile, matter: FrontMatter) -> Profile:
    """Return the profile with the limits of the front matter instead of its own, with their reasons."""
    if not matter.limits:
        return profile
    own = {
        f"limits.{each.name}": Rule(each.value, remark=each.reason) for each in matter.limits if each.value
    }
    return replace(profile, rules=MappingProxyType({**profile.rules, **own}))


def _ours(name: str) -> _File:
    file = FOLDER / f"{name}.toml"
    return _File(file, name, f"{OWN}/{name}.toml", own=False)


def _own(named: str, folder: Path) -> _File | Facts:
    """Return a user's own profile, or why there is none."""
    by_path = "/" in named or named.endswith(".toml")
    if not by_path and not _NAME.fullmatch(named):
        return faults.ProfileName(named)
    try:
        relative = Path(named) if by_path else Path(OWN, f"{named}.toml")
        path = part_of(folder.resolve(), relative)
        if path is None:
            return faults.ProfileOutside()
        if path.is_file():
            return _File(path, path.stem, (folder / relative).as_posix(), own=True)
    except (OSError, ValueError):
        return faults.ProfilePath()
    if by_path:
        return faults.NoProfileFile(named)
    known = known_names(folder)
    return faults.NoProfile(named, nearest(named, known), known, f"{OWN}/{named}.toml")


def _unread(path: Path) -> tuple[Finding, ...]:
    """Return a defect for a user's file that is never read, because it has the name of a built-in profile."""
    return (Finding(SourceSpan.at(path.as_posix(), 1), faults.NameOfOurs(path.stem)),)


def _put_together(file: _File, inside: Path | None) -> Loaded:
    """Read a file and the chain of profiles that it inherits. `inside` is the folder that contains a user's
    files.
    """
    chain: list[_Link] = []
    defects: list[Finding] = []
    current: _File | None = file
    while current:
        text, wrongs = _text(current)
        written = Written()
        if not wrongs:
            written, wrongs = read(text, current.name, current.display)
        chain.append(_Link(current, text, written))
        defects += wrongs
        current, wrong = _parent(chain, inside)
        if wrong:
            defects.append(chain[-1].fault("inherits", wrong))
    profile, wrongs = _merged(chain)
    found = {each.name: each for link in reversed(chain) for each in link.written.instruments}
    return Loaded(profile, (*defects, *wrongs), tuple(found.values()))


def _text(file: _File) -> tuple[str, tuple[Finding, ...]]:
    """Return the text of a profile; or "", and why it cannot be read."""
    try:
        return text_of(file.path, file.display, MOST_BYTES if file.own else 0), ()
    except Failure as error:
        return "", unusable(error)


def _parent(chain: Sequence[_Link], inside: Path | None) -> tuple[_File | None, Facts | None]:
    """Return the file that the last profile of a chain inherits from, if any; or a defect."""
    file, _, written = chain[-1]
    named = written.inherits
    if not named:
        return None, None
    found: _File | Facts = faults.NoParent(named, None, PROFILES)
    if _NAME.fullmatch(named) and (ours := _ours(named)).path.is_file():
        found = ours
    elif file.own and inside is not None:
        found = _beside(named, file, inside)
    if not isinstance(found, _File):
        return None, found
    names = [link.file.path for link in chain]
    if found.path in names:
        circle = [*(link.file.name for link in chain[names.index(found.path) :]), found.name]
        return None, faults.InheritsItself(" → ".join(circle))
    if len(chain) >= _DEEPEST:
        return None, faults.TooManyParents(_DEEPEST)
    return found, None


def _beside(named: str, file: _File, inside: Path) -> _File | Facts:
    """Return a user's profile that another one inherits: a path from its folder, or a name in it."""
    by_path = "/" in named or named.endswith(".toml")
    relative = named if by_path else f"{named}.toml"
    display = (Path(file.display).parent / relative).as_posix()
    try:
        path = part_of(inside, relative, file.path.parent)
        if path is None:
            return faults.ParentOutside(named)
        if path.is_file():
            return _File(path, path.stem, display, own=True)
    except (OSError, ValueError):
        pass
    known = (*PROFILES, *(each.stem for each in sorted(file.path.parent.glob("*.toml"))))
    return faults.NoParent(named, nearest(named, known), known)


def _merged(chain: Sequence[_Link]) -> tuple[Profile, tuple[Finding, ...]]:
    """Return one profile for a chain: nearer rules replace inherited ones."""
    rules: dict[str, Rule[Any]] = {}
    severities: dict[str, str] = {}
    wrongs: list[Finding] = []
    for link in reversed(chain):
        for name in link.written.without:
            out = [each for each in rules if each == name or each.startswith(f"{name}.")]
            if not out:
                wrongs.append(link.fault("without", faults.NotInherited(name, nearest(name, rules))))
            for each in out:
                del rules[each]
        rules.update(link.written.rules)
        severities.update(link.written.severities)
    file, _, written = chain[0]
    profile = Profile(
        name=file.name,
        title=written.title or file.name,
        recipient=next((link.written.recipient for link in chain if link.written.recipient), ""),
        rules=MappingProxyType(rules),
        chain=tuple(link.file.name for link in chain),
        severities=tuple(severities.items()),
        own=file.own,
    )
    return profile, tuple(wrongs)
