"""The pictures of a Word file: each once, without metadata, under a neutral name."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.formats.docx.drawings import cut_off, way_of
from toolchain.formats.docx.package import Package, Relationship
from toolchain.formats.docx.story import Paragraph
from toolchain.formats.docx.xml import Element
from toolchain.formats.pictures import Unreadable, read_picture, strip_picture
from toolchain.model import ImageFile
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Facts, Word
from toolchain.model.records import Changing, field
from toolchain.rules.pictures import PictureLost
from toolchain.word.importing.losses import Losses

_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}


class Images(Changing):
    """Names pictures in the order of their first use: "picture-1.png"."""

    package: Package
    losses: Losses
    stem: str
    files: dict[str, ImageFile] = field(default_factory=dict)
    _names: dict[object, str] = field(default_factory=dict)

    def name(
        self, related: Relationship | None, alt: str, paragraph: Paragraph, drawn: Element | None = None
    ) -> str:
        """Return the name of a picture as it is `drawn`, cropped and turned.

        It is "" for one that no output supports, which is recorded.
        """
        target = related.target if related else ""
        if related is None or not target:
            return self._lost(Word("a picture that is not in the file"), alt, paragraph)
        if related.external:
            return self._lost(Word("a picture that is outside the file, and is not fetched"), alt, paragraph)
        cut, way = ((), 1) if drawn is None else (cut_off(drawn), way_of(drawn))
        key = (target, cut, way)
        if key not in self._names:
            self._names[key] = self._read(target, alt, paragraph, cut, way)
        elif not self._names[key]:
            self.losses.add(paragraph, Word("the same picture again"), alt)
        if cut and self._names[key]:
            self.losses.add(paragraph, Word("what was cut off a picture is left out"), alt)
        return self._names[key]

    def _lost(self, what: Word | Facts, alt: str, paragraph: Paragraph) -> str:
        self.losses.add(paragraph, what, alt)
        return ""

    def _read(self, target: str, alt: str, paragraph: Paragraph, cut: Sequence[float], way: int) -> str:
        try:
            data = self.package.content(target)
            if cut or way != 1:
                from toolchain.formats.pictures.turning import cropped, turned

                picture = read_picture(strip_picture(data))  # Word does not turn it by its own tag
                picture = cropped(picture, cut) if cut else picture
                picture = turned(picture, way) if way != 1 else picture
            else:
                picture = read_picture(data)
        except Unreadable as error:
            return self._lost(PictureLost(error.facts), alt, paragraph)
        except (Failure, KeyError, ValueError, OSError, SyntaxError, EOFError):  # of Pillow
            return self._lost(Word("a picture that cannot be read"), alt, paragraph)
        name = f"{self.stem}-{len(self.files) + 1}.{_SUFFIXES[picture.media_type]}"
        self.files[name] = picture
        return name
