"""The files that translators work with: PO of gettext, and XLIFF 1.2."""

from __future__ import annotations

from toolchain.model.expressions import expression
from toolchain.model.records import Record

TAG = expression(r"<(/?)([a-z]+[0-9]+)(/?)>")
"""A tag in a message: `<b1>`, `</b1>`, `<note1/>`."""


class Message(Record):
    """A text to translate, with tags in place of marks and markup, and its translation, "" if there is none.

    `kind` is what the text is, "heading". `lines` are its places in the source; read from a file, its one
    place in that file. `hint` says what the tags are. A translation that is `old` is of the text `before`.
    `lang` is the language that the file names for it, `id` its own name in the file, "" for none; `comment`
    is what translators noted.
    """

    kind: str
    text: str
    translation: str = ""
    lines: tuple[int, ...] = ()
    hint: str = ""
    old: bool = False
    before: str = ""
    lang: str = ""
    id: str = ""
    comment: str = ""


class FileForm(Record):
    """A format of such files, with its functions by name: that for PO needs a library."""

    name: str
    suffixes: tuple[str, ...]
    written: str
    read: str


_HERE = "toolchain.formats.translations"
PO = FileForm("po", (".po",), f"{_HERE}.po:written", f"{_HERE}.po:read")
XLIFF = FileForm("xliff", (".xlf", ".xliff"), f"{_HERE}.xliff:written", f"{_HERE}.xliff:read")
FORMS = {each.name: each for each in (PO, XLIFF)}
