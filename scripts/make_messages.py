"""Update toolchain/data/words/: the messages for translators, and their translations.

`messages.pot` has the templates of all findings and all texts of the interface. Each `LANGUAGE.po` gets what
is new in it, not translated, and loses what is not in it any more. `LANGUAGE/LC_MESSAGES/submission.mo` is
compiled from it.
"""

from __future__ import annotations

import ast
import datetime
import importlib
import io
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import toolchain
from toolchain import rules
from toolchain.cli import cli
from toolchain.cli.languages import put_help
from toolchain.formats.pictures import texts
from toolchain.formats.table import OURS
from toolchain.model.diagnostics import Severity
from toolchain.model.facts import Facts, Plural, Template, Text, templates_of
from toolchain.model.front_matter import PROFILES
from toolchain.model.wording import LANGUAGES, plural
from toolchain.recipients import explaining
from toolchain.recipients.loading import load_ours
from toolchain.recipients.schema import COUNTED
from toolchain.reports import built
from toolchain.reports.shelf import entries
from toolchain.resolve.word_count import KINDS
from toolchain.word.cleaning import hidden, parts
from toolchain.word.cleaning.report import TABLES
from toolchain.word.redlining import What
from toolchain.writers.pdf import PdfWriter

PACKAGE = Path(toolchain.__file__).parent
WORDS = PACKAGE / "data" / "words"
NOTE = "not yet read by a native speaker"
"""What the header of a translation says until somebody has read it."""

_HEADER = """\
{comment}
msgid ""
msgstr ""
"Project-Id-Version: Submission Toolchain\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
_IN_PAGES = re.compile(r'\bsaid\("(.*?)"')
_COUNTED_IN_PAGES = re.compile(r'\bcounted\([^"]*, "(.*?)"')
_OF_CLICK = ("_termui_impl", "core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
_SCRIPTS = (
    "Latin", "Cyrillic", "Greek", "Armenian", "Hebrew", "Devanagari", "Bengali", "Tamil", "Sinhala", "Thai",
    "Lao", "Khmer", "Myanmar", "Georgian", "Hangul", "Ethiopic",
)  # fmt: skip
"""The first words of the names of letters in Unicode; others stay English."""
_FIRST = {
    "said": (0,),
    "wrong": (0,),
    "Word": (0,),
    "Topic": (0, 1),
    "leave": (0,),
    "Trace": (0,),
    "translated_plural": (),
}
"""Functions, and which of their arguments are messages."""


def cases() -> list[type[Facts]]:
    """Return all cases with templates of their own, by code and name."""
    for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        importlib.import_module(module.name)
    found = [case for case in _below(Facts) if hasattr(case, "says") and vars(case).keys() & {"says", "help"}]
    return sorted(found, key=lambda case: (_code(case), case.__name__, case.__module__))


def in_code() -> Iterator[str | tuple[str, str]]:
    """Yield the messages in calls of the functions that translate, anywhere in the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            texts = [each.value if isinstance(each, ast.Constant) else None for each in node.args]
            yield from (text for at in _FIRST.get(name, ()) if isinstance(text := (*texts, None)[at], str))
            if name == "counted" and len(texts) == 2 and isinstance(texts[1], str):
                yield _forms(texts[1])
            elif name == "translated_plural" and all(isinstance(text, str) for text in texts[:2]):
                yield str(texts[0]), str(texts[1])
            elif name in ("take", "take_out") and "cleaning" in path.parts:
                yield from map(_removed, (text for text in texts[:1] if isinstance(text, str)))


def in_pages() -> Iterator[str | tuple[str, str]]:
    """Yield the messages of pages and their scripts."""
    for path in sorted((*PACKAGE.rglob("*.j2"), *(PACKAGE / "data" / "preview").glob("s*.*"))):
        text = path.read_text(encoding="utf-8")
        yield from _IN_PAGES.findall(text)
        yield from map(_forms, _COUNTED_IN_PAGES.findall(text))


def in_tables() -> Iterator[str | tuple[str, str]]:
    """Yield the words of the interface that are values in tables."""
    yield from (
        *KINDS,
        *COUNTED,
        *built._HEAD,
        *entries.HEADS,
        *get_args(built.State),
        *get_args(entries.State),
    )
    yield from (*("body", "annexes", "notes", "cover", "the cover", "or", "and"), *("pages", "words"))
    yield from ("recommendation", "question", "conclusion", "annex")
    yield from (*get_args(What), "required", "integer range", "float range")
    yield from (*_SCRIPTS, "reader", "writer", "check", "hook")
    yield from in_cleaning()
    yield from (severity.word for severity in Severity)
    yield from map(_forms, ("error", "warning"))
    yield from (noun for each in OURS.values() for noun in map(_forms, (each.noun, "file")))
    yield from ("ok", "missing", "optional", *(f"pdf, {way}" for way in PdfWriter.ways))
    yield from (*explaining._MONTHS, *explaining._LANGUAGES.values(), *explaining._HEADINGS)
    yield from (each.title for each in OURS.values())
    yield from (f"{each.name}, {tool.does}" for each in OURS.values() for tool in each.tools)
    yield from (tool.without for each in OURS.values() for tool in each.tools)
    for loaded in map(load_ours, PROFILES):
        yield from (loaded.profile.title, loaded.profile.recipient)
        yield from (rule.remark for each in loaded.instruments for rule in each.rules.values())
        for name, rule in loaded.profile.rules.items():
            yield rule.remark
            if name in ("notes", "emphasis") or name.startswith("checklist."):
                yield from (rule.value,) if isinstance(rule.value, str) else rule.value


