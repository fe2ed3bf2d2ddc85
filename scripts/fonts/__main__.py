"""Makes toolchain/data/fonts/, fonts-chinese/ and the table of what they have, from packages of Debian 13.

apt-get install fonts-liberation fonts-hosny-amiri fonts-noto-core fonts-noto-cjk fonts-dejavu-core
python -m scripts.fonts

The same bytes each time. All but the Chinese ones are the files of the packages as they are. Exit status 1
where the Chinese package is of another version than ours were made of. Takes two minutes.
"""

from __future__ import annotations

import shutil
import sys
from hashlib import sha256
from pathlib import Path

from scripts.fonts.chinese import cut, many, marks, renamed, usual
from scripts.fonts.table import table

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "toolchain/data/fonts"
CHINESE_FOLDER = ROOT / "fonts-chinese/submission_fonts_chinese"
TABLE = ROOT / "toolchain/checks/source/text/covered.txt"

PACKAGED = Path("/usr/share/fonts")
SCRIPTS = (
    *("SerifArmenian", "SerifEthiopic", "SerifGeorgian", "SerifHebrew", "SerifLao", "SerifTibetan"),
    "SansThaana",
)
"""Left out are those whose letters change places or shapes in a word, as of India, Khmer, Burmese: of these
WeasyPrint (70) and typst (0.14) do not say right in a PDF which letters they are, so that it could not be
proved. Of Thai typst does: its font is in a folder that only typst reads.
"""

THAI = "NotoSerifThai-Regular.ttf"
AS_THEY_ARE = {
    "truetype/liberation": ("LiberationSe", "LiberationSa", "LiberationMono-R", "LiberationMono-Bold."),
    "opentype/fonts-hosny-amiri": ("Amiri-Regular", "Amiri-Bold."),
    "truetype/noto": tuple(f"Noto{script}-Regular." for script in SCRIPTS),
    "truetype/dejavu": ("DejaVuSans.",),
}
"""Of each folder of the packages the files whose names begin so."""

CHINESE = {
    "Regular": (many, "5d9c31a059600193c9d7968a998bde886ccdc77e934006ad243b41794c496a7d"),
    "Bold": (usual, "1505ee3b9c0890fae6302ee0e9c6fd74d690f4a55a6ace1d9944f3f6352d622d"),
}
"""Of each weight its signs, and the SHA-256 of the file that it is cut of."""


def main() -> None:
    """Write all fonts, and the table."""
    for name, beginnings in AS_THEY_ARE.items():
        for file in sorted((PACKAGED / name).iterdir()):
            if file.name.startswith(beginnings):
                shutil.copyfile(file, FOLDER / file.name)
    shutil.copyfile(PACKAGED / "truetype/noto" / THAI, FOLDER / "typst" / THAI)
    make_chinese(CHINESE_FOLDER)
    TABLE.write_text(table(FOLDER, CHINESE_FOLDER), encoding="utf-8")


def make_chinese(folder: Path) -> None:
    """Write the fonts that are no files of a package."""
    for weight, (signs, _) in CHINESE.items():
        if not is_known(weight):
            sys.exit(f"{source(weight)} is not of the version that the fonts were made of")
        cut(source(weight), signs()).save(folder / f"NotoSerifSC-{weight}.ttf")
        renamed(cut(source(weight), marks()), "Marks").save(folder / f"NotoSerifSCMarks-{weight}.ttf")


def source(weight: str) -> Path:
    """What the Chinese font of a weight is cut of."""
    return PACKAGED / f"opentype/noto/NotoSerifCJK-{weight}.ttc"


def is_known(weight: str) -> bool:
    """Whether that is there, and the file that ours was cut of."""
    file = source(weight)
    return file.is_file() and sha256(file.read_bytes()).hexdigest() == CHINESE[weight][1]


if __name__ == "__main__":
    main()
