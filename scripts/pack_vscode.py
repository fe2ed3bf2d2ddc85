"""Pack editors/vscode/ into build/submission-toolchain.vsix, without vsce.

python -m scripts.pack_vscode

npm installs the libraries of the extension, with the hashes of its lock file, into a folder of its own.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "editors" / "vscode"
LICENCES = ("license", "licence", "copying", "notice")
KEPT = (".js", ".json", ".cjs", ".mjs")
_TYPES = """<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
{}</Types>
"""
_MANIFEST = """<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
<Metadata>
<Identity Language="en-US" Id={name} Version={version} Publisher={publisher}/>
<DisplayName>{title}</DisplayName>
<Description xml:space="preserve">{said}</Description>
<Categories>{categories}</Categories>
<Properties>
<Property Id="Microsoft.VisualStudio.Code.Engine" Value={engine}/>
<Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
</Properties>
<License>extension/LICENSE</License>
</Metadata>
<Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
<Dependencies/>
<Assets>
<Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/>
<Asset Type="Microsoft.VisualStudio.Services.Content.Details" Path="extension/README.md" Addressable="true"/>
<Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE" Addressable="true"/>
</Assets>
</PackageManifest>
"""


def pack(folder: Path, target: Path) -> None:
    """Write the extension in a folder, with its installed libraries, as a file that VS Code can install."""
    files = {f"extension/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in _files(folder)}
    files["extension.vsixmanifest"] = manifest(folder).encode()
    suffixes = sorted({name.rpartition(".")[2] for name in files if "." in name.rpartition("/")[2]})
    known = "".join(
        f'<Default Extension="{suffix}" ContentType="application/octet-stream"/>\n' for suffix in suffixes
    )
    named = "".join(
        f'<Override PartName="/{name}" ContentType="text/plain"/>\n'
        for name in sorted(files)
        if "." not in name.rpartition("/")[2]
    )
    files["[Content_Types].xml"] = _TYPES.format(known + named).encode()
    target.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(target, "w") as archive:
        for name in sorted(files):
            archive.writestr(ZipInfo(name), files[name], ZIP_DEFLATED)


def manifest(folder: Path) -> str:
    """Return the manifest, made of package.json."""
    said = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    return _MANIFEST.format(
        name=quoteattr(said["name"]),
        version=quoteattr(said["version"]),
        publisher=quoteattr(said["publisher"]),
        title=escape(said["displayName"]),
        said=escape(said["description"]),
        categories=escape(",".join(said["categories"])),
        engine=quoteattr(said["engines"]["vscode"]),
    )


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of the extension, and of its libraries what runs, with their licences."""
    for path in sorted(folder.rglob("*")):
        is_own = "node_modules" not in path.parts
        is_licence = path.name.lower().startswith(LICENCES)
        if path.is_file() and (is_own or is_licence or path.suffix in KEPT):
            yield path


def main() -> None:
    """Install the libraries into a copy of the folder, and pack it."""
    target = ROOT / "build" / "submission-toolchain.vsix"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "vscode"
        shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("node_modules"))
        install = ["npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(install, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        pack(folder, target)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
