"""Which program sets a PDF: from the source, the options and the templates alone."""

from pathlib import Path

import pytest

from tests.support.pages import written
from toolchain.model.facts import Facts
from toolchain.model.front_matter import PdfEngine
from toolchain.project import settings as deciding
from toolchain.project.settings import Decision, Options, pdf_engine
from toolchain.rules.plugins import InLanguage, OwnTemplate
from toolchain.writers.pdf import ENGINES, PdfWriter

# Words of the front matter and options, in any order; files of the user's templates end in a suffix.
CASES = [
    ("", "default", "", ""),
    ("screen.css", "default", "", ""),
    ("epub.css reference.docx", "default", "", ""),
    ("house", "weasyprint", "the house look", ""),
    ("--css", "weasyprint", "--css", ""),
    ("--print-shop", "weasyprint", "--print-shop", ""),
    ("house --css", "weasyprint", "the house look", ""),
    ("page.html.j2", "weasyprint", OwnTemplate("page.html.j2"), ""),
    ("print.css", "weasyprint", OwnTemplate("print.css"), ""),
    ("print-house.css", "weasyprint", OwnTemplate("print-house.css"), ""),
    ("print.typ", "typst", OwnTemplate("print.typ"), ""),
    ("print.typ page.html.j2 print.css", "typst", OwnTemplate("print.typ"), ""),
    ("print.typ house", "weasyprint", "the house look", ""),
    ("print.typ --css", "typst", OwnTemplate("print.typ"), "--css"),
    ("typst", "typst", "", ""),
    ("typst page.html.j2", "typst", "", ""),
    ("typst house", "typst", "", "the house look"),
    ("typst --css", "typst", "", "--css"),
    ("typst --print-shop", "typst", "", "--print-shop"),
    ("weasyprint", "weasyprint", "", ""),
    ("weasyprint house", "weasyprint", "", ""),
    ("weasyprint print.typ", "weasyprint", "", ""),
]


@pytest.mark.parametrize("default", ["typst", "weasyprint"])
@pytest.mark.parametrize("way", ["options", "front matter"])
@pytest.mark.parametrize(("asked", "engine", "why", "cannot"), CASES)
def test_the_engine_follows_from_source_and_options(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    default: PdfEngine,
    way: str,
    asked: str,
    engine: str,
    why: Facts | str,
    cannot: Facts | str,
) -> None:
    monkeypatch.setattr(deciding, "DEFAULT", default)
    words = asked.split()
    templates, style = tmp_path / "templates", tmp_path / "own.css"
    for name in ["own.txt", *(word for word in words if word.rpartition(".")[0])]:
        templates.mkdir(exist_ok=True)
        (templates / name).touch()
    chosen: dict[str, str] = {key: word for word in words if (key := KEYS.get(word))}
    options = Options(
        templates=templates,
        css=style if "--css" in words else None,
        print_shop="--print-shop" in words,
        **(chosen if way == "options" else {}),  # type: ignore[arg-type]
    )
    matter = {key: chosen[key] for key in chosen if way == "front matter"}
    project = written(tmp_path, "1. Text.\n", options, **matter).project
    expected = default if engine == "default" else engine
    assert pdf_engine(project) == Decision(expected, why, cannot)  # type: ignore[arg-type]
    assert PdfWriter().needs(project) == ENGINES[expected]  # type: ignore[index]


@pytest.mark.parametrize(
    ("lang", "decision"),
    [
        ("dv", Decision("weasyprint", InLanguage("dv"))),
        ("syr", Decision("weasyprint", InLanguage("syr"))),
        *((each, Decision("typst")) for each in ("ar-TN", "fa", "ur-PK", "pa-Arab", "he", "ur-Latn")),
    ],
)
def test_some_languages_from_right_to_left_need_weasyprint(
    tmp_path: Path, lang: str, decision: Decision
) -> None:
    assert pdf_engine(written(tmp_path, "1. Text.\n", lang=lang).project) == decision


KEYS = {"house": "look", "typst": "pdf_engine", "weasyprint": "pdf_engine"}
