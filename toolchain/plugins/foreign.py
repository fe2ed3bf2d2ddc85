"""What plug-ins of others offer, made safe to use: verified when loaded, guarded whenever called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar, cast

from toolchain.checks import Check, CheckFunction, checks_of
from toolchain.formats.table import Format, Function, loaded
from toolchain.model import Document
from toolchain.model.diagnostics import Defect, Diagnostic, Failure, Finding
from toolchain.plugins.time_limit import Breach, Guard
from toolchain.plugins.type_check import verify
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved

if TYPE_CHECKING:
    from toolchain.plugins.interface import Reader, Writer

T = TypeVar("T")

MOST_FINDINGS = 10_000
"""Of one check in one source; a check that goes on has lost its way."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NOT_A_NAME = "is not made of small letters, digits and single hyphens"
_SUFFIX = re.compile(r"\.[a-z0-9]+")
_CODE = re.compile(r"[A-Z]{2,8}[0-9]{1,4}")


@dataclass(slots=True, eq=False, repr=False)  # not frozen: the protocol has plain attributes
class GuardedReader:
    """A stranger's reader."""

    guard: Guard
    reader: Reader
    api: int
    name: str
    suffixes: Sequence[str]

    def read(self, path: Path, display: str) -> Document:
        """See `toolchain.plugins.Reader`. Raises `Failure`: the reader's own, or S015."""

        def read() -> Document:
            document = self.reader.read(path, display)
            verify(document, Document, "what it returns")
            return _without_traces(document)

        return self.guard.call(f"read {display}", lambda: _with_sound_failure(read))


@dataclass(slots=True, eq=False, repr=False)  # not frozen: the protocol has plain attributes
class GuardedWriter:
    """A stranger's writer."""

    guard: Guard
    writer: Writer
    api: int
    format: Format
    requires: Sequence[str]

    def write(self, resolved: Resolved, project: Project) -> bytes:
        """See `toolchain.plugins.Writer`. Raises `Failure`: the writer's own, or S015."""

        def write() -> bytes:
            data = self.writer.write(resolved, project)
            verify(data, bytes, "what it returns")
            if not data:
                raise Breach("what it returns is empty")
            return data

        doing = f"write {resolved.document.path}"
        return self.guard.call(doing, lambda: _with_sound_failure(write))


@dataclass(frozen=True, slots=True, repr=False)
class GuardedCheck:
    """The function of a stranger's check."""

    guard: Guard
    code: str
    function: CheckFunction

    def __call__(self, resolved: Resolved) -> Iterable[Finding]:
        """All findings at once. Raises `Failure` (S015)."""
        doing = f"check {resolved.document.path} for {self.code}"
        return self.guard.call(doing, lambda: self._findings(resolved))

    def _findings(self, resolved: Resolved) -> tuple[Finding, ...]:
        found: list[Finding] = []
        try:
            findings = iter(self.function(resolved))
            try:
                for finding in findings:
                    verify(finding, Finding, "what it yields")
                    found.append(finding)
                    if len(found) > MOST_FINDINGS:
                        raise Breach(f"it has more than {MOST_FINDINGS:,} findings")
            finally:
                getattr(findings, "close", tuple)()  # a generator's own end is a stranger's code too
        except Failure as error:
            raise Breach(f"a check must not raise Failure: {error}") from error
        return tuple(found)


def reader(found: object, name: str, guard: Guard) -> Reader:
    """The reader of a class that was loaded. Raises `Failure` (S015) where it is not as `Reader` says."""

    def make() -> Reader:
        made = cast("Callable[[], Reader]", found)()
        _verify_attributes(made, name, {"suffixes": Sequence[str]})
        _verify_method(made, "read")
        suffixes = tuple(made.suffixes)
        _verify_suffixes(suffixes)
        return GuardedReader(guard, made, made.api, made.name, suffixes)

    return guard.call("be loaded", make)


