"""Each command that writes files, ready to be run in a folder with one small submission."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from PIL import Image

from tests.support.command import CLEAN, WARNED, Run, write
from tests.support.docx_made import changed, made, p, unzipped, zipped
from tests.support.extracting import submission
from tests.support.merged import ready
from tests.support.pages import ROOT

PATH = Path("content/x/report.md")
TYPED = submission(["Government of Pakistan. (1860). Penal Code. Article 375."], more="profile: plain\n")
PLAIN = ROOT / "tests" / "cases" / "merge" / "plain.md"

Prepare: TypeAlias = Callable[[Run], tuple[str, ...]]
"""Makes the files of a command, and returns what is typed."""


def build(run: Run) -> tuple[str, ...]:
    return ("build", str(PATH), "--to", "html,plain")


def build_again(run: Run) -> tuple[str, ...]:
    run(*build(run))
    write(PATH, CLEAN.replace("girls only", "girls alone"))
    return build(run)


def build_over_edits(run: Run) -> tuple[str, ...]:
    typed = build_again(run)
    write(Path("build/x/report.html"), "edited")
    return (*typed, "--force")


def fix(run: Run) -> tuple[str, ...]:
    write(PATH, WARNED)
    write(PATH.with_name("report.fr.md"), WARNED.replace("lang: en", "lang: fr"))
    return ("check", "--fix")


def merge(run: Run) -> tuple[str, ...]:
    shutil.copy(PLAIN, PATH)
    old, new = "under water for a week", "under water for a month"
    Path("returned.docx").write_bytes(changed(ready(PLAIN).data, "word/document.xml", old, new))
    return ("merge", "returned.docx", str(PATH))


def bring(run: Run) -> tuple[str, ...]:
    Path("draft.docx").write_bytes(made(p("Some words.")))
    return ("import", "draft.docx", "-o", str(PATH), "--force")


def bring_pictures(run: Run) -> tuple[str, ...]:
    Path("draft.docx").write_bytes(with_picture())
    return ("import", "draft.docx", "-o", "new/folder/draft.md")


def bring_pictures_again(run: Run) -> tuple[str, ...]:
    typed = bring_pictures(run)
    run(*typed)
    write(Path("new/folder/draft.md"), "edited")
    Path("new/folder/draft-1.png").write_bytes(b"edited")
    return (*typed, "--force")


def clean(run: Run) -> tuple[str, ...]:
    Path("draft.docx").write_bytes(with_picture())
    return ("clean", "draft.docx", "-o", "new/folder/clean.docx")


def clean_again(run: Run) -> tuple[str, ...]:
    write(Path("new/folder/clean.docx"), "of another day")
    return clean(run)


def extract(run: Run) -> tuple[str, ...]:
    write(PATH, TYPED)
    return ("sources", "extract", str(PATH), "--fix")


def extract_only(run: Run) -> tuple[str, ...]:
    return (*extract(run)[:-1], "--output", str(PATH.with_name("sources.json")))


def freeze(run: Run) -> tuple[str, ...]:
    return ("freeze", str(PATH))


def freeze_again(run: Run) -> tuple[str, ...]:
    run(*freeze(run))
    write(PATH, CLEAN.replace("girls only", "girls alone"))
    return (*freeze(run), "--force")


def sign_again(run: Run) -> tuple[str, ...]:
    write(PATH, CLEAN.replace("lang: en", "lang: en\nsubmitted-by: Children First"))
    typed = ("sign", str(PATH), "--for", "Children First")
    run(*typed)
    write(PATH, PATH.read_text(encoding="utf-8").replace("girls only", "girls alone"))
    return typed


def export_again(run: Run) -> tuple[str, ...]:
    typed = ("translate", "export", str(PATH), "--to", "po", "-o", str(PATH.with_suffix(".fr.po")))
    run(*typed)
    write(PATH, CLEAN.replace("girls only", "girls alone"))
    return typed


def translated(run: Run) -> tuple[str, ...]:
    run(*export_again(run))
    return ("translate", "import", *(str(PATH.with_suffix(each)) for each in (".fr.po", ".md")), "-o",
            str(PATH.with_suffix(".fr.md")))  # fmt: skip


def undo(run: Run) -> tuple[str, ...]:
    run(*fix(run))
    return ("undo", str(PATH))


COMMANDS: Mapping[str, Prepare] = MappingProxyType(
    {
        "build": build,
        "build again": build_again,
        "build over edits": build_over_edits,
        "check --fix": fix,
        "merge": merge,
        "import over a source": bring,
        "import with pictures": bring_pictures,
        "import over pictures": bring_pictures_again,
        "clean": clean,
        "clean over a file": clean_again,
        "sources extract --fix": extract,
        "sources extract --output": extract_only,
        "freeze": freeze,
        "freeze again": freeze_again,
        "sign again": sign_again,
        "translate export again": export_again,
        "translate import": translated,
        "undo": undo,
    }
)

_BLIP = (
    "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='x' descr='Three dots'/><a:graphic><a:graphicData>"
    "<a:blip r:embed='picture'/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
_IMAGE = (
    '<Relationship Id="picture" Target="media/a.png" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
)


def with_picture() -> bytes:
    """Return a Word file with a paragraph and a picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (3, 3)).save(buffer, "PNG")
    files = unzipped(made(p("Some words.") + _BLIP, links=_IMAGE))
    return zipped({**files, "word/media/a.png": buffer.getvalue()})
