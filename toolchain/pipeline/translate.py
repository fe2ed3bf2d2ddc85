"""Write the texts of a source into a file for translators, and make the translation of what comes back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from toolchain.compare.versions.agreed import digest_of
from toolchain.editing.translating import Unit, through, with_earlier
from toolchain.formats.read_bytes import bytes_of
from toolchain.formats.table import loaded
from toolchain.formats.translations import FORMS, PO, XLIFF, FileForm, Message
from toolchain.model.diagnostics import Edit, Failure, Finding, Place, Severity, SourceSpan, source_span
from toolchain.model.expressions import expression
from toolchain.model.groups import by_first
from toolchain.model.languages import primary_subtag
from toolchain.model.records import Record, replace
from toolchain.model.source_text import Plan, Source
from toolchain.model.wording import command_line
from toolchain.pipeline import stages
from toolchain.pipeline.companions import named_language, original_of
from toolchain.pipeline.write_files import refuse_suffix
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options, Version
from toolchain.resolve.tables import Resolved
from toolchain.rules import translating as about
from toolchain.rules.versions import NotTranslated, TranslationParity
from toolchain.writers.markdown import written_source

_MOST_BYTES = 50 * 1024 * 1024
_PUBLIC = expression(r"-public(?=\.)", re.IGNORECASE)
"""In the name of a file, as of one that `build` makes for everybody: report-public.docx."""


class Translated(Record):
    """The translation of a source, what is wrong, and whether it has all that the source has."""

    text: str
    findings: tuple[Finding, ...]
    is_whole: bool


def exported(
    source: Path, target: Path, form: str, options: Options
) -> tuple[bytes, Sequence[Message], Version]:
    """Return a file for translators, its messages with the translations that `target` has, and its version.

    Raise `Failure`.
    """
    refuse_suffix(target, FORMS[form].suffixes)
    item = stages.read(source, options)
    if item.project.version and _PUBLIC.search(target.name):
        raise Failure.of(target.as_posix(), about.NamedPublic(_PUBLIC.sub("-confidential", target.name)))
    now: list[Message] = []

    def give(unit: Unit) -> str:
        line = source_span(unit.span).line
        now.append(Message(unit.kind, unit.text, lines=(line,), hint=unit.tagged.hint))
        return unit.text

    through(plugins.document_of(source), _claims(item.resolved), give)
    original, lang = original_of(target.with_suffix(source.suffix)), item.resolved.document.front_matter.lang
    langs = lang, named_language(target, original) if original else ""
    messages = with_earlier(now, _messages(target, langs[1]) if target.exists() else ())
    data: bytes = loaded(FORMS[form].written)(messages, source.name, langs)
    return data, messages, item.project.version


def translated(file: Path, source: Path, target: Path, options: Options) -> Translated:
    """Return the translation of a source from a file of translations. Raise `Failure`."""
    original = original_of(target)
    if original is None or original.resolve() != source.resolve():
        name = source.with_suffix(f".fr{source.suffix}").as_posix()
        raise Failure.of(target.as_posix(), about.NameOfTranslation(name))
    item = stages.read(source, options)
    lang = named_language(target, original)
    given = _Given(file, source, lang)
    written_there = plugins.document_of(source)
    document = through(written_there, _claims(item.resolved), given)
    document = replace(document, front_matter=replace(document.front_matter, lang=lang))
    written = written_source(document)
    known = {each.facts for each in written_source(written_there).losses}
    for loss in written.losses:
        if loss.facts not in known:
            place = loss.node.span if loss.node else SourceSpan.top(source.as_posix())
            given.findings.append(Finding(place, about.NotWritable(loss.facts)))
    text = written.text
    if not given.has_errors:
        made = stages.read(target, options, text).resolved
        wanted = stages.submission(target, document, options).resolved
        if digest_of(wanted, whole=True) != digest_of(made, whole=True):
            given.findings.append(Finding(SourceSpan.top(target.as_posix()), about.ReadsOtherwise()))
        text = _in_form(text, made, item.resolved)
        compared = stages.read(target, options, text).resolved.document
        others = (each for each in compared.defects if each.rule is TranslationParity.rule)
        given.findings += (
            each for each in others if not isinstance(each.facts, NotTranslated)
        )  # said before
    return Translated(text, tuple(given.findings), not given.has_errors)


def _claims(resolved: Resolved) -> dict[Place, str]:
    """Return the typed numbers of cross-references, by the places of these."""
    return {node.span: each.claim.text for node, each in resolved.references.items() if each.claim}


def _in_form(text: str, resolved: Resolved, original: Resolved) -> str:
    """Return a source with numbers of references in the form of its language: "16 (ب)" for "16 (b)".

    What is replaced is the number as the original has it: of "16 a)", English reads only "16".
    """
    plan, lines, there = Plan(text), text.split("\n"), Source(text)
    known = {each.claim.text for each in original.references.values() if each.claim and not each.fault}
    for each in resolved.references.values():
        if each.claim and each.fault == "form":
            span = source_span(each.claim.span)
            here = lines[span.line - 1][span.column - 1 :]
            if whole := max(filter(here.startswith, known), key=len, default=""):
                plan.add([Edit(replace(span, end_column=span.column + len(whole)), each.expected)])
        elif each.claim and each.claim.text.replace("(", "") == each.expected.replace("(", ""):
            plan.add(there.edit(each.claim.span, each.claim.text, each.expected))
    return plan.result()


class _Given:
    """Gives the translation of each text from a file, and collects what is wrong."""

    def __init__(self, file: Path, source: Path, lang: str) -> None:
        self.findings: list[Finding] = []
        self._file, self._source = file, source
        self._messages = by_first(((each.kind, each.text), each) for each in _messages(file, lang))

    @property
    def has_errors(self) -> bool:
        """Whether something would be lost; a figure that differs is not."""
        return any(
            isinstance(each.facts, about.TranslationFile) and each.severity is None for each in self.findings
        )

    def __call__(self, unit: Unit) -> str:
        found = self._messages.get((unit.kind, unit.text))
        if not found:
            self._warn(unit, about.NotInFile(unit.text, self._file.name, self._command()))
            return unit.text
        message = found.pop(0) if len(found) > 1 else found[0]
        text = " ".join(message.translation.split("\n")).strip(" ")
        if message.old or not text:
            self._warn(unit, about.NotTranslated(unit.text))
            return unit.text
        try:
            unit.tagged.inlines(text, unit.tagged.nodes, _at(self._file, message))
        except Failure as error:
            self.findings += error.findings
            return unit.text
        return text

    def _warn(self, unit: Unit, facts: about.TranslationFile) -> None:
        self.findings.append(Finding(unit.span, facts, severity=Severity.WARNING))

    def _command(self) -> str:
        form = _form_of(self._file).name
        return command_line("submission", "translate", "export", self._source, "--to", form, "-o", self._file)


def _messages(file: Path, lang: str) -> Sequence[Message]:
    """Return the messages of a file. Raise `Failure` (V953) if it has two translations of one text, or is for
    another language than `lang`, whose code has the same length: "fra" may be "fr".
    """
    display, read = file.as_posix(), loaded(_form_of(file).read)
    found: Sequence[Message] = read(bytes_of(file, display, _MOST_BYTES), display)
    told: dict[tuple[str, str, str], str] = {}
    for each in found:
        if told.setdefault((each.id, each.kind, each.text), each.translation) != each.translation:
            raise Failure(Finding(_at(file, each), about.TranslatedTwice(each.text)))
        own, wanted = primary_subtag(each.lang), primary_subtag(lang)
        if len(own) == len(wanted) and own != wanted:
            raise Failure.of(display, about.FileOfLanguage(each.lang, lang))
    return found


def _at(file: Path, message: Message) -> Place:
    """Return the place of a message in its file."""
    return SourceSpan.at(file.as_posix(), message.lines[0], length=0)


def _form_of(file: Path) -> FileForm:
    """Return the form of a file by its name. Raise `Failure` (S020)."""
    for form in FORMS.values():
        if file.suffix.lower() in form.suffixes:
            return form
    raise Failure.of(file.as_posix(), about.NotTranslations((*PO.suffixes, *XLIFF.suffixes)))
