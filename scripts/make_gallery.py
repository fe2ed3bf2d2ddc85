"""Make docs/gallery.md and its pictures: each output of the texts of examples/gallery/, in each look.

    make gallery

Needs LibreOffice, Node and Chromium, which `make test` installs. A picture that did not move is not written
again; of each that did, build/gallery/ gets a picture with what was there before and what is there now.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageOps

from scripts.make_tutorial_pictures import found
from scripts.pictures import EDGE, ROOT, run
from tests.judges.validators import libreoffice
from tests.judges.validators.browser import Visit, browse

SOURCES, PAGE, PICTURES = ROOT / "examples/gallery", ROOT / "docs/gallery.md", ROOT / "docs/gallery"
MOVED = ROOT / "build/gallery"
MADE_WITH = PICTURES / "made-with.json"
TEXTS = {"en": "English", "es": "Spanish", "fr": "French", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"}
LOOKS = {"un": "look of the United Nations", "house": "house look"}
OUTPUTS = {
    "word": "Word, cover and a page with a table",
    "pdf": "PDF, cover and a page with a table",
    "page": "Web page, 1,280 pixels wide",
    "phone": "Web page on a phone, beginning, a table and notes",
    "book": "Book on a phone, cover, beginning and a table",
}
ENDS = {"word": "docx", "pdf": "pdf", "page": "html", "phone": "html", "book": "epub"}
HEIGHT, GAP = 480, 12
LARGEST, QUALITIES = 40_000, (60, 50, 40, 30, 20)
"""The bytes of a picture, and what it is encoded with until it has not more."""
FIGURE = re.compile("1.204|204.1")
"""What is in table 1 of all texts, on the page that is shown."""
RULES = "background: #fffefb; color: #1d1b18; padding: 18px; line-height: 1.4"
"""What a reading system adds to the pages of a book."""
SAME = 64
"""How much a channel of a pixel may differ."""
OVERVIEW = {"word": (351, 690), "pdf": (351, 690), "phone": (0, 227), "book": (654, 924)}
"""Of four pictures of the English text: where the view begins and ends that the README shows."""


def main() -> None:
    """Make all pictures, say which moved, and keep those."""
    before = stored()
    made = dict[str, Image.Image]()
    with tempfile.TemporaryDirectory() as name:
        for look in LOOKS:
            made |= pictures(list(TEXTS), look, list(OUTPUTS), Path(name) / look)
        made["found"] = found(Path(name))
    made = {name: image for name, image in made.items() if _has_own_look(name, image, made)}
    made["outputs"] = overview({name: _kept(image) for name, image in made.items()})
    PICTURES.mkdir(exist_ok=True)
    for name in sorted(before.keys() - made.keys()):
        (PICTURES / f"{name}.webp").unlink()
    for name, image in sorted(made.items()):
        if name not in before or difference(before[name], image, name):
            (PICTURES / f"{name}.webp").write_bytes(encoded(image))
            print(f"{name} moved" if name in before else f"{name} is new")
    versions = {program: version(program) for program in ("LibreOffice", "Chromium", "Pango")}
    MADE_WITH.write_text(json.dumps(versions, indent=2) + "\n", encoding="utf-8")
    PAGE.write_text(page(made), encoding="utf-8")


def pictures(texts: Sequence[str], look: str, outputs: Sequence[str], folder: Path) -> dict[str, Image.Image]:
    """Build texts in a look, and return the pictures of outputs by their names."""
    kinds = ",".join(dict.fromkeys(ENDS[output] for output in outputs))
    paths = [SOURCES / f"{text}.md" for text in texts]
    run("submission", "build", *paths, "--look", look, "--to", kinds, "--output", folder)
    built = {path.name: path for path in folder.rglob("*.*")}
    asked = [(text, output, built[f"{text}.{ENDS[output]}"]) for text in texts for output in outputs]
    words = [path for _, output, path in asked if output == "word"]
    paged = {text: path for text, output, path in asked if output == "pdf"}
    laid = dict(zip(words, libreoffice.convert(words, folder / "word") if words else (), strict=True))
    seen = list(_visits(asked, folder))
    if seen:
        browse([visit for _, visit in seen])
    shown = {f"{text}-{look}-pdf": _pages(path) for text, path in paged.items()}
    shown |= {f"{path.stem}-{look}-word": _pages(pdf) for path, pdf in laid.items()}
    for name, visit in seen:
        shown.setdefault(f"{name[0]}-{look}-{name[1]}", []).append(Image.open(visit.steps[-1][1]))
    return {name: _row(views) for name, views in shown.items()}


def stored() -> dict[str, Image.Image]:
    """Return the pictures of the last run by their names."""
    return {path.stem: Image.open(path).convert("RGB") for path in PICTURES.glob("*.webp")}


def _pages(path: Path) -> list[Image.Image]:
    """Return the cover, and the page with the table."""
    pdf = pypdfium2.PdfDocument(path)
    texts = [each.get_textpage().get_text_range() for each in pdf]
    numbers = 0, next(at for at, text in enumerate(texts) if FIGURE.search(text))
    return [pdf[at].render(scale=2 * HEIGHT / pdf[at].get_height()).to_pil() for at in numbers]


def _visits(asked: Sequence[tuple[str, str, Path]], folder: Path) -> Iterator[tuple[tuple[str, str], Visit]]:
    """Yield what is pictured in Chromium: text, output and visit."""
    for text, output, path in asked:
        places: Sequence[tuple[Path, str]] = ()
        size = 360, 760
        if output == "page":
            places, size = [(path, "")], (1280, 860)
        elif output == "phone":
            places = [(path, place) for place in ("", "table-1", "notes")]
        elif output == "book":
            places, size = _book(path, folder / text), (360, 640)
        for at, (file, place) in enumerate(places):
            picture = folder / f"{text}-{output}-{at}.png"
            wide = (480, 640) if file.name == "cover.html" else size
            to = f"document.getElementById('{place}')?.scrollIntoView()"
            yield (text, output), Visit(file, [("ask", to), ("picture", str(picture))], *wide)


def _book(path: Path, folder: Path) -> list[tuple[Path, str]]:
    """Return a book's cover, its first section and its first table, as pages with the rules of a reader."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    inside = folder / "EPUB"
    cover = inside / "cover.html"
    shown = '<body style="margin: 0"><img src="cover.svg" width="480" height="640">'
    cover.write_text(shown, encoding="utf-8")
    sections = sorted(inside.glob("section-*.xhtml"))
    for section in sections:
        text = section.read_text(encoding="utf-8")
        style = f"<style>html {{ {RULES} }}</style></head>"
        section.write_text(text.replace("</head>", style), encoding="utf-8")
    table = next(each for each in sections if 'id="table-1"' in each.read_text(encoding="utf-8"))
    return [(cover, ""), (sections[0], ""), (table, "table-1")]


