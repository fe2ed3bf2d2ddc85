"""The rules of the architecture that its syntax trees show: who imports whom, how large, who writes files."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from scripts.make_architecture_page import PACKAGE, ROOMS, page, sentence
from tests.support.modules import MODULES, ROOT, imports, is_ours, name_of, nodes_of

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PLUGINS = {kind: PROJECT["entry-points"][f"toolchain.{kind}"] for kind in ("readers", "writers", "checks")}

RANK = {room: rank for rank, room in enumerate(ROOMS)}
# Who else must not know whom, though it lies below.
APART = {
    *((room, "readers") for room in ("writers", "project", "text", "resolve", "citations", "recipients")),
    ("writers", "text"),  # a writer looks nothing up by its text
    ("checks", "writers"),
}
# These could stand alone: all that they import of ours.
REST_ON = {
    "toolchain.citations.bibliography": {
        "toolchain.citations.bibliography",
        "toolchain.formats.read_bytes",
        "toolchain.model",
        "toolchain.rules",
    },
    "toolchain.citations.style": {"toolchain.citations.style", "toolchain.model", "toolchain.rules"},
}
RESULTS = {
    f"toolchain.resolve.{name}"
    for name in (
        "tables",
        "labels",
        "digests",
        "held",
        "word_count",
        "word_budget",
        "covers",
        "recommendations",
    )
}
ASSEMBLE = {"cli", "pipeline", "project"}  # these resolve documents, and so look further into that room
PAGED_FROM = {("pdf", "html"), ("epub", "html")}  # writers that make their output from another's page
LONGEST = 400  # lines
SHORT, LONG_TOGETHER = 60, 350


def part(name: str) -> str:
    """The room: the folder directly under `toolchain`."""
    return name.split(".")[1] if "." in name else ""


Import = tuple[str, str]  # who imports whom
NAMES_ABOVE = "toolchain.formats.table"  # its records name functions of rooms above, which are loaded late
_NAME = re.compile(r"(toolchain(?:\.\w*)+)(?::\w+)?")


@pytest.fixture(scope="module")
def ours() -> list[Import]:
    """Every import of a module of ours by another one."""
    return [
        (name_of(path), name)
        for path in MODULES
        for name in imports(path)
        if name.split(".")[0] == "toolchain"
    ]


def out_of_order(found: Import) -> bool:
    """A room imports one that lies above it, or one that it has no use for."""
    user, used = map(part, found)
    if used not in RANK:  # the package itself, which says its version
        return False
    if user not in RANK:  # the package itself has nothing of a room; running it is running the command
        return (user, used) != ("__main__", "cli")
    return RANK[used] < RANK[user] or (user, used) in APART


def beyond_results(found: Import) -> bool:
    """Somebody else looks into how resolve works out its results."""
    user, used = map(part, found)
    return used == "resolve" and user not in ASSEMBLE | {"resolve"} and found[1] not in RESULTS


def circle(found: Iterable[Import]) -> list[str]:
    """The first modules that import each other, in a ring; [] where there are none."""
    users: dict[str, set[str]] = {}
    for user, used in found:
        if user != used:
            users.setdefault(user, set()).add(used)
    try:
        TopologicalSorter(users).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def named(user: str, nodes: Iterable[ast.AST]) -> Iterator[Import]:
    """The modules that one can reach without an import: by a text, or as attributes of the package."""
    for node in nodes:
        if isinstance(node, ast.Constant) and (name := _NAME.fullmatch(str(node.value))):
            yield user, name[1]
        elif isinstance(node, ast.Attribute) and ast.unparse(node).startswith("toolchain."):
            yield user, ast.unparse(node)


def with_packages(found: Import) -> Iterator[Import]:
    """An import, and what it runs before: the own modules of the packages around what is imported."""
    user, used = found
    parts = used.split(".")
    yield found
    packages = (".".join(parts[:at]) for at in range(1, len(parts)))
    yield from ((user, each) for each in packages if not f"{user}.".startswith(f"{each}."))


def test_no_modules_import_each_other(ours: list[Import]) -> None:
    """Those under TYPE_CHECKING and inside functions count, and so does what a package's own module takes."""
    assert circle(each for found in ours for each in with_packages(found)) == []


def test_a_circle_through_a_package_is_seen() -> None:
    """`a.one` needs `b.two`, and before it all that the package `b` takes: `b.three`, which needs `a.one`."""
    found = [("a.one", "b.two"), ("b", "b.three"), ("b.three", "a.one")]
    assert circle(found) == []
    assert set(circle(each for one in found for each in with_packages(one))) == {"a.one", "b", "b.three"}


def test_a_circle_is_seen() -> None:
    found = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "b"), ("c", "e"), ("e", "e"), ("f", "a"), ("f", "g")]
    assert set(circle(found)) == {"b", "c", "d"}


