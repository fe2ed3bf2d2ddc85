"""What is changed inside libraries: each change is described, known to its last line, and still needed."""

from __future__ import annotations

import ctypes.util
import hashlib
import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.judges.validators import need_module
from tests.support.pages import ROOT, WEASYPRINT, written
from tests.support.proving import prove
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.weasyprint.patches import library_search, targets

pytestmark = pytest.mark.usefixtures("weasyprint")

FOLDERS = sorted((ROOT / "toolchain").rglob("patches"))
PATCHES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for folder in FOLDERS
    for path in folder.glob("*.py")
    if path.stem != "__init__"
)
WEASYPRINT_PATCHES = "toolchain.writers.pdf.weasyprint.patches"


def source_of(name: str) -> str:
    """The source of a function of a library by its full name."""
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            found: Any = importlib.import_module(".".join(parts[:length]))
        except ImportError:
            continue
        for part in parts[length:]:
            found = inspect.getattr_static(found, part)
        if isinstance(found, property):
            found = found.fget
        return inspect.getsource(found)
    raise AssertionError(f"{name} does not exist")


def hashed(name: str) -> str:
    return hashlib.sha256(source_of(name).encode()).hexdigest()[:16]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_patched_functions_are_those_that_the_patches_were_made_for(folder: Path) -> None:
    """What this names is the work that a new release makes: read it, change the patch, then the hash."""
    need_module("weasyprint", "weasyprint")
    known = tomllib.loads((folder / "functions.toml").read_text(encoding="utf-8"))
    package = ".".join(folder.relative_to(ROOT).parts)
    patches = [importlib.import_module(patch) for patch in PATCHES if patch.startswith(f"{package}.")]
    now = {name: hashed(name) for patch in patches for name in patch.PATCHED}
    assert {name for name, value in now.items() if known.get(name) != value} == set()
    assert set(known) == set(now)


@pytest.mark.parametrize("patch", PATCHES)
def test_a_patch_says_what_it_was_made_for_and_where_upstream_knows_of_it(patch: str) -> None:
    said = importlib.import_module(patch).__doc__ or ""
    assert re.search(r"^Made for: (WeasyPrint|pydyf|python-docx) [\d.]+\.$", said, re.MULTILINE)
    assert re.search(
        r"^Upstream: (none known\.|https://github\.com/\S+/(issues|pull)/\d+)$", said, re.MULTILINE
    )


# What each patch is needed for: each of these fails when the library needs the patch no longer.


def found_without(patch: str, name: str, submission: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Codes of what the proof finds in a PDF that is made without a patch."""
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()
    monkeypatch.setattr(f"{WEASYPRINT_PATCHES}.{patch}.{name}", nullcontext)
    data = PdfWriter().write(*submission)
    return sorted({each.rule.code for each in prove(submission.resolved, data, "x.pdf", "pdf")})


def plain_pdf(body: str, **options: Any) -> bytes:
    """A PDF of WeasyPrint alone, not packed."""
    from toolchain.writers.pdf.weasyprint.start import weasyprint

    page = f"<html lang=en><title>A title</title><body>{body}</body></html>"
    data: bytes = weasyprint.HTML(string=page).write_pdf(uncompressed_pdf=True, **options)
    return data


@pytest.mark.usefixtures("weasyprint")
def test_characters_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = written(tmp_path, "1. الأَطْفَال والأطفال", lang="ar")
    assert found_without("characters", "known_characters", submission, monkeypatch) == ["D906"]


@pytest.mark.usefixtures("weasyprint")
def test_hyphens_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    divided = "non-discrimination anti\u00adconstitution\u00adally and/or state—party "
    body = "\n\n".join(
        f"{number}. {'i' * number} {divided * 6}{'of' * number} {divided * 4}" for number in range(1, 25)
    )
    assert found_without("hyphens", "shown_hyphens", written(tmp_path, body), monkeypatch) == ["D900"]


@pytest.mark.usefixtures("weasyprint")
def test_footnotes_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the other function of this patch, the notes of `test_together` stand on other pages."""
    body = f"1. {'word ' * 40}[^a]\n\n2. {'word ' * 40}[^b]\n\n[^a]: It.\n\n[^b]: {'noted ' * 1200}"
    submission = written(tmp_path, body, notes="footnotes")
    assert found_without("footnotes", "divided_footnotes", submission, monkeypatch) == ["D908"]


def test_library_search_is_needed() -> None:
    """Each of these searches starts processes."""
    code = (
        "import ctypes.util; asked = []; ctypes.util.find_library = asked.append; "
        "import weasyprint; print(len(asked))"
    )
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) > 0


