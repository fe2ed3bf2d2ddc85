"""Parse fields, replace by their text those with data about a person, file or time, and renew results.

Unlinking a field leaves its stored result as plain text, which is visible (ECMA-376-1, 17.16). Results are
renewed as Word does when it updates them: numbers follow from the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from toolchain.formats.docx.facts import updated
from toolchain.formats.docx.field_parts import Field, fields_of
from toolchain.formats.docx.fields import BRANCHING, UNSHOWN, Instruction
from toolchain.formats.docx.opened import Opened, open_bytes
from toolchain.formats.docx.xml import Element, W
from toolchain.model import NoteKind
from toolchain.model.expressions import expression
from toolchain.model.own_paths import PATH
from toolchain.model.wording import fold, shorten
from toolchain.word.cleaning.files import Files, remove, unwrap
from toolchain.word.cleaning.report import Report, kinds

_RUN, _RUN_PROPERTIES = W + "r", W + "rPr"
_SHOWN = 60
_WEB = ("http://", "https://", "mailto:", "ftp://", "ftps://", "tel:", "sms:", "#", "news:", "urn:", "doi:")

_PERSON, _FILE = "field with the name of a person", "field with the name of a file"
_TELLING = frozenset((_PERSON, _FILE, "field with a time", "field of a property"))
_KINDS = {**kinds("fields"), **dict.fromkeys(BRANCHING, "field with words that are not shown")}

SEEN_ELSEWHERE = {"XE": "INDEX", "TA": "TOA", "TC": "TOC"}
"""Fields that are invisible at their place, and the field that shows their words."""
_CHAR, _SIMPLE = W + "fldChar", W + "fldSimple"
_MACRO = expression(r'(?i)\s*MACROBUTTON\s+(?!NoMacro\b)("[^"]*"|\S+)')
_ROUNDS = 5
"""A reference to a caption shows the result of the counter in it, so one round can be too few."""


def unlink_fields(root: Element, values: Collection[str], report: Report) -> None:
    """Replace each field with data about a person, a file, a time or similar by its result.

    `values` are the names of bookmarks that fields of the document set, which are removed too.
    """
    for each in fields_of(root):
        instruction, text = each.instruction, "".join(each.words)
        if macro := _MACRO.match(text):
            report.take("name of a macro", each.start)
            _replace(each, 0, macro.end(), " MACROBUTTON NoMacro")
        why = _why(instruction, text, values)
        if instruction.kind == "HYPERLINK" and not why:
            # In the address, what looks like a path is a part of it; the pointer and frames need none.
            after = text.find(instruction.target) + len(instruction.target)
            for path in reversed(list(PATH.finditer(text[after:]))):
                report.take("name of a file", each.start)
                _replace(each, after + path.start(), after + path.end(), "")
        if not why:
            continue
        if not each.whole:
            report.leave("the field {field} has no end, so it stays", each.start, field=instruction.kind)
            continue
        if instruction.kind in BRANCHING and each.depends_on_page():
            report.leave(
                "the field {field} has words that only some pages show", each.start, field=instruction.kind
            )
            continue
        report.take(why, each.start)
        if instruction.kind in UNSHOWN:
            remove_field(each)
            continue
        shown = fold(each.shown)
        if shown and _KINDS.get(instruction.kind) in _TELLING:
            report.leave(
                "“{words}”, which the field {field} put there, is part of the text",
                each.start,
                words=shorten(shown, _SHOWN),
                field=instruction.kind,
            )
        unlink(each)


def _replace(each: Field, start: int, end: int, new: str) -> None:
    """Put other words in the place of a part of an instruction, in as many pieces as it has."""
    if each.simple is not None:
        words = each.words[0]
        each.simple.set(W + "instr", words[:start] + new + words[end:])
    for text in (own for own in each.own if own.tag == W + "instrText"):
        words = text.text or ""
        put = new if 0 <= start < len(words) else ""
        text.text = words[: max(start, 0)] + put + words[max(end, 0) :]
        start, end = start - len(words), end - len(words)


def unlink(each: Field) -> None:
    """Replace a field by its result."""
    if each.simple is not None:
        unwrap(each.simple, (W + "fldData",))
        return
    for element in (*each.own, *each.inside):
        take_out_of_run(element)


def remove_field(each: Field) -> None:
    """Remove a field with its result, of which nothing is shown; bookmarks stay."""
    if each.simple is not None:
        remove(each.simple)
    for element in (*each.own, *each.inside, *each.result):
        take_out_of_run(element)


def take_out_of_run(element: Element) -> None:
    """Remove a child of a run, and the run if it is then empty."""
    run = element.getparent()
    remove(element)
    if run is not None and run.tag == _RUN and all(child.tag == _RUN_PROPERTIES for child in run):
        remove(run)


def is_own_file(address: str) -> bool:
    """Return whether an address is a file of somebody's own, not of the web, mail or phone."""
    return bool(address.strip()) and not address.strip().lower().startswith(_WEB)


def _why(instruction: Instruction, text: str, values: Collection[str]) -> str:
    kind = instruction.kind
    if kind == "HYPERLINK":
        return "link to a file" if is_own_file(instruction.target.replace("\\\\", "\\")) else ""
    if (instruction.target if kind == "REF" else kind).lower() in values:
        return "field with the value of another"
    if kind not in BRANCHING and _KINDS.get(kind) != _PERSON and PATH.search(text):
        return _FILE
    return _KINDS.get(kind, "")


def renew_results(files: Files, display: str, report: Report) -> tuple[bytes, Opened]:
    """Renew what fields of the text and the notes show; return the file's bytes, and the file as read."""
    for _ in range(_ROUNDS):
        data = files.packed()
        opened = open_bytes(data, display)
        ours = _roots(files)
        by_start = {each.start: each for root in ours for each in fields_of(root)}
        places = dict(zip(_begins(_read_roots(opened)), _begins(ours), strict=True))
        changed = False
        for field in opened.found.fields:
            right = updated(field, opened.found)
            if right is None:
                continue
            start = None if field.begin is None else places.get(field.begin)
            texts = by_start[start].texts if start is not None else []
            for at, text in enumerate(texts):
                text.text = "" if at else right
            if texts:
                changed = True
                report.take("result of a field, out of date", texts[0])
        if not changed:
            break
    return data, opened


def _roots(files: Files) -> list[Element]:
    notes = (root for kind in NoteKind for root in files.related(files.main, f"{kind.value}s"))
    return [files.tree(files.main), *notes]


def _read_roots(opened: Opened) -> list[Element]:
    texts = (opened.texts[kind].root for kind in NoteKind)
    return [opened.body.getroottree().getroot(), *(root for root in texts if root is not None)]


def _begins(roots: Iterable[Element]) -> Iterator[Element]:
    for root in roots:
        for each in root.iter(_CHAR, _SIMPLE):
            if each.tag == _SIMPLE or each.get(W + "fldCharType") == "begin":
                yield each
