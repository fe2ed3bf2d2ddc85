"""List every reader, writer, module of checks and hook, and whether it can be used here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.expressions import expression
from toolchain.model.records import Record, asdict
from toolchain.model.wording import said
from toolchain.plugins import registry as plugins
from toolchain.plugins.registry import AFTER_DOCX, READERS, WRITERS, Plugin
from toolchain.reports import in_columns, json_object
from toolchain.reports.sentences import help_line, message, message_of

_CODE = expression(r"([A-Z]+)([0-9]+)")


class Entry(Record):
    """One registration.

    `kind` is "reader", "writer", "check" or "hook"; `offers` has suffixes, codes, or the name of the hook.
    `problem` says why it cannot be used here ("" where it can), `help` what to do about it.
    """

    kind: str
    name: str
    package: str
    version: str
    offers: tuple[str, ...]
    problem: str = ""
    help: str = ""


def entries() -> tuple[Entry, ...]:
    """Return all registrations, each loaded once; built-in ones first."""
    readers = (_entry("reader", *each, _reader) for each in plugins.registrations(READERS))
    writers = (_entry("writer", *each, _writer) for each in plugins.registrations(WRITERS))
    hooks = (_entry("hook", *each, _hook) for each in plugins.registrations(AFTER_DOCX))
    return (*readers, *writers, *_checks(), *hooks)


def as_text(entries: Sequence[Entry]) -> str:
    """Return one line for each, in columns."""
    return in_columns([_row(entry) for entry in entries])


def as_json(entries: Iterable[Entry]) -> str:
    """Return one JSON object with all of them."""
    return json_object(plugins=list(map(_record, entries)))


def _entry(
    kind: str,
    plugin: Plugin,
    other: Plugin | None,
    offers: Callable[[Plugin], tuple[tuple[str, ...], str]],
) -> Entry:
    try:
        if other:
            raise plugins.same_name(other, plugin)
        return _made(kind, plugin, *offers(plugin))
    except Failure as error:
        return _made(kind, plugin, (), *_said(error.findings))


def _reader(plugin: Plugin) -> tuple[tuple[str, ...], str]:
    return tuple(plugins.load_reader(plugin).suffixes), ""


def _writer(plugin: Plugin) -> tuple[tuple[str, ...], str]:
    writer = plugins.load_writer(plugin)
    missing = plugins.missing_library(writer.requires)
    return (writer.format.suffix,), message_of(missing) if missing else ""


def _hook(plugin: Plugin) -> tuple[tuple[str, ...], str]:
    plugins.load_hook(plugin)
    return (AFTER_DOCX.rpartition(".")[2],), ""


def _checks() -> Iterator[Entry]:
    for plugin, (usable, faults) in plugins.offered_checks():
        codes = tuple(sorted(check.code for check in usable))
        yield _made("check", plugin, codes, *_said(faults))


def _said(faults: Sequence[Finding]) -> tuple[str, str]:
    """Return what is wrong with a plug-in, and the help of the first fault."""
    return "; ".join(map(message, faults)), help_line(faults[0]) if faults else ""


def _made(kind: str, plugin: Plugin, offers: tuple[str, ...], problem: str, help: str = "") -> Entry:
    return Entry(kind, plugin.name, plugin.package, plugin.version, offers, problem, help)


def _row(entry: Entry) -> tuple[str, ...]:
    offers = " ".join(_ranges(entry.offers)) or said("nothing")
    if entry.problem:
        offers = said("cannot be used here: {problem}", problem=entry.problem)
    return said(entry.kind), entry.name, f"{entry.package} {entry.version}".strip(), offers


def _ranges(offers: Iterable[str]) -> Iterator[str]:
    """Return consecutive codes as a range: N101 N102 N103 is N101–N103. All else as it is."""
    run: list[str] = []
    for offer in offers:
        if run and not _follows(run[-1], offer):
            yield _range(run)
            run = []
        run.append(offer)
    if run:
        yield _range(run)


def _follows(one: str, other: str) -> bool:
    before, after = _CODE.fullmatch(one), _CODE.fullmatch(other)
    return bool(before and after and before[1] == after[1] and int(before[2]) + 1 == int(after[2]))


def _range(run: Sequence[str]) -> str:
    return " ".join(run) if len(run) < 3 else f"{run[0]}–{run[-1]}"


def _record(entry: Entry) -> dict[str, object]:
    known = asdict(entry)
    last = {name: known.pop(name) for name in ("problem", "help")}
    return {**known, "usable": not entry.problem, **last}
