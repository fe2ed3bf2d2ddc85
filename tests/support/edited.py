"""Sources with random edits, as drafts get them: words, paragraphs, notes, references, tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from random import Random

from tests.support.docx_file import docx
from tests.support.pages import Submission
from toolchain.model.records import replace
from toolchain.project.citing import find_citing
from toolchain.project.settings import Options, make_project
from toolchain.readers.markdown.reader import MarkdownReader
from toolchain.resolve import resolve

_WORDS = (
    "shelter",
    "budget",
    "inspector",
    "within",
    "2,400",
    "newly",
    "although",
    "district",
    "“quoted”",
    "of",
)
_PARAGRAPH = re.compile(r"\d+\. ")
_TABLE = "Table: New {{#new-table-{0}}}\n\n| Year | Cases |\n| --- | --- |\n| 2019 | 1,204 |\n| 2020 | {0} |"

Blocks = list[str]
Edit = Callable[[Blocks, Random, str], None]


@lru_cache(maxsize=100)
def built(text: str, path: Path) -> bytes:
    """The Word file of a source with that text; pictures and sources are those next to `path`."""
    document = MarkdownReader().read_text(text, path, path.as_posix())
    project, _ = make_project(path, document, Options())
    citing, _ = find_citing(path, document, project)
    return docx(Submission(resolve(document, project.settings, citing), replace(project))).data


def edited(text: str, seed: int, count: int = 8, edits: Sequence[Edit] | None = None) -> str:
    """The source after some random edits, of the usual kinds if nothing else is said."""
    random = Random(seed)
    head, body = re.match(r"(---\n.*?\n---\n\n)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    blocks = body.split("\n\n")
    for at in range(count):
        random.choice(edits or EDITS)(blocks, random, f"{seed}-{at}")
    return head + "\n\n".join(blocks)


def _places(blocks: Blocks, wanted: re.Pattern[str] = _PARAGRAPH) -> list[int]:
    return [at for at, block in enumerate(blocks) if wanted.match(block)]


def _some(random: Random, blocks: Blocks, wanted: re.Pattern[str] = _PARAGRAPH) -> int | None:
    places = _places(blocks, wanted)
    return random.choice(places) if places else None


def _words(blocks: Blocks, random: Random, name: str) -> None:
    """Words are put in, taken out or replaced."""
    at = _some(random, blocks, re.compile(r"(\d+\.| +\d+\.|#|\[\^[\w-]+\]:|[A-Z])"))
    if at is None:
        return
    found = list(re.finditer(r"(?<=[a-z] )[a-z]{2,}(?= [a-z])", blocks[at]))
    if found:
        word = random.choice(found)
        new = random.choice(("", " ".join(random.sample(_WORDS, random.randint(1, 3)))))
        blocks[at] = blocks[at][: word.start()] + (new or word[0] + " again") + blocks[at][word.end() :]


def _emphasis(blocks: Blocks, random: Random, name: str) -> None:
    if (at := _some(random, blocks)) is not None:
        blocks[at] = re.sub(r"(?<= )([a-z]{4,})(?= [a-z])", r"*\1*", blocks[at], count=1)


def _gone(blocks: Blocks, random: Random, name: str) -> None:
    if len(_places(blocks)) > 3 and (at := _some(random, blocks)) is not None:
        del blocks[at]


def _new(blocks: Blocks, random: Random, name: str) -> None:
    if (at := _some(random, blocks)) is not None:
        blocks.insert(
            at + random.randint(0, 1), f"1. {' '.join(random.choices(_WORDS, k=9))}. {{#new-{name}}}"
        )


def _moved(blocks: Blocks, random: Random, name: str) -> None:
    if (at := _some(random, blocks)) is not None:
        block = blocks.pop(at)
        to = _some(random, blocks)
        blocks.insert(at if to is None else to, block)


def _note(blocks: Blocks, random: Random, name: str) -> None:
    if (at := _some(random, blocks)) is not None:
        blocks[at] = re.sub(r"(?<=[a-z])(?= [a-z])", f"[^n-{name}]", blocks[at], count=1)
        blocks.append(f"[^n-{name}]: A new note with {random.choice(_WORDS)}.")


def _note_moved(blocks: Blocks, random: Random, name: str) -> None:
    places = [at for at in _places(blocks) if "[^" in blocks[at]]
    if places:
        at = random.choice(places)
        mark = re.search(r"\[\^[\w-]+\]", blocks[at])
        assert mark
        blocks[at] = blocks[at].replace(mark[0], "", 1)
        to = _some(random, blocks)
        if random.random() < 0.7 and to is not None:
            blocks[to] = re.sub(r"(?<=[a-z])(?= [a-z])", mark[0], blocks[to], count=1)


def _reference(blocks: Blocks, random: Random, name: str) -> None:
    labels = re.findall(r"\{#([\w-]+)", "\n".join(blocks[at] for at in _places(blocks)))
    if labels and (at := _some(random, blocks)) is not None:
        label = random.choice(labels)
        blocks[at] = re.sub(r"(?<=[a-z])(?= [a-z])", f" (see para. [3](#{label}))", blocks[at], count=1)


def _table(blocks: Blocks, random: Random, name: str) -> None:
    tables = [at for at, block in enumerate(blocks) if block.startswith("| ")]
    if not tables or random.random() < 0.3:
        if (at := _some(random, blocks)) is not None:
            blocks[at:at] = _TABLE.format(name).split("\n\n")
        return
    at = random.choice(tables)
    rows = blocks[at].split("\n")
    kind = random.randint(0, 3)
    if kind == 0:
        rows.insert(random.randint(2, len(rows)), re.sub(r"[^|]+", f" {name} ", rows[-1]).rstrip())
    elif kind == 1 and len(rows) > 3:
        del rows[random.randint(2, len(rows) - 1)]
    elif kind == 2:
        rows = [f"{row} --- |" if n == 1 else f"{row} x |" for n, row in enumerate(rows)]
    else:
        rows[-1] = rows[-1].replace(" |", " more |", 1)
    blocks[at] = "\n".join(rows)


EDITS: Sequence[Edit] = (
    *(_words,) * 3, _emphasis, _gone, _new, _moved, _note, _note_moved, _reference, _table, _table,
)  # fmt: skip


_HEADING = re.compile(r"#+ ")
_LABELLED = re.compile(r"^\d+\. [^{]*\{#([\w-]+)", re.MULTILINE)


def _within(blocks: Blocks, random: Random, new: str) -> None:
    """Put something after a word of a paragraph."""
    if (at := _some(random, blocks)) is not None:
        blocks[at] = re.sub(r"(?<=[a-z])(?= [a-z])", new, blocks[at], count=1)


def _marked(word: str) -> Edit:
    """Return an edit that gives a heading this mark, or takes its own away, or puts in a new one."""

    def edit(blocks: Blocks, random: Random, name: str) -> None:
        at = _some(random, blocks, _HEADING)
        if random.random() < 0.5 and at is not None:
            blocks[at] = re.sub(r" \{[^}]*\}$", "", blocks[at]) + random.choice(("", f" {{{word}}}"))
        else:
            end = next((at for at, block in enumerate(blocks) if block.startswith("[^")), len(blocks))
            blocks[end:end] = [f"# New {name} {{{word}}}", "1. Some words."]

    return edit


def _level(blocks: Blocks, random: Random, name: str) -> None:
    if (at := _some(random, blocks, _HEADING)) is not None:
        blocks[at] = blocks[at][1:] if blocks[at].startswith("###") else f"#{blocks[at]}"


def _figure(blocks: Blocks, random: Random, name: str) -> None:
    at = _some(random, blocks, re.compile(r" *!\["))
    if random.random() < 0.4 and at is not None:
        del blocks[at]
    elif (at := _some(random, blocks)) is not None:
        picture = re.search(r"\([\w-]+\.png", "\n".join(blocks))
        address = f'{picture[0] if picture else "(none.png"} "Caption {name}") {{#figure-{name}}}'
        blocks.insert(at + 1, f"     ![New {name}]{address}")


def _inside(blocks: Blocks, random: Random, name: str) -> None:
    if (at := _some(random, blocks)) is not None:
        blocks.insert(at + 1, random.choice((f"     > Quoted {name}.", f"     1. One {name};\n     2. Two.")))


def _repeated(blocks: Blocks, random: Random, name: str) -> None:
    if labels := re.findall(r"^\[\^([\w-]+)\]:", "\n".join(blocks), re.MULTILINE):
        _within(blocks, random, f"[^{random.choice(labels)}]")


def _swapped(blocks: Blocks, random: Random, name: str) -> None:
    """Two marks change places, or a reference gets another target."""
    text = "\n\n".join(blocks)
    marks, targets = (
        list(re.finditer(r"\[\^[\w-]+\](?!:)", text)),
        list(re.finditer(r"(?<=\]\(#)[\w-]+", text)),
    )
    if random.random() < 0.5 and len(marks) > 1:
        one, two = sorted(random.sample(marks, 2), key=re.Match.start)
        text = text[: one.start()] + two[0] + text[one.end() : two.start()] + one[0] + text[two.end() :]
    elif targets and (labels := _LABELLED.findall(text)):
        one = random.choice(targets)
        text = text[: one.start()] + random.choice(labels) + text[one.end() :]
    blocks[:] = text.split("\n\n")


def _language(blocks: Blocks, random: Random, name: str) -> None:
    _within(
        blocks,
        random,
        random.choice((" [mot]{lang=fr}", " الطفل والأسرة", " 儿童权利公约", " *права* ребёнка")),
    )


EVERY: Sequence[Edit] = (
    *EDITS, _marked(".restart series=question"), _marked(".annex"), _level, _figure, _inside, _repeated,
    _swapped, _swapped, _language,
)  # fmt: skip


def shuffled(text: str, seed: int) -> str:
    """A source after some edits of any words and blocks, whatever they are."""
    random = Random(seed)
    head, body = re.match(r"(---\n.*?\n---\n\n?)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    blocks = body.split("\n\n")
    for _ in range(random.randint(1, 3)):
        at = random.randrange(len(blocks))
        words = blocks[at].split(" ")
        places = [each for each, word in enumerate(words) if word.isalpha()]
        if places:
            place = random.choice(places)
            words[place] = random.choice(("changed", "", f"{words[place]} more"))
        blocks[at] = " ".join(words)
    for _ in range(random.randint(0, 2)):
        kind, at, other = random.randint(0, 2), random.randrange(len(blocks)), random.randrange(len(blocks))
        if kind == 0 and len(blocks) > 2:
            del blocks[at]
        elif kind == 1:
            blocks.insert(at, "A new paragraph of some words.")
        else:
            blocks[at], blocks[other] = blocks[other], blocks[at]
    return head + "\n\n".join(blocks)


def parted(text: str, seed: int) -> str:
    """The source with some paragraphs split after sentences, and others joined with the next."""
    random = Random(seed)
    head, body = re.match(r"(---\n.*?\n---\n\n)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    blocks = body.split("\n\n")
    for at in sorted(random.sample(_places(blocks), 8), reverse=True):
        if random.random() < 0.5 and at + 1 < len(blocks) and _PARAGRAPH.match(blocks[at + 1]):
            words, label = re.fullmatch(r"(.*?)( \{#[^{}]*\})?", blocks[at], re.DOTALL).groups()  # type: ignore[union-attr]
            after, other = re.fullmatch(r"\d+\. (.*?)( \{#[^{}]*\})?", blocks.pop(at + 1), re.DOTALL).groups()  # type: ignore[union-attr]
            blocks[at] = f"{words} {after}{label or other or ''}"
        else:
            first, *others = re.split(
                r"(?<=[a-z]\.)\s+(?=[A-Z])", blocks[at], maxsplit=random.choice((1, 2, 5))
            )
            blocks[at : at + 1] = [first, *(f"1. {each}" for each in others)]
    return head + "\n\n".join(blocks)
