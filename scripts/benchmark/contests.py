"""What is compared with what: our commands, theirs on the same text, and the bars of their ratios.

A proof is part of every command of ours that writes an output; WeasyPrint's own command has nothing like it.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from scripts.benchmark.measure import Command
from scripts.benchmark.print_page import font_configuration

PROGRAMS = Path(sys.executable).parent
SUBMISSION, WEASYPRINT = PROGRAMS / "submission", PROGRAMS / "weasyprint"

REPORT, SMALL, LARGE = "report", "310", "3100"
CITED, FOOTNOTES = " cited", " footnotes"
"""The sizes: the report of this repository with its notes typed out, and generated sources of so many
paragraphs; with `CITED` behind it one whose notes cite sources, as those of the report do, with `FOOTNOTES`
one whose notes stand at the foot of the page.
"""

PROOF = "proof of the PDF"
WORD = "check of a DOCX"
NEEDS = {PROOF: "PDF", WORD: "DOCX"}
"""What must be made before."""


@dataclass(frozen=True, slots=True)
class Material:
    """A source, the same text for pandoc, the page for WeasyPrint's command, and a folder to write in."""

    source: Path
    pandoc: Path
    page: Path
    images: Path
    output: Path
    bibliography: Path | None = None


@dataclass(frozen=True, slots=True)
class Contest:
    """Commands of ours and theirs, and by size the ratio of times that is to be kept.

    `bounded`: to grow by a factor of 11 at most and to stay under 300 MB. `no_worse`: in both than theirs.
    `cited`: it is held on sources with citations too, `footnotes`: with footnotes. `slow`: at the largest
    size one run is enough.
    """

    name: str
    ours: Callable[[Material], list[Command]]
    theirs: Callable[[Material], list[Command]]
    bars: Mapping[str, float] = field(default_factory=dict)
    bounded: bool = False
    no_worse: bool = False
    slow: bool = False
    cited: bool = False
    footnotes: bool = False

    def is_held(self, size: str) -> bool:
        """Whether it is held on sources of a size."""
        return (self.cited or not size.endswith(CITED)) and (self.footnotes or not size.endswith(FOOTNOTES))


def print_page(material: Material) -> Command:
    """Makes the page for WeasyPrint's command."""
    return (sys.executable, "-m", "scripts.benchmark.print_page", material.source, material.page)


def _check(material: Material) -> list[Command]:
    return [(SUBMISSION, "check", material.source)]


def _build(material: Material, formats: str) -> list[Command]:
    return [(SUBMISSION, "build", material.source, "--to", formats, "--output", material.output, "--force")]


def _proof(material: Material) -> list[Command]:
    pdf = material.output / f"{material.source.stem}.pdf"
    return [(SUBMISSION, "check", pdf, "--against", material.source)]


def _word(material: Material) -> list[Command]:
    document = material.output / f"{material.source.stem}.docx"
    return [(sys.executable, "-m", "scripts.benchmark.without_schema", document)]


def _read_by_pandoc(material: Material) -> Command:
    import pypandoc

    made = material.output / "pandoc"
    return (pypandoc.get_pandoc_path(), made.with_suffix(".docx"), "--output", made.with_suffix(".txt"))


def _pandoc(material: Material, suffix: str) -> Command:
    import pypandoc

    made, images = material.output / f"pandoc.{suffix}", f"--resource-path={material.images}"
    sources = material.bibliography
    citeproc = ("--citeproc", f"--bibliography={sources}") if sources else ()
    engine = (f"--pdf-engine={WEASYPRINT}",) if suffix == "pdf" else ()
    pandoc = (pypandoc.get_pandoc_path(), "--standalone", images, material.pandoc)
    return (*pandoc, "--output", made, *citeproc, *engine)


def _weasyprint(material: Material) -> list[Command]:
    """Their command, to which our fonts are those of the machine: as quick as it finds any."""
    fonts = ("env", f"FONTCONFIG_FILE={font_configuration(material.page)}")
    made = material.output / "weasyprint.pdf"
    return [(*fonts, WEASYPRINT, "--pdf-variant", "pdf/a-3a", material.page, made)]


CONTESTS = (
    Contest(
        "check",
        _check,
        lambda it: [_pandoc(replace(it, bibliography=None), "html")],  # it cites nothing, as a check does not
        {REPORT: 1.3, REPORT + CITED: 1.3},
        bounded=True,
        cited=True,
    ),
    Contest(
        "DOCX",
        lambda it: _build(it, "docx"),
        lambda it: [_pandoc(it, "docx")],
        {REPORT: 1.7, LARGE: 0.4, LARGE + CITED: 0.6},
        bounded=True,
        cited=True,
    ),
    Contest(WORD, _word, lambda it: [_read_by_pandoc(it)], bounded=True),
    Contest(
        "HTML",
        lambda it: _build(it, "html"),
        lambda it: [_pandoc(it, "html")],
        {REPORT: 1.5, LARGE: 0.3},
        bounded=True,
    ),
    Contest(
        "EPUB",
        lambda it: _build(it, "epub"),
        lambda it: [_pandoc(it, "epub")],
        {REPORT: 1.7, LARGE: 0.4},
        bounded=True,
    ),
    Contest(
        "PDF",
        lambda it: _build(it, "pdf"),
        _weasyprint,
        {REPORT: 0.48, REPORT + FOOTNOTES: 0.4, SMALL: 0.25, SMALL + FOOTNOTES: 0.15, LARGE: 0.28},
        no_worse=True,
        slow=True,
        footnotes=True,
    ),
    Contest(PROOF, _proof, _weasyprint, slow=True),
    Contest(
        "all three",
        lambda it: _build(it, "docx,html,pdf"),
        lambda it: [_pandoc(it, suffix) for suffix in ("docx", "html", "pdf")],
        {REPORT: 0.45},
        slow=True,
    ),
)
