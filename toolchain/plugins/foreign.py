"""What third-party plug-ins offer, called through the guard: an exception is one finding (S015)."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from toolchain.checks import Check, CheckFunction, checks_of
from toolchain.formats.table import Format, Function, loaded
from toolchain.model import Document
from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Changing, Record, replace
from toolchain.plugins.guard import LOADED, Breach, Guard
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved
from toolchain.rules import plugins as faults

if TYPE_CHECKING:
    from toolchain.plugins.interface import Reader, Writer

_CODE = expression(r"[A-Z]{2,8}[0-9]{1,4}")


class GuardedReader(Changing, eq=False):  # not frozen: the protocol has plain attributes
    """A third-party reader."""

    guard: Guard
    reader: Reader
    api: int
    name: str
    suffixes: Sequence[str]

    def read(self, path: Path, display: str) -> Document:
        """See `toolchain.plugins.Reader`. Raises `Failure`: the reader's own, or S015."""
        return self.guard.call(faults.Read(display), lambda: _without_traces(self.reader.read(path, display)))


class GuardedWriter(Changing, eq=False):  # not frozen: the protocol has plain attributes
    """A third-party writer."""

    guard: Guard
    writer: Writer
    api: int
    format: Format
    requires: Sequence[str]

    def needs(self, project: Project) -> Sequence[str]:
        """See `toolchain.plugins.Writer`. Raises `Failure` (S015)."""
        asked = getattr(self.writer, "needs", None) or (lambda _: self.requires)
        return self.guard.call(Word("say what it needs"), lambda: tuple(asked(project)))

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """See `toolchain.plugins.Writer`. Raises `Failure`: the writer's own, or S015."""

        def write() -> bytes:
            data: object = self.writer.write(resolved, project)
            if not isinstance(data, bytes):
                raise Breach(faults.NotBytes(type(data).__name__))
            return data

        return self.guard.call(faults.Write(resolved.document.path), write)


class Hook(Record):
    """A third-party function that changes a Word file: `after_docx(document)` with python-docx's Document."""

    guard: Guard
    function: Callable[[Any], object]

    def change(self, data: bytes, resolved: Resolved, known: Format) -> bytes:
        """Return the changed file. Raises `Failure` (S015), also if it does not show the same any more."""

        def changed() -> bytes:
            import docx

            from toolchain.writers.docx.package import packed

            document = docx.Document(io.BytesIO(data))
            self.function(document)
            after = packed(document.part.package)
            before = _defects(data, resolved, known)
            if new := [each for each in _defects(after, resolved, known) if each not in before]:
                raise Breach(faults.ShowsOther(new[0]))
            return after

        return self.guard.call(faults.Change(resolved.document.path), changed)


class ChangedWriter(Changing, eq=False):  # not frozen: the protocol has plain attributes
    """Our writer of Word files, with hooks that change them."""

    writer: Writer
    hooks: Sequence[Hook]
    api: int
    format: Format
    requires: Sequence[str]

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """See `toolchain.plugins.Writer`. Raises `Failure`: the writer's own, or S015."""
        data = self.writer.write(resolved, project)
        for hook in self.hooks:
            data = hook.change(data, resolved, self.format)
        return data


def _defects(data: bytes, resolved: Resolved, known: Format) -> list[str]:
    """Return what the proof says of a file."""
    from toolchain.compare.proof.prove import prove
    from toolchain.reports.sentences import message

    try:
        shown = known.read_back(data, resolved.document.path)
    except Failure as error:
        return list(map(message, error.findings))
    return list(map(message, prove(resolved, shown, known.shows)))


class GuardedCheck(Record):
    """The function of a third-party check."""

    guard: Guard
    code: str
    function: CheckFunction

    def __call__(self, resolved: Resolved) -> Iterable[Finding]:
        """Return all findings at once. Raises `Failure` (S015)."""
        doing = faults.Examine(resolved.document.path, self.code)
        return self.guard.call(doing, lambda: tuple(self.function(resolved)))


def reader(found: object, name: str, guard: Guard) -> Reader:
    """Return the reader of a class that was loaded. Raises `Failure` (S015) if it lacks an attribute."""

    def make() -> Reader:
        made = cast("Callable[[], Reader]", found)()
        _verify_name(made.name, name)
        return GuardedReader(guard, made, made.api, made.name, tuple(made.suffixes))

    return guard.call(LOADED, make)


def writer(found: object, name: str, guard: Guard) -> Writer:
    """Return the writer of a class that was loaded. Raises `Failure` (S015) if it lacks an attribute.

    A writer without a `format` has a format by its `name`, `suffix` and `media_type` alone.
    """

    def make() -> Writer:
        made = cast("Callable[[], Any]", found)()
        known = getattr(made, "format", None) or Format(made.name, (made.suffix,), made.media_type)
        _verify_name(known.name, name)
        if not known.suffixes or not all(each.startswith(".") for each in known.suffixes):
            raise Breach(faults.WrongSuffixes())
        return GuardedWriter(guard, made, made.api, _guarded_format(known, guard), tuple(made.requires))

    return guard.call(LOADED, make)


def _guarded_format(known: Format, guard: Guard) -> Format:
    """Return the record with functions that are called through the guard."""

    def guarded(function: str | Function, doing: Word, made: Callable[[Any], Any]) -> str | Function:
        def call(*given: Any) -> Any:
            return guard.call(doing, lambda: made(loaded(function)(*given)))

        return call if function else ""

    return replace(
        known,
        reader=guarded(known.reader, Word("read an output back"), lambda document: document),
        checks=guarded(known.checks, Word("check a file"), tuple),
        draft=guarded(known.draft, Word("look for the mark of a draft"), tuple),
        left_out=guarded(known.left_out, Word("say what it does not check"), tuple),
    )


def checks(module: object, guard: Guard) -> tuple[Check, ...]:
    """Return the checks of a module that was loaded, not guarded yet. Raises `Failure` (S015)."""

    def make() -> tuple[Check, ...]:
        own = (check for check in checks_of(module) if not _is_ours(check))
        return tuple(_with_own_code(check) for check in own)

    return guard.call(LOADED, make)


def guarded(check: Check, guard: Guard) -> Check:
    """Return the check with a function that is called through the guard."""
    if not check.function:
        return check
    return replace(check, function=GuardedCheck(guard, check.code, check.function))


def _verify_name(own: str, registered: str) -> None:
    if own != registered:
        raise Breach(faults.OtherName(registered, own))


def _is_ours(check: Check) -> bool:
    """Return whether a module has only imported it from this package."""
    return str(getattr(check.function, "__module__", "")).startswith("toolchain.")


def _without_traces(document: Document) -> Document:
    """Return the document with its images read again, without personal data in their metadata."""
    if not document.images:
        return document
    from toolchain.formats.pictures import Unreadable, read_picture

    images = {}
    for source, image in document.images.items():
        try:
            read = read_picture(image.data)
        except Unreadable as error:
            raise Breach(faults.PictureUnusable(source, error.facts)) from error
        images[source] = replace(read, dpi=image.dpi, traces=(*image.traces, *read.traces))
    return replace(document, images=MappingProxyType(images))


def _with_own_code(check: Check) -> Check:
    if not _CODE.fullmatch(check.code):
        raise Breach(faults.NotOwnCode(check.code))
    return check
