"""Texts that have one home: format names in their table, codes and sentences of findings in the catalogue."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.modules import MODULES, ROOT, imports, name_of, nodes_of
from toolchain.formats.table import OURS

OURS_ARE_IN = "toolchain.formats.table"
SERIES = "ACDLNPRSTUVX"
CODE = re.compile(rf"\b[{SERIES}]\d{{3}}\b|[{SERIES}]\]?\d*\\d")
"""A code, alone or in a longer text, and an expression that finds some."""

# Here these words are something else: a finding's name, a form of report, a name in another library.
NO_FORMATS = {
    ("toolchain.rules.outputs_epub", "epub"): 1,
    ("toolchain.cli.actions", "html"): 1,
    ("toolchain.cli.actions.status", "html"): 1,
    ("toolchain.cli.checking", "html"): 2,
    ("toolchain.cli.overviews", "html"): 2,
    ("toolchain.readers.markdown.parser", "html"): 1,
    ("toolchain.formats.bidi.embeddings", "pdf"): 2,  # the control character
}
MADE_OF = {"epub": ("html",)}
"""Formats whose files have those of others inside."""


def texts_of(nodes: Iterable[ast.AST]) -> Iterator[ast.Constant]:
    """Yield the texts of a module, without docstrings."""
    nodes = tuple(nodes)
    docstrings = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


def of_format(*names: str) -> set[str]:
    """Return the words that mean a format: its name, its suffixes, its media type."""
    return {
        word for name in names for each in [OURS[name]] for word in (name, *each.suffixes, each.media_type)
    }


def format_names(nodes: Iterable[ast.AST], name: str) -> Iterator[str]:
    """Yield the names of formats that a module has as texts of its own, but for the format that it is of."""
    own = {*name.split(".")} & OURS.keys()
    known = of_format(*OURS) - of_format(*own, *(inner for each in own for inner in MADE_OF.get(each, ())))
    for node in texts_of(nodes):
        words = str(node.value).lower().replace(",", " ").split()
        if all(word in of_format(*OURS) for word in words):
            yield from (word for word in words if word in known)


def test_formats_are_named_in_their_table_and_their_own_packages_only() -> None:
    """Everybody else asks a format's record, so that a format of another package has the same answers."""
    named = ((name, nodes_of(path)) for path in MODULES if (name := name_of(path)) != OURS_ARE_IN)
    assert Counter((name, each) for name, nodes in named for each in format_names(nodes, name)) == NO_FORMATS


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("pipeline.stamps", 'form == "docx"'),
        ("pipeline.stamps", 'form in "html, pdf".split()'),
        ("pipeline.stamps", 'path.suffix == ".HTM".lower()'),
        ("pipeline.stamps", 'media == "application/pdf"'),
        ("formats.docx.package", 'match form:\n    case "pdf": pass'),
    ],
)
def test_a_format_s_name_is_seen(module: str, code: str) -> None:
    assert list(format_names(ast.walk(ast.parse(code)), module))


def test_a_format_s_own_name_is_not() -> None:
    assert list(format_names(ast.walk(ast.parse('"html"; ".epub"; "epub files"')), "formats.epub.book")) == []


def is_rule_module(path: Path) -> bool:
    return "rules" in path.relative_to(ROOT).parts


def codes(nodes: Sequence[ast.AST]) -> Iterator[int]:
    """Yield the lines with a code, with an expression for codes, or with one put together or taken apart."""
    yield from (node.lineno for node in texts_of(nodes) if CODE.search(str(node.value)))
    for node in nodes:
        if isinstance(node, ast.JoinedStr) and len(node.values) > 1:
            first = node.values[0]
            if isinstance(first, ast.Constant) and re.fullmatch(rf"[{SERIES}]\d*", str(first.value)):
                yield node.lineno
        elif isinstance(node, ast.Subscript | ast.Attribute) and getattr(node.value, "attr", "") == "code":
            if not isinstance(node, ast.Attribute) or node.attr not in ("lower", "split", "startswith"):
                yield node.lineno
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".code.startswith"):
            yield from (node.lineno for each in node.args if not isinstance(each, ast.Attribute))


def elsewhere(look: Callable[[Sequence[ast.AST]], Iterable[int]], *, rules: bool = False) -> list[str]:
    """Return the places that `look` finds in our modules, those of the catalogue only if they count."""
    paths = (path for path in MODULES if rules or not is_rule_module(path))
    return [f"{name_of(path)}:{line}" for path in paths for line in look(nodes_of(path))]


def test_codes_are_literals_in_the_catalogue_only() -> None:
    """Everybody else names the case of a rule, which an editor can follow."""
    assert [each for each in elsewhere(codes) if not each.startswith(OURS_ARE_IN)] == []  # they name checks


CODES = ['{"N102": 1}', '"N102 R201".split()', 'found.code.startswith("X8")', 'found.code[0] == "N"']
CODES += [
    'f"N{number:03}"',
    're.compile(r"[XR]8\\d\\d")',
    'said("X804 is not looked for")',
    "rule.code.strip()",
]


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_seen(code: str) -> None:
    assert list(codes([*ast.walk(ast.parse(code))]))


def test_what_is_no_code_is_not_seen() -> None:
    code = '"""Yield N102."""; "A4"; "E/C12"; one.code.lower(); code.startswith(topic.codes)'
    assert list(codes([*ast.walk(ast.parse(code))])) == []


