"""Check the language that a page declares: it is missing, or is not that of the words (A706)."""

from collections.abc import Iterator

from toolchain.checks.files.html.places import Told
from toolchain.checks.files.tongue import READ, other_language
from toolchain.formats.html.tree import Page
from toolchain.model.diagnostics import Severity
from toolchain.model.facts import Word
from toolchain.model.languages import is_language_tag, is_right_to_left
from toolchain.rules.files_html import NotRightToLeft
from toolchain.rules.outputs_epub import DocumentLanguageInvalid, NoDocumentLanguage, WordsLanguageInvalid


def language(page: Page) -> str:
    """Return the declared language of a page, "" for none."""
    root = next(page.all("html"), None)
    given = root.given if root else {}
    return (given.get("lang") or given.get("xml:lang") or "").strip()


def language_troubles(page: Page) -> Iterator[Told]:
    """Yield all findings of this module."""
    root, body = (next(page.all(tag), None) for tag in ("html", "body"))
    at = root.at if root else 0
    lang = language(page)
    if not lang:
        if not (body and body.given.get("lang")):
            yield Told(at, NoDocumentLanguage())
    elif not is_language_tag(lang):
        yield Told(at, DocumentLanguageInvalid(lang))
    else:
        if facts := other_language(lang, _text(page), Word("the file")):
            yield Told(at, facts)
        yield from _direction(page, lang, at)
    for each in page.elements:
        tag = each.given.get("lang", "").strip()
        if tag and each.tag != "html" and not (is_language_tag(tag) or tag[:2].lower() == "x-"):
            yield Told(each.at, WordsLanguageInvalid(tag))


def _text(page: Page) -> str:
    """Return words in the page's own language, as far as it is declared."""
    parts: list[str] = []
    length = 0
    for text in page.shown():
        owner = page.elements[text.owner] if text.owner >= 0 else None
        if owner and any(
            "lang" in each.given and each.tag != "html" for each in (owner, *page.around(owner, 20))
        ):
            continue
        parts.append(text.text[:READ])
        length += len(text.text)
        if length > READ:
            break
    return " ".join(parts)


def _direction(page: Page, lang: str, at: int) -> Iterator[Told]:
    """Find a language from right to left without a declared direction."""
    body = next(page.all("body"), None)
    root = page.elements[0] if page.elements else None
    said = {each.given.get("dir", "").lower() for each in (root, body) if each}
    if is_right_to_left(lang) and not said & {"rtl", "auto"} and "direction:rtl" not in _styles(page):
        yield Told(at, NotRightToLeft(lang), Severity.WARNING)


def _styles(page: Page) -> str:
    texts = [page.texts[each.first : each.end] for each in page.all("style")]
    return "".join("".join(text.text.split()) for group in texts for text in group)
