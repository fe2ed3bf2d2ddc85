"""The passages that several copies change in different ways, as a document to decide on in a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain import model as m
from toolchain.compare.align import pieces
from toolchain.editing.joining import Collision
from toolchain.model.diagnostics import FilePlace
from toolchain.model.expressions import expression
from toolchain.model.front_matter import FrontMatter
from toolchain.model.wording import language, said

_WORDS = expression(r"\w+|\s+|[^\w\s]")
_HERE = FilePlace("")


def document(collisions: Sequence[Collision], source: str, lang: str, path: str) -> m.Document:
    """Return the document: a table for each passage, with what differs in bold, and room for the decision.

    `lang` is the language of the source.
    """
    title = said("What the copies of {source} change in different ways", source=source)
    blocks: list[m.Block] = [m.Paragraph(_HERE, (_text(said("Nothing is left to decide.")),))]
    if collisions:
        lead = _text(said("What a proposal adds is in bold. To take one:") + " ")
        first = collisions[0]
        take = m.Code(_HERE, f"--take {first.number}={first.proposals[0].names[0]}")
        blocks = [m.Paragraph(_HERE, (lead, take))]
    for each in collisions:
        facts = {"number": each.number, "place": each.place, "line": each.line}
        head = said("Passage {number}: {place}, line {line}", **facts)
        blocks += (m.Heading(_HERE, 1, (_text(head),)), _table(each, lang))
    return m.Document(path, FrontMatter(title=(_text(title),), lang=language()), tuple(blocks))


def _table(collision: Collision, lang: str) -> m.Table:
    header = tuple(m.Cell(_HERE, (_text(each),)) for each in (said("Who"), said("Text")))
    texts = [(said("Now"), collision.now), *((", ".join(names), text) for names, text in collision.proposals)]
    rows = [(who, _passage(text, collision.now, lang)) for who, text in texts]
    rows.append((said("Decision"), ()))
    cells = ((m.Cell(_HERE, (_text(who),)), m.Cell(_HERE, text)) for who, text in rows)
    return m.Table(_HERE, header, tuple(cells))


def _passage(text: str, now: str, lang: str) -> m.Inlines:
    """Return a text with the words in bold that are not in the source now."""
    if not text:
        return (m.Emphasis(_HERE, (_text(said("nothing")),)),)
    children = tuple(_compared(now, text))
    return children if lang == language() else (m.Foreign(_HERE, lang, children),)


def _compared(now: str, text: str) -> Iterator[m.Inline]:
    old, new = _WORDS.findall(now), _WORDS.findall(text)
    for same, _, _, start, end in pieces(old, new):
        words = _text("".join(new[start:end]))
        if start < end:
            yield words if same else m.Strong(_HERE, (words,))


def _text(words: str) -> m.Text:
    return m.Text(_HERE, words)
