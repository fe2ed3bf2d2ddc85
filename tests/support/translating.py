"""Translates files of translations as a program would, and compares trees apart from line breaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import polib
from lxml import etree

from tests.support.trees import Tree
from toolchain.formats.translations import FORMS, TAG
from toolchain.pipeline import translate
from toolchain.pipeline.translate import Translated
from toolchain.project.settings import Options

X = "{urn:oasis:names:tc:xliff:document:1.2}"


def pseudo(text: str) -> str:
    """Each word from its end to its start; tags and the words of references are as they were."""
    tag = TAG.pattern.replace("(", "(?:")
    parts = re.split(f"(<ref[0-9]+>.*?</ref[0-9]+>|{tag})", text)
    return "".join(part if at % 2 else re.sub(r"[^\W\d_]+", reverse, part) for at, part in enumerate(parts))


def reverse(found: re.Match[str]) -> str:
    return found[0][::-1]


def fill(file: Path, give: Callable[[str], str]) -> None:
    """Translate a file by polib or lxml alone. In XLIFF, words of each text of an element are given."""
    if file.suffix == ".po":
        found = polib.pofile(str(file))
        for entry in found:
            entry.msgstr = give(entry.msgid)
        found.save()
        return
    tree = etree.parse(file)
    for unit in tree.iter(f"{X}trans-unit"):
        source, target = unit.find(f"{X}source"), unit.find(f"{X}target")
        assert source is not None
        assert target is not None
        for old in target:
            target.remove(old)
        copy = etree.fromstring(etree.tostring(source))
        for node in copy.iter():
            if not any(each.get("id", "").startswith("ref") for each in (node, *node.iterancestors())):
                node.text = give(node.text) if node.text else node.text
            if not any(each.get("id", "").startswith("ref") for each in node.iterancestors()):
                node.tail = give(node.tail) if node.tail else node.tail
        target.text = copy.text
        target.extend(copy)
        target.set("state", "translated")
    tree.write(file, encoding="UTF-8", xml_declaration=True)


def exported(source: Path, form: str, lang: str = "fr") -> Path:
    """The file of a source for translators."""
    file = source.with_suffix(f".{lang}{FORMS[form].suffixes[0]}")
    file.write_bytes(translate.exported(source, file, form, Options())[0])
    return file


def imported(source: Path, form: str, give: Callable[[str], str], lang: str = "fr") -> Translated:
    """The translation of a source, filled in by `give`."""
    file = exported(source, form, lang)
    fill(file, give)
    return translate.translated(file, source, source.with_suffix(f".{lang}.md"), Options())


def joined(tree: Tree) -> Tree:
    """A tree in which line ends are spaces and neighbouring texts one."""
    if not isinstance(tree, tuple):
        return tree
    if tree == ("Break", ("hard", False)):
        return "Text", ("text", " ")
    parts: list[Tree] = []
    for part in map(joined, tree):
        last = parts[-1] if parts else None
        if isinstance(part, tuple) and isinstance(last, tuple) and part[:1] == last[:1] == ("Text",):
            parts[-1] = "Text", ("text", last[1][1] + part[1][1])
        else:
            parts.append(part)
    return tuple(parts)