def past_the_registry(found: Import) -> bool:
    """The command line imports a reader, writer or check instead of asking for it by name."""
    return part(found[0]) == "cli" and part(found[1]) in PLUGINS


def another_writer(found: Import) -> bool:
    """A writer imports another one, which is not the page that it prints."""
    user, used = ([*name.split("."), "", ""][2] for name in found)
    writers = {part(name) for name in found} == {"writers"} and used in PLUGINS["writers"]
    return writers and user != used and (user, used) not in PAGED_FROM


def rests_on_more(found: Import) -> bool:
    """What could stand alone, given a document's language or bytes, looks elsewhere."""
    user, used = found
    needs = [rooms for own, rooms in REST_ON.items() if f"{user}.".startswith(f"{own}.")]
    return not all(any(f"{used}.".startswith(f"{room}.") for room in rooms) for rooms in needs)


RULES = [out_of_order, beyond_results, past_the_registry, another_writer, rests_on_more]


@pytest.mark.parametrize("forbidden", RULES)
def test_no_import_is_forbidden(forbidden: Callable[[Import], bool], ours: list[Import]) -> None:
    assert [f"{user} imports {used}" for user, used in ours if forbidden((user, used))] == []


def test_no_module_is_reached_around_the_imports() -> None:
    users = ((name_of(path), nodes_of(path)) for path in MODULES)
    found = [each for user, nodes in users if user != NAMES_ABOVE for each in named(user, nodes)]
    assert [each for each in found if out_of_order(each)] == []


@pytest.mark.parametrize(
    "code",
    [
        "import_module('toolchain.readers.markdown')",
        "resolve_name('toolchain.checks:engine')",
        "sys.modules['toolchain.cli']",
        "import toolchain\ntoolchain.pipeline.stages.check()",
    ],
)
def test_a_module_that_is_named_is_seen(code: str) -> None:
    assert any(map(out_of_order, named("toolchain.resolve.numbering", ast.walk(ast.parse(code)))))


@pytest.mark.parametrize(
    ("forbidden", "user", "used"),
    [
        (out_of_order, "toolchain", "toolchain.model.tree"),
        (out_of_order, "toolchain.__main__", "toolchain.pipeline.stages"),
        (out_of_order, "toolchain.resolve.numbering", "toolchain.readers.markdown"),
        (out_of_order, "toolchain.checks.source.notes", "toolchain.writers.html"),
        (out_of_order, "toolchain.model", "toolchain.resolve.tables"),
        (out_of_order, "toolchain.readers.markdown", "toolchain.plugins"),
        (out_of_order, "toolchain.citations.style.style", "toolchain.resolve.tables"),
        (out_of_order, "toolchain.readers.markdown", "toolchain.citations.style"),
        (out_of_order, "toolchain.readers.markdown", "toolchain.citations.bibliography"),
        (out_of_order, "toolchain.writers.html", "toolchain.text.passages"),
        (rests_on_more, "toolchain.citations.style.style", "toolchain.project"),
        (rests_on_more, "toolchain.citations.bibliography.csl", "toolchain.recipients.rules"),
        (beyond_results, "toolchain.writers.docx.document", "toolchain.resolve.numbering"),
        (beyond_results, "toolchain.checks.source.notes", "toolchain.resolve"),
        (past_the_registry, "toolchain.cli", "toolchain.writers.pdf"),
        (another_writer, "toolchain.writers.docx.document", "toolchain.writers.html.blocks"),
        (another_writer, "toolchain.writers.html", "toolchain.writers.pdf"),
    ],
)
def test_a_forbidden_import_is_seen(forbidden: Callable[[Import], bool], user: str, used: str) -> None:
    assert forbidden((user, used))


def test_imports_are_seen_wherever_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        "import os.path\ndef late():\n    from toolchain.resolve import tables\n"
        "    from toolchain.model import Document\n",
        encoding="utf-8",
    )
    assert list(imports(path)) == ["os.path", "toolchain.resolve.tables", "toolchain.model"]


def test_entry_points_are_touched_in_one_place() -> None:
    users = {name_of(path) for path in MODULES if "importlib.metadata" in set(imports(path))}
    asking_for_releases = {"toolchain.plugins.doctor", "toolchain.formats.needs"}
    assert users <= {"toolchain.plugins.registry", *asking_for_releases}


# These hand a file to a program that is not ours, in a temporary folder.
TEMPORARY = {
    "toolchain.formats.libreoffice",
    "toolchain.checks.files.docx.schema",
    "toolchain.checks.files.epub.validator",
    "toolchain.writers.pdf.typst.compiling",
}
WRITES_NO_FILE = sorted(set(ROOMS) - {"cli", "pipeline", "plugins", "editing"})


