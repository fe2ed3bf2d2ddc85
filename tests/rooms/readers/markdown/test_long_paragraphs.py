"""A paragraph of 75 kilobytes is read, checked and written as any other: each thing found at its place.

Whatever takes the square of a paragraph's length comes to no end here.
"""

from pathlib import Path

from tests.support.pages import written
from tests.support.proving import prove
from toolchain.model.diagnostics import source_span
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.writers.html import HtmlWriter

SIZE = 75_000
PIECES = (
    "The State party should ensure, by 2030, that children of all regions have access. ",
    "the Convention on the Rights of the Child (CRC) and the CRC, the Committee (ABC), ",
    "“She said ‘no’ to it”, he said, and “it was not ‘asked’ for”; ",
    "see para. [1](#a) above and the figures of that year, which nobody has seen, ",
    "as a study says[^a] and another one does not say,[^a] for reasons of its own, ",
    "[so it is said] in [this and [that other] text of] [the ministry and the court, ",
    "the *whole* of **it** and all that *is* said of it by the ministry and the court, ",
)


def filled(size: int) -> str:
    return "".join(piece * (size // len(PIECES) // len(piece)) for piece in PIECES)


def test_what_stands_at_its_end_is_found_there(tmp_path: Path) -> None:
    start = f"1. {filled(SIZE)}"
    source = tmp_path / "report.md"
    head = "---\ntitle: A\nlang: en\n---\n\n"
    end = "a p\u0430ypal\u200b of [^none] it,and so on. {#a}"
    source.write_text(f"{head}{start}{end}\n\n[^a]: A note.\n", encoding="utf-8")
    found = pipeline.examine([source], Options(), lambda _text: None).diagnostics
    spans = [(each.code, source_span(each.finding.span)) for each in found]
    places = {(code, span.line, span.column - len(start)) for code, span in spans}
    wanted = {"T509": end.index("p\u0430"), "N101": end.index("[^none"), "T506": end.index(",and")}
    assert {(code, 6, at + 1) for code, at in wanted.items()} <= places


def test_nothing_of_it_is_lost(tmp_path: Path) -> None:
    submission = written(tmp_path, f"1. {filled(SIZE // 2)} x. {{#a}}\n\n[^a]: A note.\n")
    page = HtmlWriter().write(*submission)
    assert prove(submission.resolved, page, "report.html", "html") == ()
