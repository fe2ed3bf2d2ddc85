"""Generated sources with withheld parts, names and pictures: what is withheld is in no byte of a public file.

The search is independent of the program: unzip, pikepdf, pdftotext, strings in every encoding, LibreOffice.
"""

from __future__ import annotations

import base64
import html
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import pikepdf
import pytest
from PIL import Image

from tests.judges.validators import libreoffice
from tests.support.withheld import built, public_of
from toolchain.formats.table import OURS
from toolchain.model.diagnostics import Severity
from toolchain.pipeline import stages

QUICK, LONG, BATCH = 40, 3000, 50
FORMS = ("docx", "html", "epub", "pdf")
COMMON = [
    "the",
    "police",
    "held",
    "people",
    "in",
    "a",
    "cell",
    "near",
    "the",
    "river",
    "and",
    "then",
    "let",
    "them",
    "go",
    "home",
    "without",
    "any",
    "charge",
]
SYLLABLES = ["qua", "vex", "zor", "mib", "tul", "fep", "nax", "wob", "jid", "kry"]


class Made(NamedTuple):
    """A source, what no public file may have, and what each must have."""

    text: str
    register: str
    secrets: frozenset[str]
    kept: frozenset[str]
    pictures: dict[str, bytes]


class Maker:
    """Makes one source. Each text has a word of its own, so that it is known again."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.words: set[str] = set()
        self.secrets: set[str] = set()
        self.kept: set[str] = set()
        self.notes: list[str] = []
        self.names = [f"{self.word().title()} {self.word().title()}" for _ in range(2)]
        self.pictures: dict[str, bytes] = {}
        self.used: set[str] = set()

    def word(self) -> str:
        while True:
            word = "".join(self.random.choice(SYLLABLES) for _ in range(4))
            if word not in self.words:
                self.words.add(word)
                return word

    def text(self, *, hidden: bool) -> str:
        own = self.word().title()
        (self.secrets if hidden else self.kept).add(own)
        words = self.random.choices(COMMON, k=self.random.randrange(3, 9))
        words.insert(self.random.randrange(1, len(words)), own)
        if self.random.random() < 0.3:
            words.insert(1, self.random.choice(self.names))
        if hidden and self.random.random() < 0.4:
            number = str(self.random.randrange(10**6, 10**7))
            self.secrets.add(number)
            words.append(number)
        if not hidden and self.random.random() < 0.3:
            inner = self.word().title()
            self.secrets.add(inner)
            instead = self.random.choice(["", ' instead="a child"'])
            words.insert(1, f"[{inner} {self.word().title()}]{{.confidential{instead}}}")
        if self.random.random() < 0.4:
            words.append(self.note(hidden=hidden))
        return " ".join(words)[0].upper() + " ".join(words)[1:] + "."

    def note(self, *, hidden: bool) -> str:
        label = f"n{len(self.notes)}"
        self.notes.append("")
        own = self.word().title()
        alone = self.random.random() < 0.3
        (self.secrets if hidden or alone else self.kept).add(own)
        mark = "{.confidential} " if alone else ""
        self.notes[int(label[1:])] = f"[^{label}]: {mark}See the {own}."
        return f"[^{label}]"

    def painted(self) -> bytes:
        image = Image.new("RGB", (12, 12))
        image.putdata([tuple(self.random.randrange(256) for _ in range(3)) for _ in range(144)])
        data = io.BytesIO()
        image.save(data, "PNG")
        return data.getvalue()

    def picture(self) -> str:
        name = f"p{len(self.pictures)}.png"
        self.pictures[name] = self.painted()
        return name

    def block(self, number: int) -> Iterator[str]:
        hidden = self.random.random() < 0.35
        mark = " {.confidential}" if hidden else ""
        kind = self.random.choice(["numbered", "numbered", "parts", "table", "rows", "figure", "plain"])
        if kind in ("numbered", "parts"):
            yield f"{number}. {self.text(hidden=hidden)}{mark}"
            if kind == "parts":
                for letter in (1, 2):
                    within = hidden or self.random.random() < 0.3
                    own = " {.confidential}" if within and not hidden else ""
                    yield f"    {letter}. {self.text(hidden=within)}{own}"
            return
        yield f"{number}. {self.text(hidden=False)}"
        if kind == "figure":
            name = self.picture()
            own = self.word().title()
            (self.secrets if hidden else self.kept).add(own)
            yield f'![{"Alt" if not hidden else own} text]({name} "A caption of {own}"){mark}'
            if hidden:
                self.used.add(name)
        elif kind == "plain":
            yield f"{self.text(hidden=hidden)}{mark}"
        elif kind == "table":
            cells = [self.text(hidden=hidden) for _ in range(4)]
            yield f"Table: {self.text(hidden=hidden)}{mark}"
            yield f"| {cells[0]} | {cells[1]} |\n|---|---|\n| {cells[2]} | {cells[3]} |"
        else:
            row = [self.text(hidden=True), self.text(hidden=True)]
            head = [self.text(hidden=False), self.text(hidden=False)]
            yield f"Table: {self.text(hidden=False)}"
            yield f"| {head[0]} | {head[1]} |\n|---|---|\n| {row[0]} | {row[1]} {{.confidential}} |"

    def made(self) -> Made:
        parts: list[str] = []
        number = 0
        for _ in range(self.random.randrange(1, 4)):
            section = self.random.random() < 0.15
            own = self.word().title()
            (self.secrets if section else self.kept).add(own)
            parts.append(f"# A part on {own}{' {.confidential}' if section else ''}")
            before = set(self.kept)
            for _ in range(self.random.randrange(1, 4)):
                number += 1
                parts += self.block(number)
            if section:
                self.secrets |= self.kept - before
                self.kept = before
        organization = self.word().title()
        self.secrets.add(organization)
        matter = f"submitted-by:\n  - name: A group\n  - name: {organization} Centre\n    confidential: true"
        notes = self.random.choice(["endnotes", "footnotes"])
        head = f"---\ntitle: A report\nlang: en\nnotes: {notes}\n{matter}\n---"
        names = {part for name in self.names for part in name.split()}
        register = "".join(
            f"- name: {name}\n  pseudonym: Witness {letter}\n"
            for name, letter in zip(self.names, "AB", strict=True)
        )
        return Made(
            "\n\n".join([head, *parts, *self.notes]) + "\n",
            register,
            frozenset(self.secrets | names),
            frozenset(self.kept - self.secrets),
            {name: self.pictures[name] for name in self.used},
        )


def _made(seed: int, folder: Path, *, otherwise: bool = False) -> tuple[Made, Path]:
    """Write a source; `otherwise`: with other words, numbers, names and pictures in all that is withheld."""
    maker = Maker(seed)
    made = maker.made()
    folder.mkdir(parents=True)
    for name, data in maker.pictures.items():
        changed = otherwise and name in made.pictures
        (folder / name).write_bytes(Maker(seed + 1).painted() if changed else data)
    for name, text in (("protected-names.yaml", made.register), ("report.md", made.text)):
        for secret in sorted(made.secrets) if otherwise else ():
            text = text.replace(secret, secret[::-1].capitalize())  # noqa: PLW2901
        (folder / name).write_text(text)
    return made, folder / "report.md"


def _run(*command: str) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout


def _everything(file: Path) -> bytes:
    """All bytes of a file, unpacked, and all texts that other programs find in it, as UTF-8."""
    data = file.read_bytes()
    parts = [data, *(_run("strings", "-n", "3", "-e", each, str(file)) for each in "slb")]
    if file.suffix in (".docx", ".epub"):
        if shutil.which("unzip"):
            parts.append(_run("unzip", "-p", str(file)))
        with zipfile.ZipFile(file) as archive:
            parts += [archive.read(name) + name.encode() for name in archive.namelist()]
    if file.suffix == ".pdf":
        parts.append(_run("pdftotext", "-raw", str(file), "-"))
        with pikepdf.open(file) as pdf:
            for each in pdf.objects:
                parts.append(repr(each).encode())
                if isinstance(each, pikepdf.Stream):
                    parts.append(
                        each.read_bytes() if each.get("/Subtype") != "/Image" else each.read_raw_bytes()
                    )
    whole = b"\n".join(parts)
    for found in re.finditer(rb"base64,([A-Za-z0-9+/=]+)", whole):
        parts.append(base64.b64decode(found[1]))
    texts = [html.unescape(part.decode("utf-8", "ignore")) for part in parts]
    bare = [re.sub(r"<[^<>]*>|\u00ad|-\n", "", text) for text in texts]
    wide = [part.decode(order, "ignore") for part in parts[:1] for order in ("utf-16-le", "utf-16-be")]
    return "\n".join((*texts, *bare, *wide)).casefold().encode() + b"\n".join(parts)


def _pixels(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).convert("RGB").tobytes()


def check_one(seed: int, folder: Path, forms: tuple[str, ...]) -> int:
    """Build the public version of a generated source, and search its files; return how much is withheld."""
    made, source = _made(seed, folder)
    public = public_of(source)
    errors = [each for each in public.withheld.findings if each.rule.severity is Severity.ERROR]
    assert not errors, (seed, errors)
    other = public_of(_made(seed, folder / "other", otherwise=True)[1]) if seed % 5 == 0 else None
    for form in forms:
        data = built(public, form)
        assert other is None or built(other, form) == data, (seed, form, "depends on what is withheld")
        file = folder / f"report-public{OURS[form].suffix}"
        file.write_bytes(data)
        found = stages.prove(public, data, file.name, OURS[form])
        assert not stages.has_errors(found), (seed, form, found)
        whole = _everything(file)
        for secret in made.secrets:
            assert secret.casefold().encode() not in whole, (seed, form, secret)
        for word in made.kept:
            assert word.casefold().encode() in whole, (seed, form, word)
        for name, picture in made.pictures.items():
            assert picture not in whole, (seed, form, name)
            assert _pixels(picture) not in whole, (seed, form, name)
    return len(made.secrets)


def check_in_libreoffice(seeds: Sequence[int], folder: Path) -> None:
    """Search what LibreOffice reads in Word files that `check_one` has built: its texts and properties."""
    files = [folder / f"{seed}.docx" for seed in seeds]
    for seed, file in zip(seeds, files, strict=True):
        shutil.copy(folder / str(seed) / "report-public.docx", file)
    for seed, read in zip(
        seeds, libreoffice.convert(files, folder / "office", "fodt:OpenDocument Text Flat XML"), strict=True
    ):
        made, data = Maker(seed).made(), read.read_text(encoding="utf-8")
        text = html.unescape(f"{data}\n{re.sub('<[^<>]*>', '', data)}").casefold()
        assert not [each for each in made.secrets if each.casefold() in text], seed
        assert not [each for each in made.kept if each.casefold() not in text], seed


def test_nothing_withheld_is_in_a_public_file(tmp_path: Path) -> None:
    """Each in one of the formats, in turn; the long run takes all."""
    hidden = [check_one(seed, tmp_path / str(seed), (FORMS[seed % 4],)) for seed in range(QUICK)]
    assert sum(each > 5 for each in hidden) > QUICK // 2
    check_in_libreoffice(range(0, QUICK, 20), tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("first", range(0, LONG, BATCH))
def test_nothing_withheld_is_in_any_public_file(first: int, tmp_path: Path) -> None:
    for seed in range(first, first + BATCH):
        check_one(seed, tmp_path / str(seed), FORMS)
    check_in_libreoffice(range(first, first + BATCH), tmp_path)
