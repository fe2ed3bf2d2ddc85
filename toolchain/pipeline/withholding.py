"""The two versions of a source that withholds something, and the proof that the public one does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from toolchain import model as m
from toolchain.checks.engine import NUMBERING
from toolchain.compare import leaks
from toolchain.compare.leaks.marks import computed_rows, other_marks, unread_marks
from toolchain.formats.read_bytes import part_of
from toolchain.formats.table import Format
from toolchain.model.diagnostics import Diagnostic, Failure, FilePlace, Finding, Place, Related, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts, Severity, Word
from toolchain.model.front_matter import UN_LANGUAGES
from toolchain.model.line_ends import lines_of
from toolchain.model.records import Record, asdict, replace
from toolchain.model.walk import blocks_in, children, plain_text, walk
from toolchain.model.wording import squeezed
from toolchain.pipeline import named_places
from toolchain.pipeline.companions import original_of
from toolchain.pipeline.empty_file import without_text
from toolchain.plugins import registry as plugins
from toolchain.project.protected_names import Register, find_register
from toolchain.project.settings import Options, Version, make_project
from toolchain.resolve.citations import Citing
from toolchain.resolve.held import BLOCKS, WORD, Held, held, texts_of, withholds
from toolchain.resolve.labels import words_for
from toolchain.resolve.tables import Resolved
from toolchain.resolve.withheld import divided, other_labels, public, relabelled, unwrapped, whole
from toolchain.rules.references import ReferenceNumber, TargetGone, TargetUnknown
from toolchain.rules.sources import SourceUnused
from toolchain.rules.text import Abbreviation
from toolchain.rules.versions import NumberMoved
from toolchain.rules.withheld import UNLIFTED, NameBeside, NameInSource, NumbersClosed, SourceWithPublic
from toolchain.text.plain import WORD as ANY_WORD
from toolchain.text.plain import plain, words_of
from toolchain.text.sought import Sought

_LABEL = expression(r"(\]\(#\^?|\[\^|\{#)([\w-]+)(?![\w-])")
_CLAIMS = (*NUMBERING, ReferenceNumber.rule)
_NOTHING = leaks.Guard(Sought())


class Withheld(Record):
    """What one version of a source must do: what it must not have, and what is wrong with its marks.

    `labels` are those that only the public version has, with those of the source.
    """

    version: Version = ""
    register: Register = Register()
    held: Held = Held()
    guard: leaks.Guard | None = None
    renamed: tuple[SourceSpan, ...] = ()
    labels: Mapping[str, str] = MappingProxyType({})
    is_closed: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether this is the public version of a source with another one."""
        return self.version == "public"


def versions(source: Path, options: Options) -> tuple[Version, ...]:
    """Return the versions in which a source is built: two if it withholds something, else itself alone."""
    with suppress(OSError, Failure):
        register = find_register(source)
        if register.names or (source.is_file() and WORD.encode() in source.read_bytes()):
            document = plugins.document_of(source)
            if _has_two(source, document, register):
                return (options.version,) if options.version else ("confidential", "public")
    return ("",)


def version_of(source: Path, document: m.Document, options: Options) -> tuple[m.Document, Withheld]:
    """Return the version of a source that is asked for, the full one by default."""
    register = find_register(source)
    found = [*unread_marks(document), *register.defects]
    original = original_of(source)
    if original and (withholds(document) or WORD in original.read_text("utf-8", "replace")):
        with suppress(Failure):  # which the comparison reports
            found += other_marks(document, plugins.document_of(original))
    if not _has_two(source, document, register):
        return document, Withheld("", register, findings=tuple(found))
    version: Version = options.version or "confidential"
    kept, renamed = held(document), tuple[SourceSpan, ...]()
    labels: dict[str, str] = {}
    if version == "public":
        if document.front_matter.numbers == "closed":
            place = document.front_matter.places.get("numbers", FilePlace(document.path))
            found.append(Finding(place, NumbersClosed()))
        found += computed_rows(document)
        if options.with_source:
            found.append(Finding(FilePlace(document.path), SourceWithPublic()))
        document = unwrapped(document, Sought(register.names).pseudonymous) if register.names else document
        renamed = _places(document, register)
        labels = {new: old for old, new in other_labels(document, _forms(register)).items()}
        document, wrong = _renamed(document, register)
        found += wrong
    else:
        document = whole(document)
    closed = document.front_matter.numbers == "closed"
    return document, Withheld(
        version, register, kept, None, renamed, MappingProxyType(labels), closed, tuple(found)
    )


