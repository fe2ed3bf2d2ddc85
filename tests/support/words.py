"""Every word that is in a Document or in its findings, to hold against the words of a source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.model.walk import walk
from toolchain.reports.sentences import help_line, message

_WORD = re.compile(r"[^\W\d_]+")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"\w*(?:&#?\w+;\w*)+")


def words_of_source(body: str) -> Counter[str]:
    """The words of a source's text, comments and entities apart."""
    return Counter(_WORD.findall(_ENTITY.sub(" ", _COMMENT.sub(" ", body))))


def words_of_document(document: m.Document) -> Counter[str]:
    """The words of the tree (labels, addresses and classes too) and of what the reader reported."""
    found = list(_texts((*document.blocks, *document.notes)))
    found += [f"{message(defect)} {help_line(defect)}" for defect in document.defects]
    return Counter(_WORD.findall("\n".join(found)))


def letters(counts: Counter[str]) -> Counter[str]:
    """The letters of some words: what remains to compare where mark-up can part or join words."""
    found: Counter[str] = Counter()
    for word, count in counts.items():
        found.update({letter: number * count for letter, number in Counter(word).items()})
    return found


def _texts(nodes: Iterable[m.Node]) -> Iterator[str]:
    for node, _ in walk(nodes):
        for name in node.__struct_fields__:
            value = getattr(node, name)
            if isinstance(value, str):
                yield value
            elif isinstance(value, m.Claim | m.Label):
                yield value.text if isinstance(value, m.Claim) else value.name
            elif value is True:
                yield name
        if isinstance(node, m.InlineNote):
            yield from _texts((node.note,))
        elif isinstance(node, m.Heading) and node.series is not None:
            yield "restart series"
        elif isinstance(node, m.Table) and node.caption:
            yield "Table"
