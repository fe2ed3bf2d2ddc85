"""Convert texts of a bibliography to markup: CSL-JSON's few tags are kept, everything else is text.

CSL-JSON allows `<i>`, `<b>`, `<sup>`, `<sub>`, small capitals and `<span class="nocase">` in fields. Small
capitals and "nocase" have no effect here.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from toolchain.citations.style.cite import LOCATOR, NOTE
from toolchain.citations.style.words import Quotes
from toolchain.model.expressions import expression
from toolchain.model.languages import RIGHT_LETTER, is_right_to_left, primary_subtag

EMPTY = Markup("")
_MARK = expression(
    r"<(?P<end>/?)(?P<tag>i|b|sup|sub|span)"
    r"(?P<rest>(?: (?:class=\"nocase\"|style=\"font-variant: ?small-caps;?\"))?)>"
)
_ENDS_WITH_STOP = expression(r"(?:[.?!…。？！])(?:</?[a-z]+>|[”’»])*\Z")
_TAGS = expression(r"<[^>]*>")
_SPACES = expression(r"[ \t\r\n]+")
_CONTROLS = {ord(char): None for char in (LOCATOR, NOTE)}
_IDEOGRAPHIC = ("\u2e80\u9fff", "\uac00\ud7a3", "\uf900\ufaff", "\U00020000\U0003ffff")
_TAG = expression(r"[A-Za-z]{2}(?:-[A-Za-z0-9]{1,8})*")
"""A tag of BCP 47; longer first subtags are often names, "English"."""
_LATIN = expression(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_LETTER = expression(r"[^\W\d_]")


def read_field(text: str) -> Markup:
    """Return a field's text as markup: properly closed tags are kept, everything else is escaped."""
    text = _SPACES.sub(" ", text.translate(_CONTROLS)).strip(" ")
    if "<" not in text:
        return escape(text)
    pieces: list[str] = []
    opened: list[tuple[str, int]] = []
    position = 0
    for found in _MARK.finditer(text):
        pieces.append(escape(text[position : found.start()]))
        position = found.end()
        tag = found["tag"]
        if not found["end"] and bool(found["rest"]) == (tag == "span"):
            opened.append((tag, len(pieces)))
            pieces.append(escape(found[0]))
        elif found["end"] and not found["rest"] and opened and opened[-1][0] == tag:
            pieces[opened.pop()[1]] = "" if tag == "span" else f"<{tag}>"
            pieces.append("" if tag == "span" else f"</{tag}>")
        else:
            pieces.append(escape(found[0]))
    pieces.append(escape(text[position:]))
    return finished("".join(pieces))


def read_text(text: str) -> Markup:
    """Return a text without tags as markup."""
    return escape(text.translate(_CONTROLS))


def finished(markup: str) -> Markup:
    """Mark a text as markup that needs no escaping."""
    return Markup(markup)  # noqa: S704


def plain(markup: str) -> str:
    """Return the text of markup without its tags, still escaped."""
    return _TAGS.sub("", markup) if "<" in markup else markup


def ends_with_stop(markup: str) -> bool:
    """Return whether a text already ends a sentence, also inside a quotation: "ed.", "Why?”"."""
    return bool(_ENDS_WITH_STOP.search(markup[-40:]))


def is_ideographic(text: str) -> bool:
    """Return whether the first letter of a text is Chinese, Japanese or Korean."""
    first = _LETTER.search(text)
    return first is not None and any(block[0] <= first[0] <= block[1] for block in _IDEOGRAPHIC)


def is_arabic(text: str) -> bool:
    """Return whether the first letter of a text is Arabic or Hebrew."""
    return bool((first := _LETTER.search(text)) and RIGHT_LETTER.match(first[0]))


def in_language(markup: Markup, language: str, document: str) -> Markup:
    """Return a source's own words, marked with their language if the document has another one."""
    tag = foreign_tag(plain(markup), language, document)
    return finished(f'<span lang="{tag}">{markup}</span>') if tag and markup else markup


def foreign_tag(text: str, language: str, document: str) -> str:
    """Return the language of a source's own words, "" if it is the document's.

    `language` is the source's field, often "". Without it, the script shows whether the words run against the
    document's direction, so that the punctuation in them stays with them.
    """
    tag = language.replace("_", "-")
    if _TAG.fullmatch(tag):
        return tag if primary_subtag(tag) != primary_subtag(document) else ""
    found, rtl = _LETTER.search(text), is_right_to_left(document)
    foreign = bool(found and (_LATIN if rtl else RIGHT_LETTER).match(found[0]))
    return ("und-Latn" if rtl else "und-Arab") if foreign else ""


def quoted(markup: str, marks: Quotes) -> Markup:
    """Return a text in quotation marks, with nested ones changed to inner quotation marks."""
    inside = markup
    if any(mark in inside for mark in ("“", "”", "&#34;")):
        inside = _straight(inside, marks).replace("“", marks.inner_open).replace("”", marks.inner_close)
    return finished(marks.open + inside + marks.close)


def _straight(markup: str, marks: Quotes) -> str:
    """Return a text whose straight quotation marks alternate as opening and closing inner ones, if they are
    paired.
    """
    pieces = markup.split("&#34;")
    if len(pieces) % 2 == 0:
        return markup
    out = [pieces[0]]
    for number, piece in enumerate(pieces[1:]):
        out += [marks.inner_close if number % 2 else marks.inner_open, piece]
    return "".join(out)
