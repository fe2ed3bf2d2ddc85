"""What a reader sees on the first page of a Word draft is in the front matter, or stays text and is listed.

The pages are in tests/cases/covers.txt, which also says how they are described.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.docx_made import made, p, run
from tests.support.pages import ROOT
from tests.support.word_drafts import HEADING, NUMBERING
from toolchain.pipeline.import_word import convert
from toolchain.reports.sentences import message_of

_PAGES = (ROOT / "tests" / "cases" / "covers.txt").read_text(encoding="utf-8").split("\n## ")[1:]
CASES = {name: page for name, _, page in (each.partition("\n") for each in _PAGES)}
_LANGUAGES = {"French": "fr", "Spanish": "es", "Russian": "ru", "Arabic": "ar", "Chinese": "zh"}
_TOLD = {
    "text": "a line before the first heading stays text: “{}”",
    "place": "a line before the first heading belongs under “contact:” in the front matter: “{}”",
}
_SUBTITLE = '<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/></w:style>'


def paragraph(line: str) -> str:
    if line == "-":
        return p("")
    look, text = re.fullmatch(r"([bctso.]+[0-9]*) (.*)", line).groups()  # type: ignore[union-attr]
    size = "".join(filter(str.isdigit, look))
    properties = ("<w:b/>" if "b" in look else "") + (f'<w:sz w:val="{int(size) * 2}"/>' if size else "")
    runs = "<w:r><w:br/></w:r>".join(run(each, properties) for each in text.split("/"))
    style = {"t": "Title", "s": "Subtitle"}.get(look, "")
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>' if look == "o" else ""
    return p(runs, style, listed + ('<w:jc w:val="center"/>' if "c" in look else ""))


def block(line: str) -> str:
    if "|" not in line:
        return paragraph(line)
    cells = ("".join(map(paragraph, cell.split("/"))) for cell in line.split("|") if cell)
    return "<w:tbl><w:tr>" + "".join(f"<w:tc>{each}</w:tc>" for each in cells) + "</w:tr></w:tbl>"


def draft(page: str, lang: str, *, styled: bool) -> bytes:
    """A page with a text of three sections below it; rows that follow each other are one table."""
    body = "".join(map(block, page.splitlines())).replace("</w:tbl><w:tbl>", "")
    for number, heading in enumerate(("Introduction", "Law", "Practice"), 1):
        body += p(heading, "H1") if styled else p(run(heading, "<w:b/>"))
        body += p(f"{number}. The schools of the islands have no water.")
    said = f'<w:lang w:val="{lang}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{said}</w:rPr></w:rPrDefault></w:docDefaults>{HEADING}"
    return made(body, styles=styles + _SUBTITLE, numbering=NUMBERING)


@pytest.mark.parametrize("styled", [True, False], ids=["styled", "bold"])
@pytest.mark.parametrize("name", CASES)
def test_a_first_page_is_imported_as_a_reader_sees_it(name: str, styled: bool) -> None:
    page, _, right = CASES[name].partition("\n=\n")
    lang = _LANGUAGES.get(name, "en")
    converted = convert(draft(page, lang, styled=styled), "draft.docx", Path("r.md"), lambda _: None)
    matter, _, text = converted.text.partition("\n---\n\n")
    told = [message_of(each.facts) for each in converted.losses]
    lines = [tuple(line.split(": ", 1)) for line in right.splitlines() if line and line[0] != "?"]
    left = [(key, said) for key, said in lines if key in _TOLD]
    listed = [line[2:] for line in right.splitlines() if line.startswith("?")]
    assert sorted(told) == sorted([*listed, *(_TOLD[key].format(each.strip("*")) for key, each in left)])
    blocks = text.partition("# Introduction")[0].split("\n\n")[:-1]
    assert [each for each in blocks if not each.startswith("| ")] == [each for _, each in left]
    assert said_in(matter) == {*lines} - {*left}


def said_in(matter: str) -> set[tuple[str, str]]:
    """What a front matter says, as the cases say it."""
    import yaml

    said: dict[str, Any] = yaml.safe_load(matter.removeprefix("---\n"))
    by = {("by", each["name"]) for each in said.pop("submitted-by", ())}
    assert all(set(each) == {"name"} for each in said.get("submitted-by", ())) or by
    return by | {(key, each) for key, each in said.items() if key not in ("lang", "headings")}
