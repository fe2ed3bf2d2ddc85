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
from toolchain.formats.table import OURS

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MODULES = sorted(PACKAGE.rglob("*.py"))
PLUGINS = {kind: PROJECT["entry-points"][f"toolchain.{kind}"] for kind in ("readers", "writers", "checks")}

RANK = {room: rank for rank, room in enumerate(ROOMS)}
# Who else must not know whom, though it lies below.
APART = {
    *((room, "readers") for room in ("writers", "project", "text", "resolve", "citations", "recipients")),
    ("writers", "text"),  # a writer looks nothing up by its text
    ("checks", "writers"),
}
UPWARDS = {
    ("toolchain.model.diagnostics", "toolchain.reports.sentences"),
}  # to be removed
# These could stand alone: all that they import of ours.
REST_ON = {
    "toolchain.citations.bibliography": {"toolchain.citations.bibliography", "toolchain.model"},
    "toolchain.citations.style": {"toolchain.citations.style", "toolchain.model"},
}
RESULTS = {f"toolchain.resolve.{name}" for name in ("tables", "labels", "word_count", "word_budget")}
ASSEMBLE = {"cli", "pipeline", "project"}  # these resolve documents, and so look further into that room
PAGED_FROM = {("pdf", "html"), ("epub", "html")}  # writers that make their output from another's page
LONGEST = 400  # lines


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Full names of the modules and of what is taken from them, wherever in the module the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            assert node.module is not None
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if is_ours(inner) else node.module


def is_ours(name: str) -> bool:
    place = ROOT.joinpath(*name.split("."))
    return name.startswith("toolchain") and (place.is_dir() or place.with_suffix(".py").exists())


def part(name: str) -> str:
    """The room: the folder directly under `toolchain`."""
    return name.split(".")[1] if "." in name else ""


Import = tuple[str, str]  # who imports whom


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
    if user not in RANK or used not in RANK:  # the package itself, which says its version
        return False
    return (RANK[used] < RANK[user] or (user, used) in APART) and found not in UPWARDS


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


def test_no_modules_import_each_other(ours: list[Import]) -> None:
    """Those under TYPE_CHECKING and inside functions count, and so does what a package's own module takes."""
    assert circle(ours) == []


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


