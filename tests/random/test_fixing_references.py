"""After a paragraph was inserted, deleted or moved, `check --fix` breaks no typed reference: each still means
what it meant, or is listed; what means another document is as it was.
"""

from __future__ import annotations

import random
import re
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.fixing import fix, found
from toolchain.model.diagnostics import source_span

LETTERS = "abc"


class Forms(NamedTuple):
    """How references are typed in a language, with the number at "{}": to this document, and to others."""

    own: tuple[str, ...]
    many: tuple[str, ...]
    others: tuple[str, ...]
    parts: tuple[str, ...] = ()


FORMS = {
    "en": Forms(
        own=(
            "(para. {})", "(see para. {})", "see paragraph {} above", "as paragraph {} below says",
            "paragraph {} of the present report", "(paragraph {} above)", "see para. {}",
            "[see para. {}, above]", "paragraph {} of this alternative report", "the start of para. {} above",
            "the Committee asked for it; see para. {} above", "see no. {}", "(see {} above)",
            "as number {} says",
        ),
        many=(
            "(paras. {} and {})", "paras. {} and {} above", "(see paras. {} and {})", "see nos. {} and {}",
            "(see {} and {} above)",
        ),
        others=(
            "the Committee did so (para. {})", "CRC/C/PAK/CO/5, para. {}", "paragraph {} of article 34",
            "“see para. {}”", "general comment No. 20 (para. {})",
            "the Special Rapporteur said so (para. {})",
            "in its resolution 44/25 it said so (paragraph {})",
            "the State party reported a decline (para. {})", "according to the Government (see para. {})",
            "the World Bank found that it fell (para. {})", "the policy sets a target (paragraph {})",
            "article 9, paragraph {0}, protects them, and paragraph {0} requires it",
            "Act No. {} of 1998", "school No. {}", "{} girls",
        ),
        parts=("(para. {} ({}))", "see para. {} ({}) above"),
    ),
    "fr": Forms(
        own=("(par. {})", "voir par. {} ci-dessus", "au paragraphe {} du présent rapport",
             "le paragraphe n° {} ci-dessus", "le Comité l’a demandé ; voir par. {} ci-dessus",
             "le paragraphe {} de la présente contribution", "voir n° {}", "au numéro {}", "(n° {})"),
        many=("(par. {} et {})", "les nos {} et {} le montrent", "voir nos {} à {}", "(voir nos {} et {})"),
        others=("le Comité l’a fait (par. {})", "CRC/C/FRA/CO/5, par. {}", "paragraphe {} de l’article 34",
                "l’État partie affirme le contraire (par. {})", "loi n° {}", "nos {} enfants", "école n° {}"),
    ),
    "es": Forms(
        own=("(párr. {})", "véase el párr. {} supra", "párrafo núm. {} supra",
             "el Comité lo pidió; véase el párr. {} supra", "el párrafo {} de esta contribución",
             "el número {}", "véase el núm. {}", "(n.º {})"),
        many=("(párrs. {} y {})", "los números {} y {}", "(núms. {} y {})"),
        others=("el Comité lo hizo (párr. {})", "CRC/C/ESP/CO/5, párr. {}",
                "el Gobierno sostiene lo contrario (párr. {})", "Ley núm. {}", "escuela núm. {}"),
    ),
    "ru": Forms(
        own=("(пункт {})", "см. пункт {} выше", "в пункте {} мы это показали",
             "как сказано в пункте {} в настоящем докладе", "см. № {}", "под номером {}"),
        many=("(пункты {} и {})", "см. №№ {} и {}"),
        others=("Комитет это сделал (пункт {})", "CRC/C/RUS/CO/5, пункт {}", "пункт {} настоящей Конвенции",
                "закон № {}", "школа № {}"),
    ),
    "ar": Forms(
        own=("(الفقرة {})", "انظر الفقرة {} أعلاه", "الفقرة {} من هذه المساهمة",
             "انظر الرقم {}"),
        many=("انظر الرقمين {} و{}",),
        others=("فعلت اللجنة ذلك (الفقرة {})", "القانون رقم {}"),
    ),
    "zh": Forms(own=("（第{}段）", "见上文第{}段", "见上文第{}点"), many=("见{}、{}段",),
                others=("委员会也这样做（第{}段）", "第{}号法律")),
}  # fmt: skip


class Reference(NamedTuple):
    """A typed reference after a word of its own, with what it means: the words of paragraphs, or nothing."""

    word: str
    text: str
    means: tuple[str, ...]


class Paragraph(NamedTuple):
    word: str
    number: int
    references: tuple[Reference, ...]
    parts: bool

    def lines(self) -> str:
        said = " ".join(f"{each.word} {each.text}." for each in self.references)
        text = f"{self.number}. {self.word} {said}".rstrip() + "\n"
        if self.parts:
            text += "".join(f"\n     {n}. {self.word}{letter}\n" for n, letter in enumerate(LETTERS, 1))
        return text


