"""The forms of numbers, and that of a paragraph's, for writers and for readers of finished files."""

from __future__ import annotations

import re
from functools import cache

from toolchain.data import packaged_templates
from toolchain.model.design import FILE
from toolchain.model.languages import read_language
from toolchain.model.numerals import numeral, signs
from toolchain.model.records import Record


class Form(Record):
    """How a level counts. `style` is a name from ECMA-376-1, 17.18.59 (ST_NumberFormat).

    The styles are decimal, lowerLetter, upperLetter, lowerRoman, upperRoman, arabicAbjad, chineseCounting.
    `text` has the number at "%": "%." or "(%)".
    """

    style: str
    text: str

    def sign(self, value: int) -> str:
        """Return the number alone: "15", "b", "I"."""
        return numeral(self.style, value)

    def label(self, value: int) -> str:
        """Return the number as printed before a text: "15.", "(b)", "Annex I"."""
        return self.text.replace("%", self.sign(value))

    def own(self, value: int) -> str:
        """Return the number as shown in a cross-reference: "15", "(b)", "I".

        Like a REF field of Word (ECMA-376-1, 17.16.5.51), it omits full stops at the end and nothing else;
        the word of a caption is outside its field.
        """
        return self.sign(value) if self.is_caption else self.label(value).rstrip(".")

    @property
    def is_caption(self) -> bool:
        """Whether the form contains a word: "Table %"."""
        return any(map(str.isalpha, self.text))

    def read(self, label: str) -> str:
        """Return the number alone from a label: "15" from "15."; "" if the label has another form."""
        found = re.fullmatch(_expression(self.text, f"({signs(self.style)})"), label.strip())
        return found[1] if found else ""

    @property
    def labels(self) -> str:
        """A regular expression that matches the result of `label` for any value: "15.", "(b)"."""
        return _expression(self.text, signs(self.style))

    @property
    def pattern(self) -> str:
        """A regular expression that matches the result of `own` for any value: "15", "(b)"."""
        return signs(self.style) if self.is_caption else _expression(self.text.rstrip("."), signs(self.style))

    @property
    def is_bare(self) -> bool:
        """Whether a reference shows the number without brackets: "15", "II"."""
        return self.text.rstrip(".") == "%"


@cache
def _expression(text: str, number: str) -> str:
    """Return a regular expression for a form's text, with any white space for its spaces."""
    before, after = (r"\s+".join(map(re.escape, re.split(r"\s", part))) for part in text.split("%"))
    return before + number + after


ANY_NUMBER = (
    r"(?:\d{1,6}|(?P<letter>[^\W\d_])(?P=letter){0,30}"
    r"|[ivxlcdm]{1,20}|[IVXLCDM]{1,20}|[○一二三四五六七八九十]{1,5})"
)
"""A regular expression for the number alone of an item or a heading, in a file from any program."""

PARAGRAPH = Form(*read_language(packaged_templates() / FILE, "number")["form"])
"""The form of the numbers of paragraphs, in all languages and outputs."""


def number_in(label: str) -> str:
    """Return the number of a paragraph as messages print it: "15" for "15."."""
    return PARAGRAPH.read(label) or label.strip().rstrip(".")
