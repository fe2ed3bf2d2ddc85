"""The records of our formats: what they name is there, and they are those of our writers and readers."""

from collections.abc import Iterator

import pytest

from toolchain.formats.needs import Need
from toolchain.formats.table import DOCX, OURS, PDF, SOURCES, Format, Tool, loaded
from toolchain.plugins import registry
from toolchain.plugins.formats import format_of
from toolchain.project.settings import Options

FUNCTIONS = [name for name, kind in Format.__annotations__.items() if kind == "Function"]


def named() -> Iterator[tuple[str, str, str]]:
    for known in OURS.values():
        yield from ((known.name, each, target) for each in FUNCTIONS if (target := getattr(known, each)))


@pytest.mark.parametrize(("form", "what", "target"), [*named()])
def test_every_function_of_a_record_is_there(form: str, what: str, target: str) -> None:
    assert callable(loaded(target))


def test_what_a_record_can_name() -> None:
    assert len(FUNCTIONS) == 10
    assert {what for _, what, _ in named()} == set(FUNCTIONS) - {"left_out"}  # which ours say by their tools


def test_what_is_left_out_of_checks() -> None:
    tool = Tool("check", Need("needy", module="absent_module_x"), "X is not looked for")
    other = Tool("option", Need("other", module="absent_module_x"))
    known = Format("x", (".x",), "text/x", checks=len, tools=(tool, other), left_out=lambda: ("Y is not",))
    assert known.unchecked() == (f"X is not looked for: {tool.need.command()}", "Y is not")


def test_the_records_are_those_of_our_writers() -> None:
    ours = [plugin for plugin in registry.registered(registry.WRITERS).values() if plugin.is_ours]
    assert {plugin.name: registry.load_writer(plugin).format for plugin in ours} == OURS


@pytest.mark.parametrize("known", [*OURS.values()], ids=lambda known: known.name)
def test_its_reader_reads_its_suffixes(known: Format) -> None:
    plugin = registry.registered(registry.READERS)[known.name]
    assert tuple(registry.load_reader(plugin).suffixes) == known.suffixes


def test_the_options_are_those_of_a_build() -> None:
    assert {option for known in OURS.values() for option in known.options} <= set(Options.__struct_fields__)


def test_a_format_is_known_by_its_suffix() -> None:
    assert [format_of(name) for name in ("A.DOCX", "x/y.pdf", "a.md", "a.markdown", "a", "a.docx.zip")] == [
        DOCX, PDF, None, None, None, None,
    ]  # fmt: skip
    assert {format_of(f"x{suffix}") for suffix in (".html", ".htm")} == {OURS["html"]}
    assert not {suffix for known in OURS.values() for suffix in known.suffixes} & set(SOURCES)


def test_how_names_of_outputs_end() -> None:
    assert {known.name: known.suffix for known in OURS.values()} == {
        "docx": ".docx", "pdf": ".pdf", "html": ".html", "epub": ".epub",
    }  # fmt: skip
    assert [known.press_suffix for known in OURS.values() if known.press_suffix] == ["-print.pdf"]