def paragraphs(lang: str, chance: random.Random) -> list[Paragraph]:
    """Paragraphs with true numbers. One that speaks of another document is followed by a plain one."""
    forms = FORMS[lang]
    number = chance.randrange(3, 12)
    words = [f"Q{chance.getrandbits(40):010x}Z" for _ in range(number)]
    with_parts = [chance.random() < 0.3 for _ in words]
    made = []
    named = 0
    for at, word in enumerate(words):
        references: list[Reference] = []
        named = max(named - 1, 0)
        for _ in range(chance.randrange(3)):
            own = f"R{chance.getrandbits(40):010x}Z"
            targets = sorted(chance.sample(range(number), 2))
            kind = chance.random()
            if kind < 0.25 and not references:
                text = chance.choice(forms.others).format(chance.randrange(1, number + 4))
                references.append(Reference(own, text, ()))
                named = 3
            elif named:
                continue
            elif kind < 0.4 and forms.many:
                text = chance.choice(forms.many).format(*(each + 1 for each in targets))
                references.append(Reference(own, text, tuple(words[each] for each in targets)))
            elif kind < 0.5 and forms.parts and with_parts[targets[0]]:
                letter = chance.choice(LETTERS)
                text = chance.choice(forms.parts).format(targets[0] + 1, letter)
                references.append(Reference(own, text, (words[targets[0]] + letter,)))
            else:
                text = chance.choice(forms.own).format(targets[0] + 1)
                references.append(Reference(own, text, (words[targets[0]],)))
        made.append(Paragraph(word, at + 1, tuple(references), with_parts[at]))
    return made


def edited(made: list[Paragraph], chance: random.Random) -> list[Paragraph]:
    """The same after somebody worked on them, who typed no number anew.

    A new paragraph never gets the number of one that was deleted: nothing in the text could show that.
    """
    made, highest = list(made), len(made)
    for change in sorted(chance.choices(("delete", "insert", "move"), k=chance.randrange(1, 4))):
        at = chance.randrange(len(made))
        if change == "delete" and len(made) > 2:
            made.pop(at)
        elif change == "insert":
            number = chance.choice((*(each.number for each in made), highest + 2))
            made.insert(at, Paragraph(f"N{chance.getrandbits(40):010x}Z", number, (), parts=False))
        else:
            made.insert(chance.randrange(len(made)), made.pop(at))
    return made


def _check(seed: int) -> int:
    """Return how many own references there were."""
    chance = random.Random(seed)
    lang = chance.choice(("en", "en", "en", *FORMS))
    before = edited(paragraphs(lang, chance), chance)
    text = f"---\ntitle: Example\nlang: {lang}\n---\n\n" + "\n".join(each.lines() for each in before)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.md"
        source.write_text(text, encoding="utf-8")
        fix(source)
        after = source.read_text(encoding="utf-8")
        listed = [
            source_span(each.finding.span) for each in found(source) if each.code in ("R205", "R206", "R211")
        ]
        again = fix(source)
        assert again.fixed.done == (), text
        assert source.read_text(encoding="utf-8") == after
    lines = after.split("\n")
    own = 0
    for paragraph in before:
        for reference in paragraph.references:
            number, line = next((n, each) for n, each in enumerate(lines, 1) if reference.word in each)
            start = line.index(reference.word) + len(reference.word) + 1
            if not reference.means:
                assert line[start:].startswith(f"{reference.text}."), (reference, text, after)
                continue
            shape = re.escape(reference.text)
            shape = re.sub(
                r"\d+(\\ \\\([abc]\\\))?", r"(\\[[^]]*\\]\\(#[a-z0-9-]+\\)|\\d+(?: \\([abc]\\))?)", shape
            )
            shown = re.match(shape, line[start:])
            assert shown, (reference, line)
            for at, meant in enumerate(reference.means, 1):
                own += 1
                column = start + shown.start(at) + 1
                if any(span.line == number and span.column <= column < span.end_column for span in listed):
                    continue
                if shown[at].isdigit() and int(shown[at]) > len(_numbered(lines)):
                    continue  # its paragraph was deleted, and it leads to no other
                assert _target(shown[at], lines) == meant, (reference, shown[at], text, after)
    return own


def _numbered(lines: list[str]) -> list[int]:
    return [number for number, each in enumerate(lines) if re.match(r"\d+\. ", each)]


def _target(shown: str, lines: list[str]) -> str:
    """The word of the paragraph that a reference means in the corrected source."""
    label = re.fullmatch(r"\[[^]]*\]\((#[a-z0-9-]+)\)", shown)
    if label:
        (line,) = [each for each in lines if f"{{{label[1]}}}" in each]
    else:
        whole, _, part = shown.partition(" ")
        at = _numbered(lines)[int(whole) - 1]
        if part:
            at = [n for n, each in enumerate(lines) if n > at and re.match(r" +\d+\. ", each)][
                "abc".index(part[1])
            ]
        line = lines[at]
    return line.split(". ", 1)[1].split(" ")[0].strip()


def _check_all(seeds: range) -> None:
    own = sum(map(_check, seeds))
    assert own > len(seeds) // 2


def test_no_reference_is_broken_in_some() -> None:
    _check_all(range(8))


@pytest.mark.long
@pytest.mark.parametrize("start", range(1_000, 6_000, 500))
def test_no_reference_is_broken(start: int) -> None:
    _check_all(range(start, start + 500))
