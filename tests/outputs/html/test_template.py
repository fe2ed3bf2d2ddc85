"""Templates of the user's own: one clear failure for each mistake, and no way out of the page."""

import re
from pathlib import Path

import pytest

from tests.support.pages import RICH, Page, html, read
from tests.support.said import saying
from toolchain.data import packaged_templates
from toolchain.model.diagnostics import Failure, source_span
from toolchain.project.settings import Options
from toolchain.reports.sentences import help_line, message

OURS = packaged_templates()


def page_with(folder: Path, **files: str) -> str:
    """The rich page with the user's page.html.j2 (`page`) and screen.css (`screen`) in place of ours."""
    names = {"page": "page.html.j2", "screen": "screen.css"}
    for key, text in files.items():
        (folder / names.get(key, key)).write_text(text, encoding="utf-8")
    return html(read(RICH, Options(templates=folder)))


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("<p>\n{% if %}\n", 2, "Expected an expression"),
        ("<p>\n\n{{ title", 3, "unexpected end"),
        ("{{ titel }}", 1, "'titel' is undefined"),
        ("\n{{ title }}\n{{ draft.nothing.more }}", 3, "nothing"),
        ("\n{{ term('nothing') }}", 2, "nothing"),
        ("\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{% include '/etc/passwd' %}", 1, "/etc/passwd"),
        ("\n{% include '../secret' %}", 2, "../secret"),
        ("{% include 'missing.j2' %}", 1, "no such template"),
        ("\n{{ ''.__class__.__mro__ }}", 2, "unsafe"),
        ("\n{{ term.__self__.resolved }}", 2, "unsafe"),
        ("{% for n in range(10 ** 9) %}{% endfor %}", 1, "too big"),
    ],
)
def test_a_mistake_is_reported_at_its_line(template: str, line: int, said: str, tmp_path: Path) -> None:
    with pytest.raises(Failure) as failure:
        page_with(tmp_path, page=template)
    (defect,) = failure.value.findings
    assert defect.rule.code in ("S012", "S019")  # a mistake, or a file that is not there
    assert said in message(defect)
    assert help_line(defect)
    if "no such" not in said:
        span = source_span(defect.span)
        assert (Path(span.path).name, span.line) == ("page.html.j2", line)


def test_a_template_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "screen.css").write_bytes(b"\xff\xfe")
    with pytest.raises(Failure, check=saying("the file is in UTF-16")):
        html(read(RICH, Options(templates=tmp_path)))


def test_a_style_sheet_cannot_end_its_element(tmp_path: Path) -> None:
    text = page_with(tmp_path, screen="p::after { content: '</style><script>alert(1)</script>' }")
    assert "alert" not in text.partition("</style>")[2]
    assert text.count("</style>") == 1


def test_a_script_cannot_end_its_element(tmp_path: Path) -> None:
    script = "const a = '</script><!-- <SCRIPT>'; // a comment\n"
    text = page_with(tmp_path, **{"page.js": script})
    assert r"const a = '\x3C/script>\x3C!-- \x3CSCRIPT>'; // a comment" in text
    assert text.count("</script>") == 2


def test_a_template_can_include_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "imprint.j2").write_text("<p>{{ plain_title }}</p>", encoding="utf-8")
    assert page_with(tmp_path, page="{% include 'imprint.j2' %}") == "<p>Report with all its parts</p>"


def test_texts_are_escaped_and_markup_is_not(tmp_path: Path) -> None:
    text = page_with(tmp_path, page="{% for pair in named %}{{ pair[1] }} {% endfor %}{{ title }}")
    assert " pages, &lt;paper&gt; Report with all its parts " in text
    assert " Report with <em>all</em> its parts<sup>" in text


def test_our_template_says_all_that_may_be_printed() -> None:
    """The list at its head and what the page is given agree: each name is there and is used."""
    text = (OURS / "page.html.j2").read_text(encoding="utf-8")
    head, body = text.split("#}", 1)
    given = template_variables()
    assert sorted(name for name in given if not re.search(rf"\b{name}\b", head)) == []
    given -= {"public", "statement"}  # for templates of users
    assert sorted(name for name in given if not re.search(rf"\b{name}\b", body)) == []


def template_variables() -> set[str]:
    """The names that the page gives to its template."""
    import ast
    import inspect

    from toolchain.writers.html import page

    function = ast.parse(inspect.getsource(page._variables) + inspect.getsource(page._head))
    keys = (key for node in ast.walk(function) if isinstance(node, ast.Dict) for key in node.keys)
    return {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def test_the_page_needs_no_template_of_the_user() -> None:
    assert Page(read(RICH)).words("//h1") == "Report with all its parts*"
