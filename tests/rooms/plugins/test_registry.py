"""Plug-ins are found without imports, loaded by name, and a broken or double one is one diagnostic."""

import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from scripts.make_messages import cases
from tests.support.examined import our_checks
from tests.support.strangers import A_CHECK, A_WRITER, Strangers
from toolchain.model.diagnostics import Failure, Finding
from toolchain.plugins import registry as plugins
from toolchain.plugins.registry import CHECKS, READERS, WRITERS
from toolchain.reports.sentences import help_line, message
from toolchain.rules.files import InputKind
from toolchain.rules.plugins import NotInstalled, OtherRelease, OtherWordProcessor

Install = Callable[..., None]
CHECKS_OF_OURS = our_checks()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    return Strangers(tmp_path, monkeypatch).install


def fault(action: Callable[[], object]) -> Finding:
    with pytest.raises(Failure) as caught:
        action()
    (defect,) = caught.value.findings
    assert defect.rule.code == "S015"
    return defect


@pytest.mark.parametrize("group", [READERS, WRITERS, CHECKS, "console_scripts"])
def test_finds_what_the_standard_library_finds(group: str) -> None:
    expected = {
        point.name: (point.value, point.dist.name if point.dist else "")
        for point in entry_points(group=group)
    }
    folders = [folder for folder in sys.path if "site-packages" in folder]
    found = {
        plugin.name: (plugin.value, plugin.package.replace("_", "-"))
        for plugin in plugins.registered(group, folders).values()
    }
    assert found.keys() == expected.keys()
    assert {name: value for name, (value, _) in found.items()} == {n: v for n, (v, _) in expected.items()}


def test_a_stranger_s_writer(install: Install) -> None:
    install("other-tools", A_WRITER, writers="plain = other_tools:Plain")
    assert plugins.registered(WRITERS)["plain"].package == "other-tools"
    assert {"docx", "html", "pdf", "plain"} <= plugins.registered(WRITERS).keys()
    assert plugins.writer("plain").format.suffix == ".txt"


def test_finding_imports_nothing(install: Install) -> None:
    install("other-tools", "raise SystemExit('imported')", writers="plain = other_tools:Plain")
    assert "plain" in plugins.registered(WRITERS)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import no_such_module_at_all", "ModuleNotFoundError"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("1 / 0", "ZeroDivisionError"),
        ("def broken(", "SyntaxError"),
        ("Other = 1", "AttributeError"),
        ("class Plain: api = 2", "is made for api 2; this is api 1"),
        ("class Plain: pass", "does not say which api it is made for"),
        (
            "class Plain: api, name, suffix, media_type = 1, 'plain', 'txt', ''",
            "its format has no suffix, or one",
        ),
    ],
)
def test_a_broken_plugin_is_one_diagnostic(install: Install, code: str, said: str) -> None:
    install("other-tools", code, writers="plain = other_tools:Plain")
    finding = fault(lambda: plugins.writer("plain"))
    assert finding.span.path == "other-tools"
    assert finding.span.words == "toolchain.writers, plain"
    assert said in message(finding)
    assert "other-tools" in help_line(finding)


def test_two_writers_of_one_name(install: Install) -> None:
    install("other-tools", A_WRITER, writers="docx = other_tools:Plain")
    finding = fault(lambda: plugins.registered(WRITERS))
    assert "'docx'" in message(finding)
    assert finding.span.path == "other-tools, submission-toolchain"


def test_a_check_with_the_name_of_one_of_ours(install: Install) -> None:
    name = "note-unused"
    install("other-tools", A_CHECK.format(code="ZZ1", name=name), checks="theirs = other_tools")
    checks, (finding,) = plugins.checks()
    assert checks == CHECKS_OF_OURS
    assert name in message(finding)
    assert finding.span.path == "other-tools, submission-toolchain"


def test_a_stranger_s_check(install: Install) -> None:
    install("other-tools", A_CHECK.format(code="ZZ1", name="theirs"), checks="theirs = other_tools")
    checks, faults = plugins.checks()
    codes = [check.code for check in checks]
    assert faults == ()
    assert set(codes) == {"ZZ1"} | {check.code for check in CHECKS_OF_OURS}
    assert codes == sorted(set(codes))


def test_of_a_package_installed_twice_the_first_counts(
    install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("other-tools", A_WRITER, writers="plain = other_tools:Plain")
    install(
        "other-tools", A_WRITER, folder="later", writers="plain = other_tools:Plain\nmore = other_tools:Plain"
    )
    monkeypatch.syspath_prepend(str(tmp_path / "later"))
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "plain" in plugins.registered(WRITERS)
    assert "more" not in plugins.registered(WRITERS)


def test_entry_points_as_the_specification_has_them() -> None:
    text = "# one\n[toolchain.checks]\n; two\nx = a.b  [extra]\ny=c:D.e\n\n[toolchain.checks.more]\nz = f\n"
    assert list(plugins._section(text, CHECKS)) == [("x", "a.b"), ("y", "c:D.e")]


@pytest.mark.parametrize("error", [ImportError("no"), OSError("cannot load library 'libpango-1.0-0'")])
def test_a_missing_library_is_named(
    install: Install, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    raising = f"print('advice')\nraise {type(error).__name__}({error.args[0]!r})"
    needy = A_WRITER.replace("()\n", '("fussy_library",)\n', 1)
    install("fussy-library", raising)
    install("other-tools", needy, writers="plain = other_tools:Plain")
    said = plugins.missing_library(plugins.writer("plain").requires)
    assert said == NotInstalled("fussy_library")
    assert capsys.readouterr().out == ""


def test_a_library_in_another_release_is_named_with_its_version(install: Install) -> None:
    raising = (
        "__version__ = '69.0'\nfrom toolchain.writers.releases import require_release\n"
        "require_release('old_library', '70', 'pip install x')"
    )
    install("old-library", raising)
    needy = A_WRITER.replace("()\n", '("old_library",)\n', 1)
    install("other-tools", needy, writers="plain = other_tools:Plain")
    assert plugins.missing_library(plugins.writer("plain").requires) == OtherRelease(
        "old_library", "69.0", "70", "pip install x"
    )


def test_nothing_is_missing_where_all_is_there(install: Install) -> None:
    install("other-tools", A_WRITER.replace("()\n", '("json",)\n', 1), writers="plain = other_tools:Plain")
    assert plugins.missing_library(plugins.writer("plain").requires) is None


def test_the_reader_for_a_suffix() -> None:
    assert plugins.reader_for(Path("a/REPORT.MD"), "a").name == "markdown"


def test_no_reader_for_a_suffix() -> None:
    with pytest.raises(Failure) as caught:
        plugins.reader_for(Path("report.odt"), "report.odt")
    (defect,) = caught.value.findings
    assert defect.facts == OtherWordProcessor()
    assert defect.span.path == "report.odt"
    with pytest.raises(Failure) as caught:
        plugins.reader_for(Path("report.xyz"), "report.xyz")
    (defect,) = caught.value.findings
    assert defect.rule is InputKind.rule
    assert (
        help_line(defect) == "name a file that can be read: .docx, .epub, .html, .htm, .md, .markdown or .pdf"
    )


def test_every_code_that_is_told_can_be_explained() -> None:
    """Whatever stage finds it, a rule is one of the checks', with a name and a documentation."""
    codes = {case.rule.code for case in cases() if hasattr(case, "rule")}
    known = {check.code: check for check in plugins.checks().usable}
    assert {"S002", "S012", "S013"} <= codes
    assert codes <= known.keys()
    assert [code for code, check in known.items() if not (check.name and check.documentation)] == []