def shown_version(shown: m.Document, display: str) -> Version:
    """Return which version of a source a finished file shows, from its words, else from its name.

    "" is for one that says nothing.
    """
    terms = [words_for(lang).terms for lang in UN_LANGUAGES]
    nodes = (*shown.blocks, *shown.frame, *shown.front_matter.subtitle)
    texts = (plain_text(getattr(node, "children", ())) for node, _ in walk(nodes, into=blocks_in))
    said, name = squeezed("".join(texts)), Path(display).stem
    if any(squeezed(each["public_version"]) in said for each in terms) or name.endswith("-public"):
        return "public"
    is_full = any(squeezed(each["confidential"]) in said for each in terms)
    return "confidential" if is_full or name.endswith("-confidential") else ""


def of_file_alone(file: Path, data: bytes, display: str, known: Format) -> Withheld:
    """Return the register of a finished file's folder, with whom the file names if it says that it is public;
    raise `Failure` if one of them cannot be read.
    """
    register = find_register(file)
    if not known.reader or register == Register():
        return Withheld()
    shown = known.examined(known.reader, data, display)
    if shown_version(shown, display) != "public":
        return Withheld(register=register)
    printed = leaks.printed(words_for(shown.front_matter.lang))
    withheld = Withheld("", register, guard=leaks.Guard(Sought(register.names), printed=printed))
    project, _ = make_project(file, shown, Options(trusted=False))

    def made() -> bytes:
        with suppress(Failure):  # of a format that cannot be written here
            return without_text(known, project, shown.images)
        return b""

    found = in_file(withheld, data, display, made)
    return replace(withheld, findings=(*register.defects, *found))


def without(
    document: m.Document, withheld: Withheld, citing: Citing | None
) -> tuple[m.Document, Withheld, Citing | None]:
    """Return the public version without the sources that only withheld places cite, in what is cited (a list
    of all has them too) and in labels.
    """
    if citing is None or not withheld.is_public:
        return document, withheld, citing
    known = citing.bibliography
    more = other_labels(document, (), (each.text for each in leaks.cited(withheld.held, known)))
    labels = {**withheld.labels, **{new: old for old, new in more.items()}}
    entries = {key: entry for key, entry in known.entries.items() if key not in withheld.held.keys}
    citing = replace(citing, bibliography=replace(known, entries=MappingProxyType(entries)))
    return relabelled(document, more), replace(withheld, labels=MappingProxyType(labels)), citing


def guarded(withheld: Withheld, resolved: Resolved, source: Path, citing: Citing | None) -> Withheld:
    """Return the same with what a public version must not have, and what of it its tree has.

    `citing` is that of the source.
    """
    if not withheld.is_public and (withheld.version or not withheld.register.names):
        return withheld
    bibliography = citing.bibliography if citing else m.Bibliography()
    guard = leaks.guard(withheld.held, withheld.register.names, resolved, bibliography)
    found = (*withheld.findings, *leaks.in_source(guard, resolved, source.stem))
    names, lines = Sought(withheld.register.names), lines_of(resolved.document.text)
    placed = dict.fromkeys(each for finding in found for each in named_places.placed(finding, lines, names))
    return replace(withheld, guard=guard, findings=tuple(placed))


def in_file(withheld: Withheld, data: bytes, display: str, made: Callable[[], bytes]) -> tuple[Finding, ...]:
    """Return what a public file has of what it must not have. `made` makes one without any text."""
    return tuple(leaks.in_file(withheld.guard, data, display, made)) if withheld.guard else ()