@pytest.mark.parametrize("room", WRITES_NO_FILE)
def test_only_the_command_line_writes_files(room: str) -> None:
    writing = {"write_text", "write_bytes", "mkdir", "touch", "unlink", "rmdir", "rmtree", "makedirs"}
    found = [
        f"{name_of(path)}:{node.lineno} {node.attr}"
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and node.attr in writing and name_of(path) not in TEMPORARY
    ]
    assert found == []


def test_every_library_is_a_declared_dependency() -> None:
    extras = [text for texts in PROJECT["optional-dependencies"].values() for text in texts]
    declared = {normal(re.split(r"[<>=!~\[; ]", text)[0]) for text in (*PROJECT["dependencies"], *extras)}
    sources = packages_distributions()
    used = {name.split(".")[0] for path in MODULES for name in imports(path)}
    foreign = used - sys.stdlib_module_names - {"toolchain", "__future__"}
    undeclared = {
        name for name in foreign if not declared & {normal(source) for source in sources.get(name, [])}
    }
    assert undeclared == set()


def normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_every_room_is_listed_and_says_what_it_is() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*/__init__.py")}
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py", "__main__.py"}
    assert {folder.name for folder in folders if folder.parent == PACKAGE} == set(ROOMS)
    assert [folder for folder in sorted(folders) if not 3 < len(sentence(folder).split()) < 30] == []


def test_the_page_of_the_architecture_is_current() -> None:
    assert (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8") == page()


def test_modules_are_short() -> None:
    sources = [
        path for folder in (PACKAGE, ROOT / "tests", ROOT / "scripts") for path in folder.rglob("*.py")
    ]
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in sources
    }
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def lonely(found: Iterable[Import], lengths: dict[str, int]) -> set[str]:
    """Short modules that only one module of the same folder uses, where the two are not long together.

    A package's own module is one of its folder. Each patch is a module of its own.
    """
    users: dict[str, set[str]] = {}
    for user, used in found:
        users.setdefault(used, set()).add(user)
    return {
        used
        for used, (user, *others) in users.items()
        if not others
        and used.rpartition(".")[0] in (user, user.rpartition(".")[0])
        and ".patches." not in used
        and lengths[used] < SHORT
        and lengths[used] + lengths[user] <= LONG_TOGETHER
    }


def test_a_short_module_that_one_neighbour_uses_is_part_of_it(ours: list[Import]) -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    packages = {name_of(path) for path in MODULES if path.stem == "__init__"}
    modules = [each for each in ours if each[1] in lengths.keys() - packages and each[0] != each[1]]
    assert lonely(modules, lengths) == set()


def test_a_lonely_module_is_seen() -> None:
    found = [("p.a", "p.b"), ("p.a", "p.c"), ("p.d", "p.c"), ("p.e", "q.f"), ("p.a", "p.g"), ("p", "p.h")]
    found += [("p", "p.patches.i")]
    lengths = {"p": 9, "p.a": 100, "p.b": 50, "p.c": 50, "q.f": 50, "p.g": 60, "p.h": 50, "p.patches.i": 50}
    assert lonely(found, lengths) == {"p.b", "p.h"}


def test_the_api_has_nothing_of_its_own() -> None:
    """It has imports and the list of their names, which docs/plugins.md has too."""
    for path in sorted((PACKAGE / "api").glob("*.py")):
        docstring, *statements, names = ast.parse(path.read_text(encoding="utf-8")).body
        assert isinstance(docstring, ast.Expr)
        assert {type(each) for each in statements} == {ast.ImportFrom}
        assert isinstance(names, ast.Assign)
        imported = {
            alias.name for each in statements if isinstance(each, ast.ImportFrom) for alias in each.names
        }
        assert set(ast.literal_eval(names.value)) == imported


def test_registered_plugins_exist() -> None:
    wanted = {target.split(":")[0] for group in PLUGINS.values() for target in group.values()}
    assert {name for name in wanted if not is_ours(name)} == set()


def test_checking_imports_no_writer() -> None:
    """Seen from outside, by the interpreter's own list of what it imported."""
    command = [sys.executable, "-v", "-c", "from toolchain.cli import main; main()"]
    source = "content/minimal/report.md"
    done = subprocess.run(
        [*command, "check", source], cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=600
    )
    assert done.returncode == 0, done.stdout
    imported = set(re.findall(r"^import '([\w.]+)' #", done.stderr, re.MULTILINE))
    assert "toolchain.cli" in imported
    assert "toolchain.readers.markdown" in imported
    assert {name for name in imported if name.startswith("toolchain.writers.")} == set()
    assert imported & {"weasyprint", "docx", "jinja2", "lxml"} == set()
    only_for_strangers = {
        "toolchain.plugins.foreign",
        "toolchain.plugins.listing",
    }
    assert imported & only_for_strangers == set()
