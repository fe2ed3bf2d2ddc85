"""What `check --fix` does to sources with withheld parts: no word of them becomes public."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.random.test_withheld import Maker
from tests.support.fixing import correct, silent
from tests.support.withheld import public_of, text_of
from toolchain.pipeline.stages import examine
from toolchain.project.settings import Options

QUICK, LONG, BATCH = 50, 2050, 100
FORMS = (
    ("(a)", "(b)"),
    ("a)", "b)"),
    ("(i)", "(ii)"),
    ("•", "•"),
    ("-", "-"),
    ("|", "|"),
    ("7.", "8."),
    ("7)", "8)"),
)
"""How two parts of a paragraph begin, typed into it."""


def in_parts(text: str, random: Random) -> str:
    """Return a source in which withheld paragraphs have typed parts, and some marks are at the last part."""

    def divided(found: re.Match[str]) -> str:
        words = found[2].split(" ")
        first, second = sorted(random.sample(range(1, len(words)), 2))
        parts = (words[:first], words[first:second], words[second:])
        one, two, three = (" ".join(each) for each in parts)
        gap, stop = (
            random.choice(["\n", "\n", "\n     ", "\n\n     ", " "]),
            random.choice([":", ".", ";", ""]),
        )
        begin, then = random.choice(FORMS)
        return f"{found[1]} {one}{stop}{gap}{begin} {two};{gap}{then} {three} {{.confidential}}"

    return re.sub(r"(?m)^(\d+\.) (\S+(?: \S+){3,}) \{\.confidential\}$", divided, text)


def words_in_public(source: Path) -> Counter[str]:
    return Counter(re.findall(r"\w+", text_of(public_of(source))))


def check_one(seed: int, folder: Path) -> None:
    folder.mkdir()
    made, source = Maker(seed).made(), folder / "report.md"
    (folder / "protected-names.yaml").write_text(made.register, encoding="utf-8")
    for name, data in made.pictures.items():
        (folder / name).write_bytes(data)
    source.write_text(in_parts(made.text, Random(seed)), encoding="utf-8")
    before = words_in_public(source)
    source.write_text(correct(source, examine([source], Options(), silent)).after, encoding="utf-8")
    shown = words_in_public(source) - before
    assert not [each for secret in made.secrets for each in secret.split() if each in shown], seed


def test_no_fix_makes_a_withheld_word_public(tmp_path: Path) -> None:
    for seed in range(QUICK):
        check_one(seed, tmp_path / str(seed))


@pytest.mark.long
@pytest.mark.parametrize("first", range(QUICK, LONG, BATCH))
def test_no_fix_makes_a_withheld_word_public_in_many(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + BATCH):
        check_one(seed, tmp_path / str(seed))
