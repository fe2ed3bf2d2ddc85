"""Inlines without children: note marks, keys of sources, images, code, comments."""

from __future__ import annotations

import re

from toolchain import model as m
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.wording import fold
from toolchain.rules.losses import NoImage, NotANoteLabel, NotCitable
from toolchain.writers.markdown import escapes
from toolchain.writers.markdown.pieces import EDGES, Piece
from toolchain.writers.markdown.place import Losses, Place

_LABEL = expression(r"[^\s\[\]^][^\s\[\]]*")
_KEY = expression(r"\w(?:[:.#$%&+?<>~/-]?\w)*")


def note_label(label: str, node: m.Node, losses: Losses) -> str:
    """Return a note's label, without characters that none may have."""
    if _LABEL.fullmatch(label):
        return label
    losses.tell(node, NotANoteLabel(label))
    return re.sub(r"[\s\[\]^]+", "-", label).strip("-") or "note"


def cited_source(node: m.CitedSource, place: Place, losses: Losses) -> str:
    """Return the key of a source, in braces if necessary."""
    sign = "@" if node.author else "-@"
    if not place.citing or re.search(r"[\s{}]|^$", node.key):
        losses.tell(node, NotCitable(node.key))
        return f"{sign[:-1]}\\@{escapes.escaped(node.key)}"
    return f"{sign}{node.key}" if _KEY.fullmatch(node.key) else f"{sign}{{{node.key}}}"


def key_apart(piece: Piece, following: Piece | None) -> str:
    """Return a source's key, in braces if the following text would be read as part of it."""
    key = piece.text.rpartition("@")[2]
    found = _KEY.fullmatch(key)
    if not found or following is None:
        return piece.text
    more = _KEY.match(key + following.text[:2])
    if following.kind not in EDGES and more and more.end() == len(key):
        return piece.text
    return f"{piece.text[: -len(key)]}{{{key}}}"


def image(node: m.Image, title: str, losses: Losses) -> str:
    """Return an image with a title."""
    if not escapes.can_be_linked(node.source):
        losses.tell(node, NoImage(node.source))
        return escapes.escaped(node.alt)
    alt = escapes.escaped(losses.held(node, node.alt), "[", "]", brackets=True)
    named = f" {escapes.title(title)}" if title else ""
    address = escapes.destination(node.source) if node.source or named else ""
    return f"![{alt}]({address}{named})"


def code(node: m.Code, place: Place, losses: Losses) -> str:
    """Return code between more backticks than it contains in sequence."""
    text = escapes.without_unheld(re.sub(r"[\n\r]", " ", node.text))
    if place.collapsed:
        text = re.sub(r"[ \t]+", " ", text)
        text = text.strip(" ") or text
    if text != node.text:
        losses.tell(node, Word("a line break, a control character or a space in code is not kept"))
    if not text:
        losses.tell(node, Word("empty code is not kept"))
        return ""
    fence = "`"
    runs = set(map(len, re.findall("`+", text)))
    while len(fence) in runs:
        fence += "`"
    padded = text[0] == "`" or text[-1] == "`" or (text[0] == text[-1] == " " and text.strip(" ") != "")
    return f"{fence} {text} {fence}" if padded else f"{fence}{text}{fence}"


def comment(node: m.Comment, place: Place, losses: Losses) -> str:
    """Return a comment in a text, on one line if its lines would begin something."""
    text = comment_text(node, losses)
    if place.collapsed:
        text = fold(text)
    first, *others = text.split("\n")
    if others and (place.one_line or any(map(_begins_something, others))):
        losses.tell(node, Word("the lines of a comment within a text become one"))
        first, others = fold(text), []
    return f"<!-- {f'{chr(10)}{escapes.VERBATIM}'.join((first, *others))} -->" if text else "<!-- -->"


def _begins_something(line: str) -> bool:
    """Return whether a further line of a comment in a text would end that text."""
    words = line.lstrip(" ")
    if not words.strip(" \t"):
        return True
    return len(line) - len(words) < 4 and (
        words[0] in "<`[" or escapes.line_of_text(words, first=False) != words
    )


def comment_text(node: m.Comment, losses: Losses) -> str:
    """Return a comment's text, without characters that would end it."""
    text = escapes.without_unheld(re.sub(r"\r\n?", "\n", node.text)).strip()
    if "-->" in text:
        text = text.replace("-->", "-- >")
    if text != node.text:
        losses.tell(node, Word("control characters and the end mark of comments are not kept in a comment"))
    return text


def withheld(said: m.Withheld | None) -> str:
    """Return `.confidential instead="…"`, or "". A quotation mark in the words would end them."""
    if said is None:
        return ""
    quotes = "“”" if '"' in said.instead else '""'
    return f".confidential instead={quotes[0]}{said.instead}{quotes[1]}" if said.instead else ".confidential"
