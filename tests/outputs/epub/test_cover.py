"""The cover picture of a book: every word of title and names, nothing over something else, nothing cut."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from tests.judges.validators.browser import Visit, browse
from tests.support.epub_file import files
from tests.support.pages import Submission, written
from tests.support.shares import covering
from toolchain.model.walk import plain_text
from toolchain.plugins.registry import writer

BODY = "1. A text.\n"
WORDS = {
    "en": "The impact of armed conflict on children in the northern districts ",
    "fr": "Les conséquences des hostilités sur l’éducation des enfants déplacés ",
    "es": "Repercusiones del conflicto en la infancia indígena y afrodescendiente ",
    "ru": "Положение несовершеннолетних, лишённых попечения родителей, ОБСЕ ",
    "ar": "أوضاع الأطفال المحرومين من الرعاية الأسرية في المحافظات الشمالية ",
    "zh": "关于武装冲突对北部地区儿童教育和健康的影响的补充报告 ",
}
NAMES = {
    "zh": "儿童权利与教育发展中心",
    "ar": "مركز حماية حقوق الطفل",
    "ru": "Общество защиты детей",
}
WIDTH, HEIGHT = 1200, 1600
BOXES = """[...document.querySelectorAll("text")].map((each) => each.getBoundingClientRect())
    .map(({ left, top, right, bottom }) => [left, top, right, bottom])"""

RULE = "document.querySelectorAll('rect')[2].getBoundingClientRect().top"


def submission(folder: Path, lang: str, length: int, organizations: int) -> Submission:
    title = (
        (WORDS[lang] * 20).split()[:length] if lang != "zh" else [WORDS[lang].strip() * (length // 10 + 1)]
    )
    name = NAMES.get(lang, "Alliance of Community Organizations for Children")
    names = ", ".join(f'{{name: "{name} {number + 1}"}}' for number in range(organizations))
    return written(folder, BODY, title=f'"{" ".join(title)}"', lang=lang, submitted_by=f"[{names}]")


def signs(text: str) -> str:
    return re.sub(r"[\s·]", "", text)


@pytest.mark.parametrize(
    ("lang", "length", "organizations"), covering(list(WORDS), [5, 20, 40, 120], [1, 3, 5, 12, 40])
)
def test_all_words_are_there_in_lines_that_fit(
    tmp_path: Path, lang: str, length: int, organizations: int
) -> None:
    made = submission(tmp_path, lang, length, organizations)
    matter = made.resolved.document.front_matter
    picture = tmp_path / "cover.svg"
    picture.write_bytes(files(writer("epub").write(*made))["EPUB/cover.svg"])
    lines = [str(each.text) for each in etree.parse(picture).iter("{*}text")]

    assert signs("".join(lines)) == signs(
        plain_text(matter.title) + "".join(each.name for each in matter.submitted_by)
    )
    (seen,) = browse([Visit(picture, [("ask", BOXES), ("ask", RULE)], WIDTH, HEIGHT)])
    boxes, rule = seen.answers
    assert len(boxes) == len(lines)
    for left, top, right, bottom in boxes:
        assert (left, top) >= (0, 0)
        assert right <= WIDTH
        assert bottom <= HEIGHT
        assert not top + 12 < rule < bottom - 12
    drawing = etree.parse(picture)
    band = float(drawing.findall("{*}rect")[1].get("height", ""))
    for (_, top, _, bottom), each in zip(boxes, drawing.iter("{*}text"), strict=True):
        assert bottom <= band + 12 if each.get("fill") == "#ffffff" else band <= top + 12
    for (_, _, _, above), (_, below, _, _) in pairwise(boxes):
        assert above <= below + 12  # boxes of fonts are higher than their letters