def test_libraries_of_homebrew_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "libpango-1.0.dylib").touch()
    monkeypatch.setattr(library_search, "HOMEBREW", tmp_path)
    monkeypatch.setattr(library_search, "_find", lambda name: None)
    monkeypatch.setattr(sys, "platform", "darwin")
    with library_search.no_library_search():
        found = [ctypes.util.find_library(name) for name in ("libpango-1.0-0", "pango-1.0", "gobject-2.0")]
    assert found == [None, str(tmp_path / "libpango-1.0.dylib"), None]


def test_origins_is_needed() -> None:
    body = "<p>" + "It goes on, with more words than a page can hold. " * 200 + "</p>"
    tags = re.findall(rb"/S /P\b", plain_pdf(body, pdf_variant="pdf/ua-1"))
    assert len(tags) > 1


def test_own_fonts_is_needed() -> None:
    """No fonts can be given to WeasyPrint's own configuration."""
    from weasyprint.text.fonts import FontConfiguration

    assert list(inspect.signature(FontConfiguration.__init__).parameters) == ["self"]


def test_page_references_is_needed() -> None:
    import pydyf

    document = pydyf.PDF()
    document.add_page(pydyf.Dictionary({"Type": "/Page"}))
    assert document.page_references is not document.page_references


@pytest.mark.usefixtures("weasyprint")
def test_spaces_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = written(tmp_path, "1. *Human* **Rights** Council")
    assert found_without("spaces", "shown_spaces", submission, monkeypatch) == ["D906"]


@pytest.mark.usefixtures("weasyprint")
def test_tables_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table higher than the empty half of a page is on both pages; without the patch on the next one."""
    rows = f"     | one | {'words of a cell ' * 20} |\n" * 9
    body = f"1. {'Words. ' * 350}\n\n     | A | B |\n     |---|---|\n{rows}"
    submission = written(tmp_path, body, WEASYPRINT)

    def pages_with_rows() -> list[int]:
        data = pypdfium2.PdfDocument(PdfWriter().write(*submission))
        return [page.get_textpage().get_text_range().count("one") for page in data]

    assert all(pages_with_rows()[-2:])
    monkeypatch.setattr(f"{WEASYPRINT_PATCHES}.tables.filled_pages", nullcontext)
    assert pages_with_rows()[-2:] == [0, 9]


@pytest.mark.usefixtures("weasyprint")
def test_targets_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Contents that need another page for their numbers move the headings."""
    body = """<style>@page { size: 300px 400px; margin: 20px } p, h2 { margin: 0; font: 12px/14px serif }
    nav { width: 150px; break-after: page }
    a::after { content: " " target-counter(attr(href), page) }</style>"""
    body += f"<nav>{''.join(f'<p><a href=#h{at}>Heading of part {at} xx</a></p>' for at in range(30))}</nav>"
    body += "".join(f"<h2 id=h{at}>Head {at}</h2><p>{'text ' * 160}</p>" for at in range(30))

    def false_numbers() -> int:
        with targets.named_targets():
            data = plain_pdf(body)
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
        at = {
            head: number for number, text in enumerate(pages, 1) for head in re.findall(r"\bHead (\d+)", text)
        }
        said = dict(re.findall(r"part (\d+)\s+xx\s+(\d+)", "\n".join(pages)))
        assert len(said) == len(at) == 30
        return sum(int(said[head]) != number for head, number in at.items())

    assert false_numbers() == 0
    monkeypatch.setattr(targets, "named_targets", nullcontext)
    assert false_numbers() > 0
