"""A page's tags, texts and comments, each with where it begins: the tokens of HTML (13.2.5), in linear time.

The reader's parser knows no places, and forgives a page that has been cut off in the middle of a tag.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

_BEGINS = re.compile(r"<([A-Za-z/!?])")
_NAME = re.compile(r"[^\s/>]+")
_NEXT = re.compile(r"[\s/]*+(?:(>)|([^\s/>][^\s/>=]*)(\s*+=\s*+)?)")
_BARE = re.compile(r"[^\s>]*")
_RAW = ("script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp")
"""Elements in which nothing is a tag but their own end."""

_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}
_REFERENCES = frozenset(("textarea", "title"))
"""Of these, those in which `&amp;` is still a sign."""


class Token(NamedTuple):
    """A piece of a page, and where it begins.

    text       `text`, its references resolved
    comment    `text` is what stands in it
    start      an element begins: `text` is its tag, `given` its attributes; `closed` where it ends in "/>"
    end        an element ends: `text` is its tag
    other      a document type, an instruction, or what browsers take for a comment
    unfinished the page ends in the middle of something, which `text` names
    """

    kind: Literal["text", "comment", "start", "end", "other", "unfinished"]
    at: int
    text: str
    given: Mapping[str, str] = {}
    closed: bool = False


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a page, in order."""
    at = 0
    while found := _BEGINS.search(text, at):
        begin, after = found.start(), found[1]
        yield from _said(text, at, begin)
        token, at = _markup(text, begin, after)
        yield token
        if token.kind == "start" and token.text in _ENDS:
            inside, at = _raw(text, at, token.text)
            yield inside
        if at < 0:
            return
    yield from _said(text, at, len(text))


def _said(text: str, at: int, end: int) -> Iterator[Token]:
    if at < end:
        said = text[at:end]
        yield Token("text", at, html.unescape(said) if "&" in said else said)


def _markup(text: str, begin: int, after: str) -> tuple[Token, int]:
    """What begins with "<", and where it ends; -1 where the page does before it."""
    if after.isalpha():
        return _start(text, begin)
    if text.startswith("<!--", begin):
        return _comment(text, begin)
    ending = "]]>" if text.startswith("<![CDATA[", begin) else ">"
    end = text.find(ending, begin)
    if end < 0:
        return Token("unfinished", begin, "a tag"), -1
    name = _NAME.match(text, begin + 2) if after == "/" else None
    if name and name[0][0].isalpha():
        return Token("end", begin, name[0].lower()), end + 1
    return Token("other", begin, text[begin + 2 : end]), end + len(ending)


def _comment(text: str, begin: int) -> tuple[Token, int]:
    at = begin + 4
    for short in (">", "->"):
        if text.startswith(short, at):
            return Token("comment", begin, ""), at + len(short)
    end = text.find("-->", at)
    if end < 0:
        return Token("unfinished", begin, "a comment"), -1
    return Token("comment", begin, text[at:end]), end + 3


def _start(text: str, begin: int) -> tuple[Token, int]:
    """A tag that begins an element; of an attribute that is there twice the first counts."""
    name = _NAME.match(text, begin + 1)
    at = name.end() if name else begin + 1
    given: dict[str, str] = {}
    while found := _NEXT.match(text, at):
        at = found.end()
        if found[1]:
            closed = text[at - 2] == "/"
            return Token("start", begin, name[0].lower() if name else "", given, closed), at
        value = ""
        if found[3]:
            quote = text[at : at + 1]
            if quote in ('"', "'") and quote:
                end = text.find(quote, at + 1)
                if end < 0:
                    break
                value, at = text[at + 1 : end], end + 1
            else:
                bare = _BARE.match(text, at)
                value, at = (bare[0], bare.end()) if bare else ("", at)
        given.setdefault(found[2].lower(), html.unescape(value) if "&" in value else value)
    return Token("unfinished", begin, f"the tag <{name[0].lower() if name else ''}"), -1


def _raw(text: str, at: int, tag: str) -> tuple[Token, int]:
    """What stands in an element without tags, and where its end begins."""
    found = _ENDS[tag].search(text, at)
    if not found:
        return Token("unfinished", at, f"<{tag}>"), -1
    said = text[at : found.start()]
    return Token("text", at, html.unescape(said) if tag in _REFERENCES else said), found.start()