IN_ENGLISH = re.compile(r"(?<![\w<.&/#-])[a-z]{2,}(?: [a-z]{2,})+(?![\w=>:;(/-])")
"""Two words or more, as in a sentence; names of elements and commands are not."""
NO_SENTENCES = {
    "toolchain.cli.building": 1,  # help of an option, which goes through the catalogue as a whole
    "toolchain.word.cleaning.parts": 1,  # likewise
    "toolchain.compare.versions.frozen": 1,  # a command to type, like the next three
    "toolchain.formats.needs": 2,
    "toolchain.pipeline.send_check.gathering": 1,
    "toolchain.reports.code_hosts": 1,
    "toolchain.reports.explaining": 1,  # documentation, which is in English
    "toolchain.recipients.schema": 1,
    "toolchain.servers.preview.app": 1,  # JavaScript
    "toolchain.writers.docx.counting": 1,  # the name of a style
    "toolchain.formats.docx.invisible": 1,  # XPath
    "toolchain.editing.merging.nowhere": 1,  # the words of Word
}


def put_together(nodes: Sequence[ast.AST]) -> Iterator[int]:
    """Yield the lines where English words and values become one text, but for errors of programmers."""
    raised = {id(each) for node in nodes if isinstance(node, ast.Raise) for each in ast.walk(node)}
    for node in nodes:
        if id(node) not in raised and any(IN_ENGLISH.search(text) for text in joined(node)):
            yield getattr(node, "lineno", 0)


def joined(node: ast.AST) -> Iterator[str]:
    """Yield the texts of the code that an expression joins with others."""
    parts: Sequence[ast.AST] = ()
    if isinstance(node, ast.JoinedStr):
        parts = node.values
    elif isinstance(node, ast.BinOp):
        parts = (node.left, node.right)
    elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("format", "join", "replace"):
        parts = (getattr(node.func, "value", node),)
    for part in parts:
        yield from (str(each.value) for each in texts_of([part]))


def told_in_words(nodes: Sequence[ast.AST]) -> Iterator[int]:
    """Yield the lines with a finding, or another thing to report, that is given a text and no facts."""
    for node in nodes:
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in ("Finding", "Related", "Loss"):
            facts = [*node.args[1:2], *(each.value for each in node.keywords if each.arg == "facts")]
            if any(isinstance(each, ast.JoinedStr | ast.Constant | ast.BinOp) for each in facts):
                yield node.lineno


def test_sentences_are_made_in_reports_only() -> None:
    assert elsewhere(told_in_words, rules=True) == []


def test_no_sentence_is_put_together() -> None:
    """Write `said("… {fact}", fact=…)`, or a case of a rule: both can be translated."""
    assert Counter(each.split(":")[0] for each in elsewhere(put_together)) == NO_SENTENCES


SENTENCES = [
    "Finding(span, f'{one} is')",
    "d.Finding(span, facts='the name ' + n)",
    "Wrong(what=f'the name of {n}')",
]
SENTENCES += ["print('there are ' + str(n))", "message(found) + ': in the package'", "'%s is wrong here' % n"]
SENTENCES += [
    "' of the '.join((one, n))",
    "'{} is wrong here'.format(n)",
    "'# is wrong here'.replace('#', n)",
]


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_in_code_is_seen(code: str) -> None:
    nodes = [*ast.walk(ast.parse(code))]
    assert [*told_in_words(nodes), *put_together(nodes)]


MESSAGES = {"message", "help_line", "message_of", "help_of"}
"""The functions of `reports.sentences`."""
SHOWS_SENTENCES = ("reports", "cli", "servers", "api", "pipeline.send_check", "plugins")
OF_OTHERS = {"error.message", "failure.message", "below.help", "option.help", "facts.message"}
"""Of libraries, of the command's own options, and of what epubcheck says."""


def sentences_read(nodes: Sequence[ast.AST]) -> Iterator[int]:
    """Yield the lines where somebody asks for the sentence of a finding, or looks into one."""
    for node in nodes:
        if isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).rpartition(".")[2]
            read = node.attr in ("message", "help") and f"{owner}.{node.attr}" not in OF_OTHERS
            if (read or (node.attr == "says" and owner == "facts")) and owner != "templates":
                yield node.lineno
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "getattr":
            yield from (
                node.lineno for each in texts_of(node.args) if each.value in ("message", "help", "says")
            )
        elif isinstance(node, ast.Compare):
            parts = (node.left, *node.comparators)
            yield from (
                node.lineno for each in parts if getattr(getattr(each, "func", 0), "id", "") in MESSAGES
            )


def test_nobody_asks_a_finding_for_a_sentence() -> None:
    """`finding.message` and `finding.help` were such ways around `reports.sentences`."""
    assert elsewhere(sentences_read) == []
    shown = [name_of(path) for path in MODULES if "toolchain.reports.sentences" in imports(path)]
    assert [each for each in shown if not each.removeprefix("toolchain.").startswith(SHOWS_SENTENCES)] == []


@pytest.mark.parametrize(
    "code",
    [
        "'page' in each.finding.message",
        "getattr(found, 'message')",
        "message(found) == 'page'",
        "found.facts.says",
    ],
)
def test_a_sentence_that_is_read_is_seen(code: str) -> None:
    assert list(sentences_read([*ast.walk(ast.parse(code))]))


def test_white_space_is_folded_in_one_place() -> None:
    """`wording.fold` does it: a copy here and there would treat a new kind of space in its own way."""
    copies = [
        f"{name_of(path)}:{node.lineno}"
        for path in MODULES
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "join"
        and re.fullmatch(r"' '\.join\([^,]*\.split\(\)\)", ast.unparse(node))
    ]
    assert [each for each in copies if not each.startswith("toolchain.model.wording:")] == []
