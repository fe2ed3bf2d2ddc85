"""The extension for VS Code: its version, and what its packed file holds. VS Code itself is not started."""

import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import toolchain
from scripts.pack_vscode import SOURCE, pack
from tests.judges.validators import ROOT

SAID = json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))
LOCKED = json.loads((SOURCE / "package-lock.json").read_text(encoding="utf-8"))


def test_extension_has_the_version_and_licence_of_the_project() -> None:
    assert SAID["version"] == LOCKED["version"] == toolchain.__version__
    assert (SOURCE / "LICENSE").read_text(encoding="utf-8") == (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_libraries_are_those_of_the_lock_file() -> None:
    installed = {name: each for name, each in LOCKED["packages"].items() if name}
    assert LOCKED["packages"][""]["dependencies"] == SAID["dependencies"]
    assert all(each["integrity"].startswith("sha512-") for each in installed.values())


def test_folder_that_is_not_trusted_chooses_no_program() -> None:
    limits = SAID["capabilities"]["untrustedWorkspaces"]
    assert limits["supported"] == "limited"
    assert limits["restrictedConfigurations"] == list(SAID["contributes"]["configuration"]["properties"])
    assert "trusted: vscode.workspace.isTrusted" in (SOURCE / "extension.js").read_text(encoding="utf-8")


def test_packed_file_holds_the_extension_and_what_runs_of_its_libraries(tmp_path: Path) -> None:
    folder = tmp_path / "vscode"
    library = folder / "node_modules" / "library"
    library.mkdir(parents=True)
    for name in ("package.json", "extension.js", "README.md", "LICENSE"):
        (folder / name).write_bytes((SOURCE / name).read_bytes())
    for name in ("index.js", "LICENSE", "index.d.ts", "README.md", "index.js.map"):
        (library / name).write_text(name, encoding="utf-8")
    pack(folder, tmp_path / "out.vsix")
    with zipfile.ZipFile(tmp_path / "out.vsix") as archive:
        names = set(archive.namelist())
        types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
        manifest = ElementTree.fromstring(archive.read("extension.vsixmanifest"))
    inside = "extension/node_modules/library/"
    assert {name for name in names if name.startswith(inside)} == {f"{inside}index.js", f"{inside}LICENSE"}
    suffixes = {each.get("Extension") for each in types}
    parts = {each.get("PartName") for each in types}
    for name in names - {"[Content_Types].xml"}:
        assert name.rpartition(".")[2] in suffixes or f"/{name}" in parts, name
    paths = {each.get("Path") for each in manifest.iter() if each.get("Path")}
    assert paths == {"extension/package.json", "extension/README.md", "extension/LICENSE"}
