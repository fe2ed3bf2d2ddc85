"""The rules of the architecture that its syntax trees show: who imports whom, how large, who writes files."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "toolchain"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MODULES = sorted(PACKAGE.rglob("*.py"))
PLUGINS = {kind: PROJECT["entry-points"][f"toolchain.{kind}"] for kind in ("readers", "writers", "checks")}

# The stages, and which of the others each may import.
STAGES = {
    "bibliography": set[str](),
    "readers": set[str](),
    "citing": set[str](),
    "resolve": {"citing"},
    "checks": {"citing", "resolve"},
    "writers": {"resolve"},
    "compare": {"resolve"},
    "proof": {"readers", "resolve", "checks", "compare"},
    "extracting": {"bibliography", "citing", "resolve", "checks"},
    "cleaning": {"readers"},
    "importing": {"readers", "resolve"},
    "versions": {"checks", "proof", "resolve"},
    "findings_page": {"checks", "resolve", "versions"},
    "merging": {"readers", "importing", "resolve", "proof", "writers"},
}
FOUNDATIONS = {"model", "diagnostics", "walk", "front_matter"}  # import no stage
# These put the stages together; no stage imports them. All others (the project …) may know resolve's results.
ASSEMBLE = {
    *(
        "__main__",
        "cli",
        "commands",
        "inventory",
        "pipeline",
        "acceptance",
        "cited",
        "companions",
        "correction",
        "conversion",
        "plugins",
        "strangers",
        "finished",
        "sending",
    ),
}
# These could stand alone: all that they import of ours.
REST_ON = {
    "bibliography": {"bibliography", "model", "diagnostics"},
    "citing": {"citing", "model", "diagnostics", "languages"},
}
RESULTS = {"toolchain.resolve.tables", "toolchain.resolve.labels"}
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
    """The stage or module directly under `toolchain`."""
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
    """A stage imports one that does not stand before it, or what puts the stages together."""
    user, used = map(part, found)
    if user == used or user in ASSEMBLE:
        return False
    allowed = STAGES.get(user, set() if user in FOUNDATIONS else {"resolve"})
    return used in ASSEMBLE or (used in STAGES and used not in allowed)


def beyond_results(found: Import) -> bool:
    """Somebody else looks into how resolve works out its results."""
    user, used = map(part, found)
    return used == "resolve" and user not in ASSEMBLE | {"resolve"} and found[1] not in RESULTS


def past_the_registry(found: Import) -> bool:
    """The command line imports a reader, writer or check instead of asking for it by name."""
    return part(found[0]) in {"cli", "commands"} and part(found[1]) in PLUGINS


def another_writer(found: Import) -> bool:
    """A writer imports another one, which is not the page that it prints."""
    user, used = ([*name.split("."), "", ""][2] for name in found)
    writers = {part(name) for name in found} == {"writers"} and used in PLUGINS["writers"]
    return writers and user != used and (user, used) not in PAGED_FROM


def rests_on_more(found: Import) -> bool:
    """What could stand alone, given a document's language or bytes, looks elsewhere."""
    user, used = map(part, found)
    return used not in REST_ON.get(user, {used})


RULES = [out_of_order, beyond_results, past_the_registry, another_writer, rests_on_more]


@pytest.mark.parametrize("forbidden", RULES)
def test_no_import_is_forbidden(forbidden: Callable[[Import], bool], ours: list[Import]) -> None:
    assert [f"{user} imports {used}" for user, used in ours if forbidden((user, used))] == []


@pytest.mark.parametrize(
    ("forbidden", "user", "used"),
    [
        (out_of_order, "toolchain.resolve.notes", "toolchain.readers.markdown"),
        (out_of_order, "toolchain.checks.notes", "toolchain.writers.html"),
        (out_of_order, "toolchain.model", "toolchain.resolve.tables"),
        (out_of_order, "toolchain.readers.markdown", "toolchain.plugins"),
        (out_of_order, "toolchain.citing.style", "toolchain.resolve.tables"),
        (out_of_order, "toolchain.readers.markdown", "toolchain.citing"),
        (out_of_order, "toolchain.resolve.citations", "toolchain.bibliography"),
        (out_of_order, "toolchain.readers.markdown", "toolchain.bibliography"),
        (rests_on_more, "toolchain.citing.style", "toolchain.project"),
        (rests_on_more, "toolchain.bibliography.csl", "toolchain.languages"),
        (beyond_results, "toolchain.writers.docx.body", "toolchain.resolve.numbering"),
        (beyond_results, "toolchain.checks.notes", "toolchain.resolve"),
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
    assert users <= {"toolchain.plugins"}


@pytest.mark.parametrize("folder", ["bibliography", "readers", "resolve", "checks", "writers"])
def test_only_the_command_line_writes_files(folder: str) -> None:
    writing = {"write_text", "write_bytes", "mkdir", "touch", "unlink", "rmdir", "rmtree", "makedirs"}
    found = [
        f"{name_of(path)}:{node.lineno} {node.attr}"
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in writing
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


def test_modules_are_short() -> None:
    sources = [
        path for folder in (PACKAGE, ROOT / "tests", ROOT / "scripts") for path in folder.rglob("*.py")
    ]
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in sources
    }
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


def test_registered_plugins_exist() -> None:
    wanted = {target.split(":")[0] for group in PLUGINS.values() for target in group.values()}
    assert {name for name in wanted if not is_ours(name)} == set()


def test_checking_imports_no_writer() -> None:
    """Seen from outside, by the interpreter's own list of what it imported."""
    command = [sys.executable, "-v", "-c", "from toolchain.cli import main; main()"]
    source = "content/minimal/report.md"
    done = subprocess.run(
        [*command, "check", source], cwd=ROOT, capture_output=True, check=False, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0, done.stdout
    imported = set(re.findall(r"^import '([\w.]+)' #", done.stderr, re.MULTILINE))
    assert "toolchain.cli" in imported
    assert "toolchain.readers.markdown" in imported
    assert {name for name in imported if name.startswith("toolchain.writers.")} == set()
    assert imported & {"weasyprint", "docx", "jinja2", "lxml"} == set()
    only_for_strangers = {"toolchain.strangers", "toolchain.contract", "toolchain.inventory"}
    assert imported & only_for_strangers == set()
