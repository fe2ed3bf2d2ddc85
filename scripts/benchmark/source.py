"""Sources of any size for the benchmark, and the same text as pandoc has it.

Every numbered paragraph has three notes of its own and one cross-reference whose number is right, so that
nothing is found in it; every twentieth has a heading before it. The words are drawn with a fixed seed: a size
always gives the same text.
"""

import json
import random
import re

NOTES_EACH = 3
SOURCES = 2_000
BIBLIOGRAPHY = "sources.json"
HEADING_EVERY = 20

_FRONT_MATTER = """---
title: Report of {size} paragraphs
lang: en
profile: plain
---
"""
_WHO = [
    "the Ministry of Justice",
    "the Commission",
    "the provincial police",
    "a court of first instance",
    "the Ombudsperson",
    "the National Assembly",
    "the prosecution service",
    "a district administration",
    "the labour inspectorate",
    "civil society",
]
_DID = [
    "adopted",
    "reviewed",
    "published",
    "postponed",
    "extended",
    "repealed",
    "examined",
    "amended",
    "funded",
    "evaluated",
]
_WHAT = [
    "a plan of action for children",
    "the law on legal aid",
    "guidelines for interviews of victims",
    "a register of complaints",
    "the budget for shelters",
    "an agreement with neighbouring States",
    "training for judges and interpreters",
    "a survey of schools",
    "measures against trafficking",
    "the procedure for asylum claims",
]
_WHERE = [
    "in the capital",
    "in rural districts",
    "along the border",
    "in all provinces",
    "at the federal level",
    "in places of detention",
    "online",
    "near the ports",
]
_WHY = [
    "although few complaints had been received",
    "because earlier efforts had not reached the victims",
    "after consultations with organizations of parents",
    "without consulting those concerned",
    "as the Committee had recommended",
    "while no data were collected",
]

_TYPES = (
    "book", "report", "legislation", "article-journal",
    "webpage", "legal_case", "treaty", "article-newspaper",
)  # fmt: skip

_NOTE = re.compile(r"^(\[\^n[\d-]+\]:) .*$", re.MULTILINE)
_OURS = re.compile(r"^(?:sources|citation-style): .*\n", re.MULTILINE)
_LABELLED = re.compile(r"^(?P<line>.*?) *(?P<label>\{#(?:[\w-]+)\})$", re.MULTILINE)
_TAKES_LABELS = ("#", "![", ":")  # headings, figures and captions of pandoc's own Markdown


def source(size: int) -> str:
    """A source of `size` numbered paragraphs."""
    draw = random.Random(size)
    blocks = [_FRONT_MATTER.format(size=size)]
    for number in range(1, size + 1):
        if number % HEADING_EVERY == 1:
            blocks.append(f"# {_phrase(draw)}\n")
        blocks += [_paragraph(number, _other(draw, number, size), draw), *_notes(number, draw)]
    return "\n".join(blocks)


def cited(text: str) -> str:
    """The same source with its notes citing sources of a bibliography instead, most with a place in them."""
    draw = random.Random(len(text))

    def note(found: re.Match[str]) -> str:
        page, paragraph = draw.randrange(1, 400), draw.randrange(1, 40)
        place = draw.choice(("", f", p. {page}", f", paras. {paragraph}–{paragraph + 3}"))
        return f"{found[1]} [@s{draw.randrange(SOURCES)}{place}]."

    return _NOTE.sub(note, text.replace("profile: plain", f"profile: plain\nsources: {BIBLIOGRAPHY}", 1))


def bibliography() -> str:
    """The sources that can be cited, in CSL-JSON, of eight types by turns."""
    return json.dumps([_entry(number) for number in range(SOURCES)], indent=1)


def _entry(number: int) -> dict[str, object]:
    return {
        "id": f"s{number}",
        "type": _TYPES[number % len(_TYPES)],
        "title": f"Study {number} of the rights of children",
        "author": [{"literal": _capital(_WHO[number % len(_WHO)])}],
        "issued": {"date-parts": [[1990 + number % 35, 1 + number % 12]]},
        "publisher": "United Nations",
        "publisher-place": "Geneva",
        "container-title": "Journal of Rights",
        "volume": str(1 + number % 50),
        "URL": f"https://example.org/{number}",
        "accessed": {"date-parts": [[2024, 5, 1]]},
    }


def for_pandoc(text: str) -> str:
    """The same text in pandoc's Markdown, where a paragraph is labelled by an empty span in it.

    Its bibliography is named on the command line, and it is cited in pandoc's own style.
    """
    return _LABELLED.sub(_labelled, _OURS.sub("", text))


def _labelled(found: re.Match[str]) -> str:
    takes = found["line"].lstrip().startswith(_TAKES_LABELS)
    return f"{found['line']}{'' if takes else '[]'}{found['label']}"


def _other(draw: random.Random, number: int, size: int) -> int:
    """Another paragraph than this one, where there is another."""
    other = draw.randrange(1, size) if size > 1 else 1
    return other + (other >= number and size > 1)


def _paragraph(number: int, other: int, draw: random.Random) -> str:
    sentences = [_sentence(draw) for _ in range(NOTES_EACH)]
    marked = [f"{sentence}[^n{number}-{note}]" for note, sentence in enumerate(sentences, 1)]
    side = "above" if other < number else "below"
    pointing = f"{_sentence(draw)[:-1]} (see para. [{other}](#p{other}) {side})."
    return f"{number}. {' '.join([*marked, pointing])} {{#p{number}}}\n"


def _notes(number: int, draw: random.Random) -> list[str]:
    return [
        f"[^n{number}-{note}]: {_capital(draw.choice(_WHO))}. {_phrase(draw)}, "
        f"{draw.randrange(1990, 2026)}, p. {draw.randrange(1, 400)}, file {number}/{note}.\n"
        for note in range(1, NOTES_EACH + 1)
    ]


def _sentence(draw: random.Random) -> str:
    year = draw.randrange(1990, 2026)
    who, did, what = draw.choice(_WHO), draw.choice(_DID), draw.choice(_WHAT)
    return f"In {year}, {who} {did} {what} {draw.choice(_WHERE)}, {draw.choice(_WHY)}."


def _phrase(draw: random.Random) -> str:
    what = draw.choice(_WHAT).removeprefix("a ").removeprefix("an ").removeprefix("the ")
    return f"{_capital(what)} {draw.choice(_WHERE)}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
