"""A706: the language that a page says, none, or one that its words are not in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toolchain.checks.letters import foreign_letters
from toolchain.diagnostics import Severity
from toolchain.finished.html.places import Told
from toolchain.finished.html.tree import Page
from toolchain.languages import is_language_tag, is_right_to_left, primary_subtag

_NOT_LATIN = {
    "ar",
    "fa",
    "ur",
    "he",
    "zh",
    "ja",
    "ko",
    "ru",
    "uk",
    "bg",
    "hi",
    "th",
    "am",
    "ka",
    "hy",
    "km",
    "my",
}
_SMALL = {
    "en": "the of and to in that is for with which by are this from was have",
    "fr": "le les des et du une est dans qui pour sur au par ont cette",
    "es": "el los las del y por una con para se su como al sus fue pero",
}
_WORD = re.compile(r"[^\W\d_]+")
_READ, _FEWEST = 40_000, 120
"""Characters of a page that are looked at, and small words that are enough to know its language by."""

_MOST_OWN, _MOST_FOREIGN = 0.2, 0.6
_HELP = 'say it in <html lang="…">: a screen reader speaks by it'


def language(page: Page) -> str:
    """The language of a page as it says it, "" where it does not."""
    root = next(page.all("html"), None)
    given = root.given if root else {}
    return (given.get("lang") or given.get("xml:lang") or "").strip()


def language_troubles(page: Page) -> Iterator[Told]:
    """What is wrong with it."""
    root = next(page.all("html"), None)
    at = root.at if root else 0
    lang = language(page)
    if not lang:
        body = next(page.all("body"), None)
        if body and body.given.get("lang"):
            return
        yield Told("A706", at, "the page does not say its language", _HELP)
    elif not is_language_tag(lang):
        yield Told("A706", at, f"the page's language, {lang!r}, is none", _HELP)
    else:
        text = _text(page)
        if message := _other(lang, text):
            yield Told("A706", at, message, _HELP)
        yield from _direction(page, lang, at)


def _text(page: Page) -> str:
    """Words that are in the page's own language, as far as it says."""
    parts: list[str] = []
    length = 0
    for text in page.shown():
        owner = page.elements[text.owner] if text.owner >= 0 else None
        if owner and any(
            "lang" in each.given and each.tag != "html" for each in (owner, *page.around(owner, 20))
        ):
            continue
        parts.append(text.text[:_READ])
        length += len(text.text)
        if length > _READ:
            break
    return " ".join(parts)


def _other(lang: str, text: str) -> str:
    """What is to be said of a text that is not in a language."""
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < _FEWEST:
        return ""
    foreign = foreign_letters(lang, [text])
    strange = sum(sign in foreign for sign in letters) / len(letters)
    latin = sum(sign < "\u0250" for sign in letters) / len(letters)
    if strange > _MOST_FOREIGN:
        return f"the page says that it is in “{lang}”, and most of its letters are of another script"
    if primary_subtag(lang) in _NOT_LATIN and "-Latn" not in lang and latin > 1 - _MOST_OWN:
        return f"the page says that it is in “{lang}”, and most of its letters are Latin"
    return _by_words(primary_subtag(lang), text)


def _by_words(lang: str, text: str) -> str:
    if lang not in _SMALL:
        return ""
    words = Counter(_WORD.findall(text.lower()))
    found = {each: sum(words[word] for word in small.split()) for each, small in _SMALL.items()}
    best = max(found, key=lambda each: found[each])
    if best != lang and found[best] > _FEWEST and found[lang] < _MOST_OWN * found[best]:
        return f"the page says that it is in “{lang}”, and its words are of “{best}”"
    return ""


def _direction(page: Page, lang: str, at: int) -> Iterator[Told]:
    """A language that is written from right to left needs the direction as well."""
    body = next(page.all("body"), None)
    root = page.elements[0] if page.elements else None
    said = {each.given.get("dir", "").lower() for each in (root, body) if each}
    if is_right_to_left(lang) and not said & {"rtl", "auto"} and "direction:rtl" not in _styles(page):
        message = f"the page is in “{lang}”, and does not say that it is written from right to left"
        yield Told("A706", at, message, 'say it: <html dir="rtl">', Severity.WARNING)


def _styles(page: Page) -> str:
    texts = [page.texts[each.first : each.end] for each in page.all("style")]
    return "".join("".join(text.text.split()) for group in texts for text in group)
