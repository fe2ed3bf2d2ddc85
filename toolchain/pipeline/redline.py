"""Make a redline of two versions: of sources, of states kept by git or undo, or of built Word files."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from toolchain.compare.align import pieces
from toolchain.compare.leaks.earlier import shown_before
from toolchain.compare.versions import frozen
from toolchain.formats.table import DOCX
from toolchain.model import Document
from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Record
from toolchain.model.wording import said
from toolchain.pipeline import agreements, companions, import_word, stages, undo, withholding
from toolchain.plugins import registry as plugins
from toolchain.plugins.formats import is_finished
from toolchain.project.settings import Options
from toolchain.project.settings import Version as Kind
from toolchain.project.sources import one_source
from toolchain.rules.redlines import FullVersion, NoRevision, OtherVersion
from toolchain.rules.withheld import WordsInRedline
from toolchain.word.redlining import By, Entry, Redline, What, redline

_SIGNED = expression(r"signed-([0-9a-f]{1,16})")
_UNDO = expression(r"undo-([1-9][0-9]{0,3})")
_SECONDS = 60
_DIGITS = expression(r"\d+")
_NOT_KEPT = Word("a record keeps the source with freeze --keep; one without it gives the summary alone")
_REVISIONS = 30
"""The most revisions of git in which an earlier state is looked for."""
_GIT = ("git", "--no-pager", "--no-replace-objects", "-c", "core.hooksPath=/dev/null")
# a setting of the repository would go before protocol.allow, and git before 2.45 has no GIT_NO_LAZY_FETCH
_SAFE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_NO_LAZY_FETCH": "1",
         "GIT_ALLOW_PROTOCOL": "", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0",
         "LC_ALL": "C"}  # fmt: skip


class Version(Record):
    """A version: how it was named, its Word file, what that shows, and its source if it was built from one.

    `kind` is that of a source that withholds something, `written` is the source with its marks.
    """

    display: str
    data: bytes
    shown: Document
    written: Document
    kind: Kind = ""
    source: stages.Submission | None = None


def version(named: str, options: Options) -> Version:
    """Return a version: `report.md`, `report.md@v1`, `report.md@undo-1`, `report.md@sent`,
    `report.md@signed-1a2b3c4d`, `report.docx`.

    A source may have errors, as a draft. Raise `Failure` if it cannot be read or built, X821 to X824 for what
    a draft does not lift, and S020 for a full version where the public one is asked for.
    """
    if is_finished(Path(named)) and (Path(named).exists() or "@" not in named):
        found = _finished(named)
        if options.version == "public" and found.kind == "confidential":
            raise Failure.of(named, FullVersion())
        return found
    return _built(named, *source_of(named), options)


def source_of(named: str) -> tuple[Path, str | None]:
    """Return a source and its text in a version, None for the file as it is. Raise `Failure`."""
    path, _, at = named.rpartition("@")
    if Path(named).exists() or not path:
        return one_source(named), None
    source = _file(path)
    if at == "sent":
        return source, _sent(source, named)
    if signed := _SIGNED.fullmatch(at):
        return source, _signed(source, signed[1], named)
    state = _UNDO.fullmatch(at)
    data = _kept(source, int(state[1]), named) if state else _committed(source, at, named)
    return source, data.decode("utf-8-sig", "replace")


def _file(path: str) -> Path:
    """Return the source that a path names, itself or by its folder."""
    return one_source(path) if Path(path).is_dir() else Path(path)


def between(old: Version, new: Version, by: By) -> Redline:
    """Return the redline of two versions.

    Raise `Failure`: D906 if it is not right on both sides, S020 for a public version and another one, X822
    and X823 if it would show what a public version withholds.
    """
    if {old.kind, new.kind} == {"public", "confidential"}:
        raise Failure.of(old.display, OtherVersion())
    made = redline(old.display, old.data, new.display, new.data, by)
    for each, other in ((old, new), (new, old)):
        if each.source and each.source.withheld.is_public:
            nodes = shown_before(other.shown, each.written, each.source.resolved.document)
            if told := dict.fromkeys(Finding(node.span, WordsInRedline(other.display)) for node in nodes):
                raise Failure(*told)
        if each.source and (found := stages.left_in(each.source, made.data, each.display, DOCX)):
            raise Failure(*found)
    return made


def _finished(named: str) -> Version:
    data = import_word.read(Path(named))
    shown = DOCX.read_back(data, named)
    return Version(named, data, shown, shown, withholding.shown_version(shown, named))


def _built(named: str, source: Path, text: str | None, options: Options) -> Version:
    submitted = stages.shareable(stages.read(source, options, text), earlier=text is not None)
    data = plugins.writer(DOCX.name).write(stages.lighter_copy(submitted), submitted.project)
    kind, shown = submitted.project.version, submitted.resolved.document
    written = plugins.document_of(source, text) if kind == "public" else shown
    return Version(named, data, shown, written, kind, submitted)


def _sent(source: Path, named: str) -> str:
    """Return the source in the record of what was sent."""
    record = _record(source)
    if record is None or not record.source:
        raise _none(named, source, Word("sent source"), _NOT_KEPT)
    return record.source


def _record(source: Path) -> frozen.Record | None:
    file = companions.record_of(source)
    return companions.read_record(file) if file.is_file() else None


def since_sent(old: str, new: str, options: Options) -> list[Entry] | None:
    """Return the summary that a record without its source gives; None for any other OLD.

    It has the words and numbers of numbered paragraphs, and nothing of notes, tables and emphasis. A public
    version gets none from the record of the full one, and from that of the public one everybody gets its
    summary. Raise `Failure` if the record or NEW cannot be read.
    """
    path, _, at = old.rpartition("@")
    record = _record(_file(path)) if at == "sent" else None
    if record is None or record.source or is_finished(Path(new)):
        return None
    if options.version == "public" and not record.is_public:
        return None
    options = companions.options_for(record, options)
    source, text = source_of(new)
    item = stages.shareable(stages.read(source, options, text))
    rows = frozen.rows(item.resolved, record, old)
    return list(_entries(rows, [each.text for each in record.paragraphs]))


def _entries(rows: Sequence[frozen.Row], texts: Sequence[str]) -> Iterator[Entry]:
    kept = [row.at for row in rows if row.at is not None and row.new]
    steps = [each for each in pieces(kept, sorted(kept)) if not each.same]
    moved = {at for each in steps for at in kept[each.start : each.end]}
    renumbered = {pair for row in rows for pair in zip(*map(_DIGITS.findall, row[:2]), strict=False)}
    for row in rows:
        old, now = "" if row.at is None else texts[row.at], row.text if row.new else ""
        if old != now:
            what: What = "removed" if not now else "added" if not old else "changed"
            pairs = set(zip(_DIGITS.findall(old), _DIGITS.findall(now), strict=False))
            if _DIGITS.split(old) == _DIGITS.split(now) and all(a == b for a, b in pairs - renumbered):
                what = "follows"  # as references do whose paragraphs have other numbers
            yield Entry(what, row.old, row.new, *_apart(old.split(), now.split()))
        if row.at in moved:
            yield Entry("moved", row.old, row.new, come=now)


def _apart(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """Return the words that go and those that come."""
    found = [each for each in pieces(old, new) if not each.same]
    gone = " … ".join(" ".join(old[each.start : each.end]) for each in found if each.start < each.end)
    come = (" ".join(new[each.other_start : each.other_end]) for each in found)
    return gone, " … ".join(filter(None, come))


def _signed(source: Path, digits: str, named: str) -> str:
    """Return a text to which an organization has agreed."""
    if text := agreements.text_of(source, digits):
        return text
    raise _none(named, source, f"signed-{digits}", Word("nobody has agreed to it"))


def earlier(source: Path) -> Iterator[str]:
    """Yield the names of earlier states of a source, the last one first: those of undo, then those of git."""
    with suppress(Failure):
        yield from (f"{source.as_posix()}@undo-{number}" for number in range(1, len(_states(source)) + 1))
    with suppress(OSError, subprocess.SubprocessError):
        found = _git(
            source, "rev-list", f"-{_REVISIONS}", "--abbrev-commit", "HEAD", "--", f"./{source.name}"
        )
        yield from (f"{source.as_posix()}@{revision}" for revision in found.decode().split())


def _states(source: Path) -> list[bytes]:
    """Return what a source was before the commands that changed it, the last one first."""
    found = undo.entries([source], None)
    states = [undo.read(entry)[2][undo.file_of(source)][0].data for entry in found]
    return [each for each in states if each is not None]


def _kept(source: Path, number: int, named: str) -> bytes:
    """Return what a source was before the last commands that changed it; 1 is the last."""
    old = _states(source)
    if number > len(old):
        raise _none(named, source, f"undo-{number}", said("{number} are kept", number=len(old)))
    return old[number - 1]


def _committed(source: Path, revision: str, named: str) -> bytes:
    """Return a source as it is in a revision."""
    why: str = Word("that is not a revision")
    if revision and not revision.startswith("-") and ":" not in revision:
        try:
            return _git(source, "cat-file", "blob", f"{revision}:./{source.name}")
        except subprocess.CalledProcessError as error:
            why = error.stderr.decode(errors="replace").strip().splitlines()[-1:][0] if error.stderr else why
        except (OSError, subprocess.SubprocessError) as error:
            why = str(error)
    raise _none(named, source, revision, why)


def _none(named: str, source: Path, wanted: str, why: str) -> Failure:
    return Failure.of(named, NoRevision(wanted, why, source.as_posix()))


def _git(source: Path, *arguments: str) -> bytes:
    """Return what git prints in a source's folder. It reads its objects only: no filter, hook or network.

    Raise `OSError` and `subprocess.SubprocessError`.
    """
    own = {name: said for name, said in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        [*_GIT, "-C", str(source.parent), *arguments], env={**own, **_SAFE}, capture_output=True, check=True,
        timeout=_SECONDS, stdin=subprocess.DEVNULL,
    ).stdout  # fmt: skip
