"""Convert runs of formatted text to emphasis, strong text and code, nested as an author would."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from toolchain import model as m
from toolchain.formats.docx.tokens import BOLD, CODE, ITALIC
from toolchain.model.diagnostics import Place
from toolchain.model.expressions import expression
from toolchain.model.records import replace

_OUTER = (BOLD, ITALIC)
_SPACES = expression("  +")
_LETTERS = "[\u0620-\u065f\u066e-\u06d3\u06fa-\u06fc]+"
_ARABIC_START, _ARABIC_END = expression(_LETTERS), expression(f"{_LETTERS}$")


class Run(NamedTuple):
    """A node, or a text with one format; `lang` is a language other than the document's."""

    node: m.Inline
    look: int = 0
    lang: str = ""


def nested(runs: Sequence[Run], span: Place) -> m.Inlines:
    """Return the nodes of runs. Spaces at the ends of emphasis are outside it, as Markdown requires."""
    return _by_language(_apart(_joined(_spoken(runs))), span)


def single_spaced(runs: Sequence[Run]) -> list[Run]:
    """Return runs without double spaces, which only positioned the text, and spaces before citations."""
    out: list[Run] = []
    ends = False
    for run in runs:
        if isinstance(run.node, m.Text):
            text = _SPACES.sub(" ", run.node.text)
            text = text.lstrip(" ") if ends else text
            ends = text.endswith(" ") if text else ends
            out.append(run._replace(node=replace(run.node, text=text)))
        else:
            last = out[-1].node if out else None
            if isinstance(last, m.Text) and isinstance(run.node, m.InlineNote):
                out[-1] = out[-1]._replace(node=replace(last, text=last.text.rstrip(" \u00a0")))
            ends = isinstance(run.node, m.Break)
            out.append(run)
    return out


def spaces_between(runs: Sequence[Run]) -> list[Run]:
    """Return runs with white space between two texts of one look in that look."""
    out = list(runs)
    for at in range(1, len(out) - 1):
        if isinstance(node := out[at].node, m.Text) and not node.text.strip():
            out[at] = out[at]._replace(look=out[at].look | (out[at - 1].look & out[at + 1].look & ~CODE))
    return out


def whole_words(runs: Sequence[Run]) -> list[Run]:
    """Return runs whose formats do not begin or end within an Arabic word: the longer part decides."""
    out = list(runs)
    for at in range(1, len(out)):
        one, two = out[at - 1].node, out[at].node
        if isinstance(one, m.Text) and isinstance(two, m.Text) and out[at - 1].look != out[at].look:
            end, start = _ARABIC_END.search(one.text), _ARABIC_START.match(two.text)
            if end and start:
                cut = len(one.text) + start.end() if len(end[0]) >= len(start[0]) else end.start()
                text = one.text + two.text
                out[at - 1] = out[at - 1]._replace(node=replace(one, text=text[:cut]))
                out[at] = out[at]._replace(node=replace(two, text=text[cut:]))
    return out


def _spoken(runs: Sequence[Run]) -> list[Run]:
    """Return runs with the punctuation and spaces between words of one language marked as that language."""
    out = list(runs)
    last = ""
    waiting: list[int] = []
    for at, run in enumerate(runs):
        if not run.lang and _is_silent(run.node):
            waiting.append(at)
            continue
        if run.lang and run.lang == last:
            for each in waiting:
                out[each] = out[each]._replace(lang=last)
        waiting, last = [], run.lang
    return out


def _is_silent(node: m.Inline) -> bool:
    """Return whether a node has no words with a language."""
    if isinstance(node, m.Text):
        return not any(map(str.isalpha, node.text))
    return isinstance(node, m.NoteMark | m.InlineNote | m.Image | m.Break | m.Comment)


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Return runs with adjacent texts of one format and language joined."""
    out: list[Run] = []
    said = (run for run in runs if not isinstance(run.node, m.Text) or run.node.text)
    for _, each in groupby(said, key=lambda run: (isinstance(run.node, m.Text), run.look, run.lang)):
        alike = list(each)
        texts = [run.node for run in alike if isinstance(run.node, m.Text)]
        if texts:
            alike = [alike[0]._replace(node=replace(texts[0], text="".join(node.text for node in texts)))]
        out += alike
    return out


def _apart(runs: list[Run]) -> list[Run]:
    """Remove the format of white space at the ends of differently formatted text."""
    out: list[Run] = []
    for at, run in enumerate(runs):
        node = run.node
        if not isinstance(node, m.Text) or not (run.look & (BOLD | ITALIC | CODE)):
            out.append(run)
            continue
        before = runs[at - 1].look if at else 0
        after = runs[at + 1].look if at + 1 < len(runs) else 0
        text = node.text
        head = text[: len(text) - len(text.lstrip())]
        tail = text[len(text.rstrip()) :] if len(head) < len(text) else ""
        if head == text:
            out.append(run._replace(look=run.look & before & after & ~CODE))
            continue
        for part, look in (
            (head, run.look & before & ~CODE),
            (text[len(head) : len(text) - len(tail)], run.look),
            (tail, run.look & after & ~CODE),
        ):
            if part:
                out.append(run._replace(node=replace(node, text=part), look=look))
    return _joined(out)


def _by_language(runs: Sequence[Run], span: Place) -> m.Inlines:
    out: list[m.Inline] = []
    for lang, group in groupby(runs, lambda each: each.lang):
        inner = _nest(list(group), 0, span)
        out += (m.Foreign(span, lang, inner),) if lang else inner
    return tuple(out)


def _nest(runs: Sequence[Run], done: int, span: Place) -> m.Inlines:
    """Return the nodes of runs within the formats `done`; of two formats that begin together, the longer is
    outside.
    """
    out: list[m.Inline] = []
    at = 0
    while at < len(runs):
        look = runs[at].look & ~done
        begun = [(_end(runs, at, each), -each, each) for each in _OUTER if look & each]
        if not begun:
            out.append(_leaf(runs[at], span))
            at += 1
            continue
        end, _, chosen = max(begun)
        inner = _nest(runs[at:end], done | chosen, span)
        make = m.Strong if chosen == BOLD else m.Emphasis
        out.append(make(span, inner))
        at = end
    return tuple(out)


def _end(runs: Sequence[Run], at: int, look: int) -> int:
    while at < len(runs) and runs[at].look & look:
        at += 1
    return at


def _leaf(run: Run, span: Place) -> m.Inline:
    if run.look & CODE and isinstance(run.node, m.Text):
        return m.Code(span, run.node.text)
    return run.node
