"""Find what WeasyPrint ignores in a user's style sheet, and fonts that are neither included nor in it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from toolchain.formats.user_style import span_of
from toolchain.model.diagnostics import FilePlace, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.wording import fold
from toolchain.rules.inputs import FontNotOurs, LeftOutOfPdf
from toolchain.writers.pdf.fonts import known_families

_GENERIC = frozenset(
    ("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji", "fangsong")
)
_KEYWORDS = frozenset(("inherit", "initial", "unset", "revert", "revert-layer"))
_SIZES = frozenset(("dimension", "percentage", "number"))
_SPACE = frozenset(("whitespace", "comment"))
_SELECTOR = expression(r"selector, '(.+?)'(?:,|\Z)", re.DOTALL)
_PLACE = expression(r",? ?\bat (\d+):(\d+)\b:?")


def mistakes(text: str, path: str) -> tuple[Finding, ...]:
    """Return the mistakes in the sheet `text` of the file `path` (S018), each at its place.

    Raise `ImportError` or `OSError` if WeasyPrint, or a system library that it needs, is missing.
    """
    from toolchain.writers.pdf.weasyprint import messages
    from toolchain.writers.pdf.weasyprint.patches.own_fonts import font_configuration
    from toolchain.writers.pdf.weasyprint.start import weasyprint

    with messages(weasyprint.LOGGER, logging.WARNING) as said:
        fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
        weasyprint.CSS(string=text, url_fetcher=fetcher, font_config=font_configuration())
    found = (_finding(message, text, path) for message in dict.fromkeys(said))
    return (*found, *_missing_families(text, path))


def _finding(message: str, text: str, path: str) -> Finding:
    """Return WeasyPrint's message as a finding, at the place in the message, or of the selector in it."""
    found = _PLACE.search(message)
    if not found:
        selector = _SELECTOR.search(message)
        before, is_there, _ = text.partition(selector[1]) if selector else ("", "", "")
        place = SourceSpan.after(path, before) if is_there else FilePlace(path)
        return Finding(place, LeftOutOfPdf(fold(message)))
    line, column = int(found[1]), int(found[2])
    said = f"{message[: found.start()]}{message[found.end() :]}".removeprefix("Ignored ").strip(". ")
    return Finding(SourceSpan.at(path, line, column), LeftOutOfPdf(said))


def _missing_families(text: str, path: str) -> Iterator[Finding]:
    """Yield the first font of each font list without any existing font, ignoring generic names, at its
    place.
    """
    import tinycss2

    declarations = list(_declarations(tinycss2.parse_stylesheet(text), ""))
    brought = {
        name.lower() for rule, each in declarations if rule == "font-face" for name, _ in _families(each)
    }
    known = {name.lower() for name in known_families()} | brought
    for rule, declaration in declarations:
        named = [] if rule == "font-face" else list(_families(declaration))
        specific = [(name, token) for name, token in named if name.lower() not in _GENERIC]
        if specific and not any(name.lower() in known | _KEYWORDS for name, _ in specific):
            name, token = specific[0]
            yield Finding(span_of(token, path), FontNotOurs(name))


def _declarations(nodes: Iterable[Any], rule: str) -> Iterator[tuple[str, Any]]:
    """Yield the font declarations in rules, with the name of the at-rule around them."""
    import tinycss2

    for node in nodes:
        if node.type == "declaration":
            if node.lower_name in {"font", "font-family"}:
                yield rule, node
        elif node.type in {"qualified-rule", "at-rule"} and node.content:
            inner = node.lower_at_keyword if node.type == "at-rule" else rule
            yield from _declarations(tinycss2.parse_blocks_contents(node.content), inner)


def _families(declaration: Any) -> Iterator[tuple[str, Any]]:
    """Yield the fonts in a declaration, each with its first token; none if a variable contains them."""
    tokens = declaration.value
    if any(token.type == "function" for token in tokens):
        return
    if declaration.lower_name == "font":
        tokens = _after_size(tokens)
    for comma, part in groupby(tokens, key=lambda each: each == ","):
        words = [] if comma else [each for each in part if each.type not in _SPACE]
        if words and all(token.type in {"ident", "string"} for token in words):
            yield " ".join(token.value for token in words), words[0]


def _after_size(tokens: list[Any]) -> list[Any]:
    """Return the tokens after the size in `font`; nothing if there is no size, as in `font: menu`."""
    sizes = [number for number, token in enumerate(tokens) if token.type in _SIZES]
    return tokens[sizes[-1] + 1 :] if sizes else []