def writer(found: object, name: str, guard: Guard) -> Writer:
    """The writer of a class that was loaded. Raises `Failure` (S015) where it is not as `Writer` says."""

    def make() -> Writer:
        made = cast("Callable[[], Any]", found)()
        kinds = {"suffix": str, "media_type": str}
        known = getattr(made, "format", None)
        if known is None:
            _verify_attributes(made, name, kinds)
            known = Format(made.name, (made.suffix,), made.media_type)
        verify(known, Format, "its format")
        _verify_attributes(known, name, {})
        _verify_suffixes(known.suffixes)
        _verify_method(made, "write")
        verify(getattr(made, "requires", None), Sequence[str], "its requires")
        return GuardedWriter(guard, made, made.api, _guarded_format(known, guard), tuple(made.requires))

    return guard.call("be loaded", make)


def _guarded_format(known: Format, guard: Guard) -> Format:
    """The record with functions that can be called without fear."""

    def guarded(target: str, doing: str, kind: Any) -> Function:
        function = getattr(known, target)

        def call(*given: Any) -> Any:
            def inner() -> Any:
                made = loaded(function)(*given)
                made = made if kind is Document else tuple(made)
                verify(made, kind, "what it returns")
                return made

            return guard.call(doing, lambda: _with_sound_failure(inner))

        return call if function else ""

    return replace(
        known,
        reader=guarded("reader", "read an output back", Document),
        checks=guarded("checks", "check a file", tuple[Diagnostic, ...]),
        left_out=guarded("left_out", "say what it does not check", tuple[str, ...]),
    )


def checks(module: object, guard: Guard) -> tuple[Check, ...]:
    """The checks of a module that was loaded, not guarded yet. Raises `Failure` (S015)."""

    def make() -> tuple[Check, ...]:
        own = (check for check in checks_of(module) if not _is_ours(check))
        return tuple(_verified(check) for check in own)

    return guard.call("be loaded", make)


def guarded(check: Check, guard: Guard) -> Check:
    """The check with a function that can be called without fear."""
    if not check.function:
        return check
    return replace(check, function=GuardedCheck(guard, check.code, check.function))


def _with_sound_failure(function: Callable[[], T]) -> T:
    """What `function` returns. A `Failure` that it raises passes if it can be told."""
    try:
        return function()
    except Failure as error:
        verify(error.defects, tuple[Defect, ...], "what its Failure says")
        if not error.defects:
            raise Breach("it raises a Failure that says nothing") from error
        raise


def _verify_attributes(made: object, name: str, kinds: dict[str, Any]) -> None:
    for attribute, kind in {"name": str, **kinds}.items():
        verify(getattr(made, attribute, None), kind, f"its {attribute}")
    if not _NAME.fullmatch(name):
        raise Breach(f"its name {name!r} {_NOT_A_NAME}")
    if getattr(made, "name", None) != name:
        raise Breach(f"it is registered as {name!r} but calls itself {getattr(made, 'name', None)!r}")


def _verify_method(made: object, method: str) -> None:
    if not callable(getattr(made, method, None)):
        raise Breach(f"it has no method {method}")


def _verify_suffixes(suffixes: Iterable[str]) -> None:
    for suffix in suffixes:
        if not _SUFFIX.fullmatch(suffix):
            raise Breach(f"its suffix {suffix!r} is not a full stop with small letters and digits")


def _is_ours(check: Check) -> bool:
    """Whether a module has only imported it from us."""
    return str(getattr(check.function, "__module__", "")).startswith("toolchain.")


def _without_traces(document: Document) -> Document:
    """The document with its images read anew, so that none tells of anybody in an output."""
    if not document.images:
        return document
    from toolchain.formats.pictures import Unreadable, read_picture

    images = {}
    for source, image in document.images.items():
        try:
            read = read_picture(image.data)
        except Unreadable as error:
            raise Breach(f"images[{source!r}] of what it returns {error.what}") from error
        images[source] = replace(read, dpi=image.dpi, traces=(*image.traces, *read.traces))
    return replace(document, images=MappingProxyType(images))


def _verified(check: Check) -> Check:
    verify(check, Check, "a check")
    if not _CODE.fullmatch(check.code):
        raise Breach(
            f"its code {check.code!r} is not made of two to eight letters of its own and a number, as ABC101"
        )
    if not _NAME.fullmatch(check.name):
        raise Breach(f"the name {check.name!r} of {check.code} {_NOT_A_NAME}")
    return check