def in_cleaning() -> Iterator[str | tuple[str, str]]:
    """Yield what is removed from a Word file, by the tables that name it."""
    kinds = {kind for table in set(TABLES) - {"unused"} for kind in TABLES[table]}
    kinds |= {f"unused {kind}" for kind in TABLES["unused"]}
    kinds |= {f"Path in the {name}" for name in ("author", *parts._KEPT)}
    kinds |= {"property", hidden._OTHER_CHOICE}
    kinds |= {
        "field with the value of another",
        "field with words that are not shown",
        "drawing of lines beside its picture",
        "part of an unknown kind",
    }
    yield from map(_removed, sorted(filter(None, kinds)))
    yield from (what for kind in ("exif", "agency", "xmp") for what, _ in texts.told(kind).values())
    yield from (*texts._PERSONS.values(), *texts._TIMES.values())


def in_help() -> Iterator[str]:
    """Yield the texts in the help of the command and of those below it."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    put_help(cli, keep)
    yield from found


def of_click() -> Iterator[str | tuple[str, str]]:
    """Yield the messages of the library that reads the command line, which it looks up by itself."""
    for name in _OF_CLICK:
        with (Path(click.__file__).with_name(f"{name}.py")).open("rb") as file:
            for _, message, _, _ in extract("python", file, {"_": None, "ngettext": (1, 2)}):
                yield message if isinstance(message, str) else (message[0], message[1])


def catalogue() -> Catalog:
    """Return all messages, each of a finding with the code and name of the rule that uses it."""
    made = Catalog(project="Submission Toolchain", header_comment="", charset="utf-8")
    for case in cases():
        note = f"{_code(case)} {case.__name__}".strip()
        for text in dict.fromkeys(templates_of(case)):
            for template in _each(text):
                message = (template.one, template.many) if isinstance(template, Plural) else template
                if template:
                    made.add(message, auto_comments=[note])
    others: dict[str, Iterator[Any]] = {
        "in the program": in_code(),
        "on a page": in_pages(),
        "a word": in_tables(),
        "what a rule is about": (case.rule.summary for case in cases() if hasattr(case, "rule")),
        "help of the command": in_help(),
        "of click": of_click(),
    }
    known = {message.id for message in made}
    for note, messages in others.items():
        found = {message for message in messages if message and message not in known}
        known |= found
        # The first form of a plural is a message id too, and gettext allows one of a kind.
        for message in sorted(
            found, key=lambda each: (each if isinstance(each, str) else each[0], str(each))
        ):
            made.add(message, auto_comments=[note])
    return made


def page(made: Catalog) -> str:
    """Return the text of a file of messages: of a translation, or of a catalogue without a language."""
    out = io.BytesIO()
    write_po(out, made, width=0, omit_header=True, no_location=True, ignore_obsolete=True)
    text = out.getvalue().decode("utf-8")
    if made.locale is None:
        return text
    return _HEADER.format(comment=made.header_comment, language=made.locale, plurals=made.plural_forms) + text


def translation(language: str) -> Catalog:
    """Return a translation as it is stored."""
    with (WORDS / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def compiled(made: Catalog) -> bytes:
    """Return a translation in the form that the program reads."""
    out = io.BytesIO()
    made.creation_date = made.revision_date = datetime.datetime.fromtimestamp(0, datetime.UTC)
    write_mo(out, made)
    return out.getvalue()


def main() -> None:
    """Write all files."""
    template = catalogue()
    (WORDS / "messages.pot").write_text(page(template), encoding="utf-8")
    for language in LANGUAGES[1:]:
        made = translation(language)
        made.update(template, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
        (WORDS / f"{language}.po").write_text(page(made), encoding="utf-8")
        folder = WORDS / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "submission.mo").write_bytes(compiled(translation(language)))


def _forms(noun: str) -> tuple[str, str]:
    return f"{{number}} {noun}", f"{{number}} {plural(2, noun)}"


def _removed(kind: str) -> str | tuple[str, str]:
    return kind[0].lower() + kind[1:] if kind[:1].isupper() else _forms(kind)


def _below(case: type[Facts]) -> Iterator[type[Facts]]:
    for each in case.__subclasses__():
        if each.__module__.startswith(f"{toolchain.__name__}."):
            yield each
            yield from _below(each)


def _code(case: type[Facts]) -> str:
    return case.rule.code if hasattr(case, "rule") else ""


def _each(text: Text) -> tuple[Template, ...]:
    return (text,) if isinstance(text, str | Plural) else text


if __name__ == "__main__":
    main()