@pytest.mark.parametrize(
    ("forbidden", "user", "used"),
    [
        (out_of_order, "toolchain.resolve.notes", "toolchain.readers.markdown"),
        (out_of_order, "toolchain.checks.source.notes", "toolchain.writers.html"),
        (out_of_order, "toolchain.model", "toolchain.resolve.tables"),
        (out_of_order, "toolchain.readers.markdown", "toolchain.plugins"),
        (out_of_order, "toolchain.citations.style.style", "toolchain.resolve.tables"),
        (out_of_order, "toolchain.readers.markdown", "toolchain.citations.style"),
        (out_of_order, "toolchain.readers.markdown", "toolchain.citations.bibliography"),
        (out_of_order, "toolchain.writers.html", "toolchain.text.passages"),
        (rests_on_more, "toolchain.citations.style.style", "toolchain.project"),
        (rests_on_more, "toolchain.citations.bibliography.csl", "toolchain.recipients.rules"),
        (beyond_results, "toolchain.writers.docx.body", "toolchain.resolve.numbering"),
        (beyond_results, "toolchain.checks.source.notes", "toolchain.resolve"),
        (past_the_registry, "toolchain.cli", "toolchain.writers.pdf"),
        (another_writer, "toolchain.writers.docx.body", "toolchain.writers.html.blocks"),
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
    assert users <= {"toolchain.plugins.registry"}


# These hand a file to a program that is not ours, in a temporary folder.
TEMPORARY = {
    "toolchain.formats.libreoffice",
    "toolchain.checks.files.docx.schema",
    "toolchain.checks.files.epub.validator",
}
WRITES_NO_FILE = sorted(set(ROOMS) - {"cli", "pipeline", "plugins", "editing"})


@pytest.mark.parametrize("room", WRITES_NO_FILE)
def test_only_the_command_line_writes_files(room: str) -> None:
    writing = {"write_text", "write_bytes", "mkdir", "touch", "unlink", "rmdir", "rmtree", "makedirs"}
    found = [
        f"{name_of(path)}:{node.lineno} {node.attr}"
        for path in sorted((PACKAGE / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in writing and name_of(path) not in TEMPORARY
    ]
    assert found == []


PRIVATE_TYPES = {"_Element"}  # of lxml: the type of an element has no other name
RECORDS = {"_replace", "_asdict", "_fields", "_make"}  # of named tuples: documented


def own_private_names() -> set[str]:
    """The names with an underscore that our own classes and modules define."""
    found: set[str] = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found.add(node.name)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
            elif isinstance(node, ast.Assign):
                found |= {each.id for each in node.targets if isinstance(each, ast.Name)}
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                found |= (
                    {node.attr} if isinstance(node.value, ast.Name) and node.value.id == "self" else set()
                )
    return found


def inside_of_others(text: str, ours: set[str]) -> Iterator[str]:
    """Where a module assigns an attribute of an imported library, or uses a private name of one.

    `ours` are the private names that our own code defines: they are not looked for.
    """
    tree = ast.parse(text)
    foreign = foreign_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not is_own_import(node):
            yield from (f"{node.lineno} {each.name}" for each in node.names if is_private(each.name))
        elif isinstance(node, ast.Attribute):
            if isinstance(node.ctx, ast.Store | ast.Del) and root(node) in foreign:
                yield f"{node.lineno} {ast.unparse(node)} is assigned"
            elif is_private(node.attr) and node.attr not in ours | PRIVATE_TYPES | RECORDS:
                yield f"{node.lineno} {ast.unparse(node)}"


def foreign_names(tree: ast.Module) -> set[str]:
    """The names by which a module knows libraries and parts of them: `style` after `style = css.Style`."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not is_own_import(node)):
            found |= {(each.asname or each.name).split(".")[0] for each in node.names}
    found -= {"sys"}  # its streams are there to be replaced
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Attribute):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if root(node.value) in found:
                found |= {each.id for each in targets if isinstance(each, ast.Name)}
    return found


def is_own_import(node: ast.ImportFrom) -> bool:
    return (node.module or "").split(".")[0] in {"toolchain", "__future__"}


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def root(node: ast.expr) -> str:
    """The name that an attribute begins with; empty if it begins with a call or an item."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def test_insides_of_libraries_are_touched_in_patches_only() -> None:
    ours = own_private_names()
    found = [
        f"{name_of(path)}:{place}"
        for path in MODULES
        if "patches" not in path.parts
        for place in inside_of_others(path.read_text(encoding="utf-8"), ours)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "import library\nlibrary.part = 1",
        "from library import Class\nClass.method = 1",
        "from library import part\ncontext = part.Class\ncontext.method = 1",
        "def late():\n    import library.part\n    library.part.name = 1",
        "import library\nlibrary._hidden()",
        "def use(given):\n    return given._hidden",
        "from library import _hidden",
        "import library\ndel library.part",
    ],
)
def test_insides_of_libraries_are_seen(line: str) -> None:
    assert len(list(inside_of_others(line, set()))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "from lxml import etree\nelement = etree.Element('p')\nelement.text = 'words'",
        "import sys\nsys.stdout = None",
        "class Ours:\n    def __init__(self):\n        self.part = 1",
    ],
)
def test_what_is_no_inside_of_a_library_is_not_seen(line: str) -> None:
    assert list(inside_of_others(line, set())) == []


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


# Here these words are something else: a finding's name, a form of report, a name in another library.
NO_FORMATS = {
    ("toolchain.rules.outputs_epub", "epub"),
    ("toolchain.cli.actions", "html"),
    ("toolchain.cli.checking", "html"),
    ("toolchain.readers.markdown.parser", "html"),
}


def format_names(path: Path) -> Iterator[tuple[str, str]]:
    """The names and suffixes of formats that a module has as texts of its own."""
    names = {name for known in OURS.values() for name in (known.name, *known.suffixes)}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in names:
            yield name_of(path), node.value


def test_formats_are_named_in_their_table_and_their_own_packages_only() -> None:
    """Everybody else asks a format's record, so that a format of another package has the same answers."""
    elsewhere = [path for path in MODULES if not {*name_of(path).split(".")} & OURS.keys()]
    found = {each for path in elsewhere for each in format_names(path)}
    assert {each for each in found if each[0] != "toolchain.formats.table"} == NO_FORMATS


def test_a_format_s_name_is_seen() -> None:
    path = ROOT / "toolchain" / "readers" / "docx" / "__init__.py"
    assert {name for _, name in format_names(path)} == {"docx", ".docx"}


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
