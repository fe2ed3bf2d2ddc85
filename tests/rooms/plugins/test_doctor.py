"""`submission doctor`: what outputs and checks need, what is here, what is missing, and what brings it."""

import json
import re
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from tests.support.command import Run, project, run
from tests.support.strangers import A_WRITER, Strangers
from toolchain.formats.needs import Need
from toolchain.formats.pdf.file import opened
from toolchain.model.diagnostics import Failure
from toolchain.plugins import doctor
from toolchain.plugins import registry as plugins
from toolchain.rules.inputs import PackageMissing
from toolchain.rules.plugins import NotInstalled
from toolchain.writers.pdf import PdfWriter

__all__ = ["project", "run"]  # fixtures


def states(run: Run) -> dict[str, str]:
    return {
        each["name"]: each["state"] for each in json.loads(run("doctor", "--format", "json").out)["needs"]
    }


def test_all_outputs_and_tools_are_listed(run: Run, project: Path) -> None:
    assert list(states(run)) == [
        "docx",
        "epub",
        "html",
        "pdf, look of the United Nations",
        "pdf, house look, --css and --print-shop, with Pango",
        "plain",
        "docx, check against Word's schema",
        "docx, --page-numbers, and limits on pages",
        "pdf, fonts for Chinese, Japanese and Korean",
        "pdf, check against PDF/UA and PDF/A",
        "epub, check with epubcheck",
        "epub, run of epubcheck",
        "--cluster",
        "preview",
        "lsp",
        "translate --to po",
        "phone numbers",
        "matrix -o matrix.xlsx",
        "styles of Zotero",
    ]


def test_what_only_a_check_needs_is_optional(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Need, "find", lambda _: "")
    monkeypatch.setattr(plugins, "missing_library", lambda _: None)
    ran = run("doctor")
    assert (ran.status, ran.err) == (0, "")
    assert "optional  pdf, check against PDF/UA and PDF/A: page-validation is not installed\n" in ran.out
    assert "          to install it, type: " in ran.out
    assert re.search("fonts-chinese is not installed; run `.* ./fonts-chinese` in the folder of", ran.out)
    assert ran.out.endswith("\n13 optional\n")


def test_what_an_output_needs_is_missing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugins, "missing_library", lambda modules: NotInstalled(modules[0]))
    ran = run("doctor")
    assert ran.status == 1
    assert "missing   docx: the Python package docx is not installed\n" in ran.out
    assert ' install "python-docx<1.3,>=1.2"\n' in ran.out
    assert "missing   pdf, look of the United Nations: the Python package typst is not installed\n" in ran.out
    assert ' install "typst<0.16,>=0.15.2"\n' in ran.out
    for_all = doctor._command(NotInstalled("pikepdf"), plugins.OURS)
    assert for_all.endswith(""" "pikepdf<10; sys_platform == 'darwin'" "pikepdf<11,>=9.11\"""")
    assert all("pikepdf" in modules for modules in PdfWriter().ways.values())


def test_a_program_that_does_not_start_is_missing(tmp_path: Path) -> None:
    program = tmp_path / "java"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    assert doctor._found(Need("Java", programs=(str(program),))) == str(program)
    assert doctor._found(Need("Java", programs=(str(program),), asked="-version")) == ""
    program.write_text("#!/bin/sh\necho one >&2\necho two >&2\n", encoding="utf-8")
    assert doctor._found(Need("Java", programs=(str(program),), asked="-version")) == "one"


def test_other_packages_are_listed(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strangers = Strangers(tmp_path / "more", monkeypatch)
    needy = A_WRITER.replace("()\n", '("absent_module_x",)\n', 1).replace('"plain"', '"needy"')
    strangers.install("needy-tools", needy, writers="needy = needy_tools:Plain")
    strangers.install("bad-tools", "1 / 0", writers="bad = bad_tools:Plain")
    ran = run("doctor")
    assert ran.status == 1
    assert "ok        plain: nothing is needed\n" in ran.out
    assert "missing   needy: the Python package absent_module_x is not installed\n" in ran.out
    assert "missing   bad: this plug-in cannot be loaded: ZeroDivisionError: division by zero" in ran.out


@pytest.mark.parametrize(
    ("lang", "number", "total"),
    [("fr", 1, "1 manque"), ("fr", 2, "2 manquent"), ("es", 2, "2 faltan"), ("en", 2, "2 missing")],
)
def test_what_is_missing_agrees_with_its_number(
    monkeypatch: pytest.MonkeyPatch, lang: str, number: int, total: str
) -> None:
    monkeypatch.setenv("SUBMISSION_UI_LANG", lang)
    rows = [doctor.Row("x", "missing", (), "z", "z")] * number
    assert doctor.as_text(rows).endswith(f"\n{total}")


def test_a_package_that_is_here_by_half(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of `importlib_metadata`, which some libraries load, each question about such a package is an error."""

    def half(*_: str) -> NoReturn:
        raise FileNotFoundError("No package metadata was found.")

    monkeypatch.setattr(doctor, "packages_distributions", half)
    monkeypatch.setattr("importlib.metadata.requires", half)
    assert "ok        html: jinja2\n" in run("doctor").out
    assert doctor._command(NotInstalled("absent_module_x"), "needy-tools") == ""


def test_a_pdf_without_the_library_that_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    line = doctor._command(NotInstalled("pikepdf"), plugins.OURS)
    with pytest.raises(Failure) as caught, opened(b"%PDF-1.7", "a.pdf"):
        pass
    assert [each.facts for each in caught.value.findings] == [PackageMissing("pikepdf", line)]
