"""A shelf of generated submissions that differ in words, notes, languages and pictures as real ones do.

The words are drawn with a fixed seed: a number always gives the same submission.
"""

from __future__ import annotations

import io
import random
import tomllib
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

LANGUAGES = ("en",) * 5 + ("fr", "es") * 2 + ("ru", "ar", "zh")
"""What submissions are written in, as often as each is in here."""

_WORDS = tomllib.loads(Path(__file__).with_name("shelf.toml").read_text(encoding="utf-8"))
_LEAST, _MOST, _MIDDLE, _SPREAD = 8, 150, 32, 0.55  # paragraphs: most reports have 20 to 60, a few over 100


def lay_out(folder: Path, count: int) -> None:
    """Write so many submissions, each as content/N/report.md with its pictures."""
    for number in range(count):
        lay_out_one(folder / "content" / f"{number:04}", number)


def lay_out_one(folder: Path, number: int) -> None:
    """Write the submission of a number."""
    draw = random.Random(number)
    folder.mkdir(parents=True)
    lang = draw.choice(LANGUAGES)
    size = round(min(_MOST, max(_LEAST, draw.lognormvariate(0, _SPREAD) * _MIDDLE)))
    pictures = {draw.randrange(1, size + 1) for _ in range(draw.choice((0, 0, 0, 1, 3)))}
    place = draw.choice(("endnotes", "endnotes", "footnotes"))
    text = [
        f"---\ntitle: {_WORDS[lang]['title']} {number}\nlang: {lang}\nnotes: {place}\nprofile: plain\n---\n"
    ]
    for paragraph in range(1, size + 1):
        if paragraph % 8 == 1:
            text.append(f"# {_WORDS[lang]['heading']} {paragraph // 8 + 1}\n")
        text += _paragraph(draw, _WORDS[lang], paragraph)
        if paragraph in pictures:
            text.append(f"![{_sentence(draw, _WORDS[lang])}]({paragraph}.png)\n")
            (folder / f"{paragraph}.png").write_bytes(_picture(draw))
    (folder / "report.md").write_text("\n".join(text), encoding="utf-8")


def _paragraph(draw: random.Random, words: Mapping[str, list[str]], number: int) -> list[str]:
    notes = range(draw.choice((0, 1, 1, 2, 3, 4)))
    sentences = [_sentence(draw, words) for _ in range(draw.randrange(3, 9))]
    before_stop = words in (_WORDS["fr"], _WORDS["es"])
    marked = [
        _marked(sentence, f"[^{number}-{index}]", before_stop=before_stop) if index in notes else sentence
        for index, sentence in enumerate(sentences)
    ]
    used = [index for index in notes if index < len(sentences)]
    definitions = [
        f"[^{number}-{index}]: {_sentence(draw, words)[:-1]}, {number}/{index}.\n" for index in used
    ]
    space = "" if words is _WORDS["zh"] else " "
    return [f"{number}. {space.join(marked)}\n", *definitions]


def _marked(sentence: str, mark: str, *, before_stop: bool) -> str:
    return f"{sentence[:-1]}{mark}." if before_stop else sentence + mark


def _sentence(draw: random.Random, words: Mapping[str, list[str]]) -> str:
    chosen = {name: draw.choice(words[name]) for name in ("who", "did", "what", "where")}
    said = str(words["sentence"]).format(year=draw.randrange(1995, 2026), **chosen)
    return said[0].upper() + said[1:]


def _picture(draw: random.Random) -> bytes:
    """A chart of bars, as most pictures are; one in four has the detail of a photograph."""
    picture = Image.new("RGB", (900, 600), "white")
    if draw.random() < 0.25:
        picture = Image.frombytes("RGB", (30, 20), draw.randbytes(1800)).resize((900, 600))
    for x in range(50, 850, 100):
        picture.paste("navy", (x, draw.randrange(50, 550), x + 60, 560))
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()
