"""Languages by their tags, and the tables of one language from a TOML file that has them for all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
_SCRIPTS = frozenset(("Adlm", "Arab", "Aran", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"))
_SCRIPT = 4  # letters
# Letters of scripts that have no italics: those written from right to left, and Chinese, Japanese, Korean.
_RIGHT_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_EAST_LETTERS = "\u2e80-\u2fdf\u3005-\u3007\u3041-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
EAST_ASIAN_LETTER = re.compile(f"[{_EAST_LETTERS}]")
_UPRIGHT_LETTER = re.compile(f"[{_RIGHT_LETTERS}{_EAST_LETTERS}]")
_TABLE = re.compile(r"^(?=\[)", re.MULTILINE)
_NAME = re.compile(r"\[([a-z]+)[.\]]")


def is_language_tag(tag: str) -> bool:
    """Whether a text has the form of a tag of BCP 47."""
    return bool(_TAG.fullmatch(tag))


def primary_subtag(tag: str) -> str:
    """The language itself of a tag of BCP 47: "zh" of "zh-Hant", also of "zh_TW"."""
    return tag.replace("_", "-").partition("-")[0].lower()


def script_subtag(tag: str) -> str:
    """The script that a tag of BCP 47 names: "Latn" of "ur-Latn"; mostly "", as the language says it."""
    subtags = tag.replace("_", "-").split("-")[1:]
    return next((each.title() for each in subtags if len(each) == _SCRIPT and each.isalpha()), "")


def is_right_to_left(tag: str) -> bool:
    """Whether a language (BCP 47) is written from right to left, by default or in the script of the tag."""
    script = script_subtag(tag)
    return script in _SCRIPTS if script else primary_subtag(tag) in _RIGHT_TO_LEFT


def is_upright(text: str) -> bool:
    """Whether a text is in letters that have no italics, or some of it is."""
    return not text.isascii() and bool(_UPRIGHT_LETTER.search(text))


def read_language(file: Path, name: str) -> dict[str, Any]:
    """The table `[name]` of a file, with its own tables; {} where there is none. The others are not parsed.

    A table begins at the beginning of a line, and nothing else in brackets does.
    """
    import tomllib

    tables = _TABLE.split(file.read_text(encoding="utf-8"))
    own = (table for table in tables if (found := _NAME.match(table)) and found[1] == name)
    read: dict[str, Any] = tomllib.loads("".join(own)).get(name, {})
    return read