def is_unlifted(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether there is an error that a draft does not lift."""
    return any(each.rule in UNLIFTED and each.severity >= Severity.ERROR for each in diagnostics)


def spoken(withheld: Withheld, diagnostics: Iterable[Diagnostic], text: str) -> tuple[Diagnostic, ...]:
    """Return findings that name protected persons by their pseudonyms. `text` is that of the source.

    In the public version, withheld words are boxes. Findings of withheld places are left out, those that
    their sources are not cited, and if its numbers close up, that others are typed.
    """
    names = withheld.register.names
    guard, known, lines = withheld.guard or _NOTHING, Sought(names), lines_of(text)
    if withheld.is_public:
        others = (SourceUnused.rule, *(_CLAIMS if withheld.is_closed else ()))
        diagnostics = (
            each
            for each in diagnostics
            if each.rule in (*UNLIFTED, NumberMoved.rule)
            or not (each.rule in others or named_places.is_in(each.finding.span, withheld.held.spans))
        )
    elif not names:
        return tuple(diagnostics)

    def say(text: str) -> str:
        return _boxed(known.masked(known.pseudonymous(text, broken=True)), guard)

    def shown(finding: Finding) -> Finding:
        leads_to = getattr(finding.facts, "label", "") if isinstance(finding.facts, TargetUnknown) else ""
        return replace(finding, facts=TargetGone(), edits=()) if leads_to in withheld.labels else finding

    def is_hidden(facts: Facts, span: Place) -> bool:
        short = getattr(facts, "short", "")
        line = "".join(lines[span.line - 1 : span.line]) if isinstance(span, SourceSpan) else ""
        return say(short) != short or (short in line and short not in known.masked(line))

    return tuple(
        each._replace(finding=named_places.narrowed(_said(shown(each.finding), say), withheld.renamed, lines))
        for each in diagnostics
        if each.rule != Abbreviation.rule or not is_hidden(each.finding.facts, each.finding.span)
    )


def _boxed(text: str, guard: leaks.Guard) -> str:
    """Return a text with boxes for the words by which it is found; all of it if these are not enough."""
    words = {each.word for each in guard.sought.hits(text, shown=False)} - {""}
    said = ANY_WORD.sub(
        lambda each: "█" * len(each[0]) if words.intersection(words_of(plain(each[0]))) else each[0], text
    )
    return "█" * len(text) if guard.found_in(said) else said


def masked(withheld: Withheld, texts: Mapping[str, str], path: str, *, alone: bool) -> Mapping[str, str]:
    """Return texts without protected names, and without withheld places if the public version is `alone`."""
    if withheld.register.names:
        mask = Sought(withheld.register.names).masked
        texts = {name: mask(text) for name, text in texts.items()}
    if alone and path in texts:
        labels = {old: "█" * len(old) for old in withheld.labels.values()}
        lines = _LABEL.sub(lambda each: each[1] + labels.get(each[2], each[2]), texts[path]).split("\n")
        for span in withheld.held.spans:
            for at in range(span.line - 1, min(span.end_line, len(lines))):
                lines[at] = "█" * len(lines[at])
        guard = withheld.guard or _NOTHING  # a comment may say it too
        lines = ["█" * len(line) if guard.found_in(line) else line for line in lines]
        texts = {**texts, path: "\n".join(lines)}
    return texts


def _renamed(document: m.Document, register: Register) -> tuple[m.Document, list[Finding]]:
    """Return the public version with pseudonyms, and what is wrong with those that it has."""
    word, sought = words_for(document.front_matter.lang).terms["withheld"], Sought(register.names)
    before = public(document, word)
    if not register.names:
        return before, []
    after = public(document, word, sought.pseudonymous, _forms(register))
    found = [
        Finding(node.span, NameInSource(pseudonym, named_places.DIVIDED))
        for node in divided(before, after, sought.pseudonymous)
        for pseudonym in dict.fromkeys(sought.named(plain(plain_text(children(node)))))  # type: ignore[arg-type]
    ]
    found += [
        Finding(span, facts)
        for span, text in _texts(before)
        for facts in (
            *(NameInSource(each.pseudonym, named_places.TEXT) for each in sought.remaining(text)),
            *(NameBeside(each.pseudonym) for each in sought.beside(text)),
        )
    ]
    return after, found


def _forms(register: Register) -> tuple[str, ...]:
    return tuple(form for each in register.names for form in each.forms)


def with_own_labels(withheld: Withheld, text: str) -> str:
    """Return a text for the source without labels that only its public version has."""
    known = withheld.labels
    return _LABEL.sub(lambda found: f"{found[1]}{known.get(found[2], found[2])}", text) if known else text


def facts_with_own_labels(withheld: Withheld, facts: Facts) -> Facts:
    """Return facts that name the labels of the source, and persons by their pseudonyms."""
    names = Sought(withheld.register.names)
    return _facts(
        facts,
        lambda said: withheld.labels.get(said) or names.masked(names.pseudonymous(said, broken=True)),
    )


def _texts(document: m.Document) -> Iterator[tuple[Place, str]]:
    """Yield the texts in which pseudonyms are put."""
    place = document.front_matter.places.get("submitted-by.0.name", FilePlace(document.path))
    for each in document.front_matter.submitted_by:
        contact = asdict(each.contact) if each.contact else {}
        yield from ((place, str(text)) for text in (each.name, each.status, each.logo_alt, *contact.values()))
    for node in texts_of(document):
        if isinstance(node, BLOCKS):
            yield node.span, plain_text(node.children)
        for name in ("text", "alt", "title", "url"):
            yield node.span, getattr(node, name, "")


def _places(document: m.Document, register: Register) -> tuple[SourceSpan, ...]:
    """Return the places of texts with protected names."""
    names = Sought(register.names)
    texts = (node for node in texts_of(document) if isinstance(node, m.Text | m.Code | m.CodeBlock | m.Image))
    said = ((node.span, node.alt if isinstance(node, m.Image) else node.text) for node in texts)
    return tuple(
        span for span, text in said if isinstance(span, SourceSpan) and names.pseudonymous(text) != text
    )


def opens(before: m.Document, after: m.Document) -> bool:
    """Return whether the public version of a source, edited, says what it withheld, or the reverse.

    Words that the public version had of its own are not looked for.
    """
    shown, now = ({text for _, text in _texts(public(each, ""))} for each in (before, after))
    sought = Sought((), held(before).passages, shown)
    falls_in = (shown - now) & {each.text for each in held(after).passages}
    return bool(falls_in) or any(any(sought.hits(text)) for text in now - shown)


def _has_two(source: Path, document: m.Document, register: Register) -> bool:
    if withholds(document):
        return True
    if not register.names:
        return False
    texts = [document.text]
    if named := document.front_matter.sources:
        with suppress(OSError, RuntimeError, ValueError):
            if file := part_of(source.parent.resolve(), named):
                texts.append(file.read_text("utf-8", "replace"))
    return any(map(register.occurs_in, texts)) or bool(other_labels(document, _forms(register)))


def _said(finding: Finding, say: Callable[[str], str]) -> Finding:
    if any(say(each.text) != each.text for each in (*finding.edits, *finding.offered)):
        finding = replace(finding, edits=(), offered=())
    related = tuple(Related(each.span, _facts(each.facts, say)) for each in finding.related)
    if isinstance(span := finding.span, FilePlace):
        finding = replace(finding, span=replace(span, words=say(span.words)))
    return replace(finding, facts=_facts(finding.facts, say), related=related)


def _facts(facts: Facts, say: Callable[[str], str]) -> Facts:
    values = {name: _value(value, say) for name, value in facts.items()}
    return facts if all(values[name] is value for name, value in facts.items()) else type(facts)(**values)


def _value(value: Any, say: Callable[[str], str]) -> Any:
    match value:
        case Facts():
            return _facts(value, say)
        case Word():
            return value
        case str():
            other = say(value)
            return value if other == value else other
        case tuple() if not hasattr(value, "_fields"):
            made = tuple(_value(each, say) for each in value)
            return value if made == value else made
    return value