def _row(views: Sequence[Image.Image]) -> Image.Image:
    """Return views of the common height side by side, each with a thin frame."""
    scaled = [
        view.convert("RGB").resize((view.width * HEIGHT // view.height, HEIGHT), Image.Resampling.LANCZOS)
        for view in views
    ]
    whole = Image.new("RGB", (sum(view.width + GAP for view in scaled) - GAP, HEIGHT), "white")
    left = 0
    for view in scaled:
        ImageDraw.Draw(view).rectangle((0, 0, view.width - 1, HEIGHT - 1), outline=EDGE)
        whole.paste(view, (left, 0))
        left += view.width + GAP
    return whole


def encoded(image: Image.Image) -> bytes:
    """Return a picture as a file of a size that a page can have many of."""
    for quality in QUALITIES:
        file = io.BytesIO()
        image.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()


def _kept(image: Image.Image) -> Image.Image:
    """Return a picture as its file shows it."""
    return Image.open(io.BytesIO(encoded(image))).convert("RGB")


def difference(before: Image.Image, now: Image.Image, name: str) -> Path | None:
    """Return a picture in build/gallery/ of what moved since the last run, None if nothing did."""
    now = _kept(now)
    moved = ImageChops.difference(before, ImageOps.pad(now, before.size) if now.size != before.size else now)
    marks = moved.convert("L").point(lambda value: 255 if value > SAME else 0)
    if now.size == before.size and not marks.getbbox():
        return None
    framed = now.copy()
    if box := marks.getbbox():
        ImageDraw.Draw(framed).rectangle(box, outline="red", width=2)
    both = Image.new("RGB", (max(before.width, now.width), before.height + now.height + GAP), "white")
    both.paste(before, (0, 0))
    both.paste(framed, (0, before.height + GAP))
    MOVED.mkdir(parents=True, exist_ok=True)
    both.save(MOVED / f"{name}.png")
    return MOVED / f"{name}.png"


def overview(made: Mapping[str, Image.Image]) -> Image.Image:
    """Return the README's picture: four outputs of the English text, out of the pictures of each."""
    places = OVERVIEW.items()
    return _row([made[f"en-un-{output}"].crop((left, 0, right, HEIGHT)) for output, (left, right) in places])


def _has_own_look(name: str, image: Image.Image, made: Mapping[str, Image.Image]) -> bool:
    """Return whether a picture of the house look shows something else than that of the United Nations."""
    un = made.get(name.replace("-house-", "-un-"), image)
    return un is image or ImageChops.difference(un, image).getbbox() is not None


def version(program: str) -> str:
    """Return the version of a program outside the lock that decides the pixels of some pictures."""
    if program == "Pango":
        from weasyprint.text.ffi import pango

        return str(pango.pango_version())
    command = {"LibreOffice": "soffice", "Chromium": "chromium"}[program]
    said = subprocess.run([command, "--version"], capture_output=True, check=True, text=True).stdout
    return re.search(r"\d+(?:\.\d+)+", said)[0]  # type: ignore[index]


def program_of(name: str) -> str:
    """Return the program outside the lock that decides the pixels of a picture, "" for none."""
    if name == "found" or name.endswith("-word"):
        return "LibreOffice"
    if not name.endswith("-pdf"):
        return "Chromium"
    return "Pango" if "-house-" in name else ""


def page(names: Collection[str]) -> str:
    """Return docs/gallery.md for pictures of these names."""
    parts = [HEAD]
    for text, language in TEXTS.items():
        parts.append(f"## {language}\n")
        for output, said in OUTPUTS.items():
            parts.append(f"{said}:\n")
            for look, called in LOOKS.items():
                if (name := f"{text}-{look}-{output}") in names:
                    parts.append(f"![{language}, {called}: {said}](gallery/{name}.webp)\n")
    return "\n".join(parts)


HEAD = """# Gallery

<!-- Generated by `make gallery`; do not edit. -->

Six texts in every output: each first in the look of the United Nations, then in
[the house look](templates.md). Their sources are in `examples/gallery/`: long titles, five to seven
organizations with logos of five shapes, wide, long and numeric tables, a figure, notes of half a page. All
organizations, cases, laws and figures are invented.

Word files are shown as LibreOffice shows them, and were not tried in Word.
"""


if __name__ == "__main__":
    main()
