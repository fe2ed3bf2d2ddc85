"""Prove that a joined source says what was proposed: all blocks, and no sentence that nobody wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolchain.editing.merging import Tools
from toolchain.editing.merging.proving import broken_in
from toolchain.editing.merging.tokens import Text, Token, View
from toolchain.editing.merging.units import Unit, units
from toolchain.model.diagnostics import Failure
from toolchain.resolve.tables import Resolved
from toolchain.rules.inputs import MergedDiffers

_ENDS = frozenset(".!?…。！？؟")


def prove(text: str, base: Resolved, sources: Iterable[str], grown: int | None, tools: Tools) -> None:
    """Raise `Failure` unless all sentences of a text are of some sources, and all references lead somewhere.

    `grown` is how many blocks it must have more than `base`, None if that is not known.
    """
    resolved = tools.read(text)
    tools.built(resolved)
    own = list(_units(resolved))
    known = {each for source in dict.fromkeys(sources) for each in _sentences(_units(tools.read(source)))}
    complete = grown is None or len(own) == len(list(_units(base))) + grown
    if not complete or broken_in(resolved) - broken_in(base) or not known.issuperset(_sentences(own)):
        raise Failure.of(base.document.path, MergedDiffers(None))


def _units(resolved: Resolved) -> Iterator[Unit]:
    return units(resolved.document, View({}, resolved, Text(resolved.document.text))).all()


def _sentences(found: Iterable[Unit]) -> Iterator[object]:
    """Yield all sentences, each with the kind of its block."""
    for unit in found:
        for each in (unit, *unit.inner):
            for sentence in _parts(each.tokens):
                yield unit.signature, each.kind, sentence


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[object, ...]]:
    part: list[object] = []
    ended = False
    for token in tokens:
        if ended and (token.is_blank or token.text[:1].isalnum()):
            yield tuple(part)
            part, ended = [], False
        ended = token.text in _ENDS or (ended and not token.is_blank)
        part += [] if token.is_blank else [token.key]
    yield tuple(part)
