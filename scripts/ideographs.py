"""Makes `toolchain/text/ideographs.txt` of Unihan, the database of the Unicode Consortium on Chinese signs.

    apt-get download unicode-data && dpkg -x unicode-data_*.deb unpacked
    python -m scripts.ideographs unpacked/usr/share/unicode

The characters are those of Unicode's first block of ideographs, which has nearly all of GBK and Big5.
"""

from __future__ import annotations

import bz2
import re
import sys
import textwrap
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

MADE = Path(__file__).resolve().parents[1] / "toolchain" / "text" / "ideographs.txt"
_FIRST, _LAST = 0x4E00, 0x9FFF
_FORMS = ("kSimplifiedVariant", "kTraditionalVariant", "kZVariant")
_READINGS = ("kMandarin", "kTGHZ2013", "kHanyuPinlu")


def main() -> None:
    """Write the file from the folder that is named on the command line."""
    folder = Path(sys.argv[1])
    groups: dict[str, set[str]] = {}
    for char, value in _values(folder / "Unihan_Variants.txt.bz2", _FORMS):
        for code in re.findall(r"U\+([0-9A-F]{4})\b", value):
            both = groups.get(char, {char}) | groups.get(chr(int(code, 16)), {chr(int(code, 16))})
            groups.update(dict.fromkeys(both, both))
    syllables = defaultdict[str, set[str]](set)
    for char, value in _values(folder / "Unihan_Readings.txt.bz2", _READINGS):
        for reading in re.findall(r"[^\W\d_]+", re.sub(r"\S+:", "", unicodedata.normalize("NFC", value))):
            apart = unicodedata.normalize("NFD", reading.lower()).replace("u\u0308", "v")
            syllables["".join(filter(str.isalpha, apart))].add(char)
    forms = sorted({"".join(sorted(c for c in group if _is_known(c))) for group in groups.values()})
    lines = textwrap.wrap(" ".join(each for each in forms if each[1:]), 60)
    read = (f"{syllable} {''.join(sorted(chars))}" for syllable, chars in sorted(syllables.items()))
    MADE.write_text("\n".join((_HEAD, *lines, "", *read, "")), encoding="utf-8")


_HEAD = """\
# Made by scripts/ideographs.py of the Unihan Database 15.1, Copyright 1991-2023 Unicode, Inc., whose
# licence is in ideographs-licence.txt.
# First characters that are forms of one another (simplified, traditional, of another shape), then each
# syllable of pinyin, without its tone and with v for ü, with the characters that can be read so.
"""


def _is_known(char: str) -> bool:
    return _FIRST <= ord(char) <= _LAST


def _values(file: Path, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for line in bz2.decompress(file.read_bytes()).decode().splitlines():
        code, name, value, *_ = (*line.split("\t"), "", "")
        if (
            not line.startswith("#")
            and name in names
            and _is_known(char := chr(int(code.replace("U+", "0x"), 0)))
        ):
            yield char, value


if __name__ == "__main__":
    main()
