"""Edits as people make them in Word, made in a built file's XML, each with what becomes of the source.

The source is edited by hand here, as a text: by words that stand once in it and once in the file, and by
blank lines. Nothing of what merges is used.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from tests.support.planting import NAMES, WHO, WORD, Element, Ground, W, made, runs_of

_PHRASE = re.compile(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,} [a-z]{2,}")
DOCUMENT, ENDNOTES = "word/document.xml", "word/endnotes.xml"


class Site(NamedTuple):
    """Words that stand once in the source and once in the file: there at `at`, here in `run` at `inside`."""

    paragraph: Element
    run: Element
    inside: int
    at: int
    words: list[str]


class Edited(NamedTuple):
    """A file that was edited, and the source as it should be then."""

    data: bytes
    source: str


class Copy:
    """A built file with its source, to be edited on both sides."""

    def __init__(self, source: str, data: bytes, seed: int, *, tracked: bool = False) -> None:
        self.source = source
        self.luck = random.Random(seed)
        self.ground = Ground(data, self.luck)
        self.tracked = tracked

    def edited(self, source: str) -> Edited:
        return Edited(self.ground.packed(), source)

    def paragraphs(self, part: str) -> list[Element]:
        return list(self.ground.tree(part).iter(W + "p"))

    def all_text(self) -> str:
        """What can be edited: the contents, which repeat the headings, are made again."""
        every = (each for part in self.ground.texts for each in self.paragraphs(part) if not _is_listed(each))
        return "\n".join("".join(text.text or "" for text in each.iter(W + "t")) for each in every)

    def sites(self, part: str = DOCUMENT) -> Iterator[Site]:
        """All places where words can be edited on both sides, in an order that the seed makes."""
        everything = self.all_text()
        paragraphs = [each for each in self.paragraphs(part) if runs_of(each)]
        self.luck.shuffle(paragraphs)
        for paragraph in paragraphs:
            runs = runs_of(paragraph)
            self.luck.shuffle(runs)
            for run in runs:
                text = run.findtext(W + "t") or ""
                found = list(_PHRASE.finditer(text))
                if not found:
                    continue
                match = self.luck.choice(found)
                at = self.source.find(match[0])
                once = self.source.count(match[0]) == everything.count(match[0]) == 1
                cited = self.source.rfind("[@", 0, at) > self.source.rfind("]", 0, at)
                # What is on the cover or in a citation is only listed.
                if once and not cited and at > self.source.find("\n---\n", 4):
                    yield Site(paragraph, run, match.start(), at, match[0].split(" "))
                    break

    def site(self, part: str = DOCUMENT) -> Site | None:
        return next(self.sites(part), None)


def _is_listed(paragraph: Element) -> bool:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(W + "val", "").startswith("TOC")


def chunk(source: str, at: int) -> tuple[int, int]:
    """The lines between blank ones that a place is in, without the last one's end."""
    start = source.rfind("\n\n", 0, at) + 2
    end = source.find("\n\n", at)
    return start, end if end >= 0 else len(source.rstrip("\n"))


def follows(source: str, end: int) -> str:
    """The lines between blank ones that come next."""
    rest = source[end:].lstrip("\n")
    indent = rest[: len(rest) - len(rest.lstrip(" "))]
    return indent + rest.lstrip(" ")


def run_of(text: str, like: Element, *, tag: str = "t") -> Element:
    """A run that looks like another one."""
    run = deepcopy(like)
    for child in list(run):
        if child.tag != W + "rPr":
            run.remove(child)
    (new,) = made(f'<w:{tag} xml:space="preserve"/>')
    new.text = text
    run.append(new)
    return run


def wrapped(kind: str, run: Element, copy: Copy) -> Element:
    (around,) = made(f'<w:{kind} w:id="{copy.ground.number()}" {WHO}/>')
    around.append(run)
    return around


def take_out(element: Element) -> None:
    """Remove an element from where it stands."""
    around = element.getparent()
    assert around is not None
    around.remove(element)


def put_around(element: Element, around: Element) -> None:
    """Let an element stand in another one, in its place."""
    element.addprevious(around)
    around.append(element)


def retyped(copy: Copy, site: Site, old: str, new: str, offset: int) -> None:
    """Put other words in a run's place, or track that: `offset` is where the old ones stand in it."""
    text = site.run.findtext(W + "t") or ""
    assert text[offset : offset + len(old)] == old
    before, after = text[:offset], text[offset + len(old) :]
    pieces = [run_of(before, site.run)] if before else []
    if copy.tracked:
        if old:
            pieces.append(wrapped("del", run_of(old, site.run, tag="delText"), copy))
        if new:
            pieces.append(wrapped("ins", run_of(new, site.run), copy))
    elif new:
        pieces.append(run_of(new, site.run))
    if after:
        pieces.append(run_of(after, site.run))
    for piece in pieces:
        site.run.addprevious(piece)
    take_out(site.run)


def word_changed(copy: Copy, part: str = DOCUMENT) -> Edited | None:
    if (site := copy.site(part)) is None:
        return None
    first, second = site.words[:2]
    offset = site.inside + len(first) + 1
    retyped(copy, site, second, "zebra", offset)
    at = site.at + len(first) + 1
    return copy.edited(copy.source[:at] + "zebra" + copy.source[at + len(second) :])


def words_added(copy: Copy) -> Edited | None:
    if (site := copy.site()) is None:
        return None
    offset = len(site.words[0])
    retyped(copy, site, "", " of zebras* and lions", site.inside + offset)
    at = site.at + offset
    return copy.edited(copy.source[:at] + r" of zebras\* and lions" + copy.source[at:])


def words_deleted(copy: Copy) -> Edited | None:
    if (site := copy.site()) is None:
        return None
    gone = f" {site.words[1]} {site.words[2]}"
    offset = len(site.words[0])
    retyped(copy, site, gone, "", site.inside + offset)
    at = site.at + offset
    return copy.edited(copy.source[:at] + copy.source[at + len(gone) :])


def note_changed(copy: Copy) -> Edited | None:
    return word_changed(copy, ENDNOTES) if ENDNOTES in copy.ground.files else None


def emphasized(copy: Copy) -> Edited | None:
    if (site := copy.site()) is None:
        return None
    word = site.words[1]
    offset = site.inside + len(site.words[0]) + 1
    text = site.run.findtext(W + "t") or ""
    new = run_of(word, site.run)
    properties = new.find(W + "rPr")
    if properties is None:
        (properties,) = made("<w:rPr/>")
        new.insert(0, properties)
    if properties.find(W + "i") is not None or properties.find(W + "b") is not None:
        return None
    properties.extend(made("<w:i/><w:iCs/>"))
    for piece in (run_of(text[:offset], site.run), new, run_of(text[offset + len(word) :], site.run)):
        site.run.addprevious(piece)
    take_out(site.run)
    at = site.at + len(site.words[0]) + 1
    around = copy.source[: site.at].rpartition("\n")[2]
    if around.count("*") % 2:
        return None
    return copy.edited(f"{copy.source[:at]}*{word}*{copy.source[at + len(word) :]}")


def without_note(source: str, label: str) -> str:
    """A source without the text of a note."""
    text = re.sub(rf"^\[\^{re.escape(label)}\]: .*\n(?: +.*\n)*", "", source, flags=re.MULTILINE)
    return text.rstrip("\n") + "\n"


def note_deleted(copy: Copy) -> Edited | None:
    if ENDNOTES not in copy.ground.files or "](#^" in copy.source:
        return None
    for site in copy.sites(ENDNOTES):
        line = copy.source.rfind("\n", 0, site.at) + 1
        found = re.match(r"\[\^([^\]]+)\]: ", copy.source[line:])
        if not found or copy.source.count(f"[^{found[1]}]") != 2:
            continue
        note = next(site.paragraph.iterancestors(W + "endnote"))
        identity = note.get(W + "id")
        mark = next(
            each
            for each in copy.ground.tree(DOCUMENT).iter(W + "endnoteReference")
            if each.get(W + "id") == identity
        )
        run = mark.getparent()
        assert run is not None
        if copy.tracked:
            (around,) = made(f'<w:del w:id="{copy.ground.number()}" {WHO}/>')
            put_around(run, around)
        else:
            take_out(run)
            take_out(note)
        source = copy.source.replace(f"[^{found[1]}]", "", 1)
        return copy.edited(without_note(source, found[1]))
    return None


def note_added(copy: Copy) -> Edited | None:
    if ENDNOTES not in copy.ground.files:
        return None
    for site in copy.sites():
        body = copy.source.partition("\n---\n")[2]
        before = re.findall(r"\[\^([^\]]+)\](?!:)", body[: site.at - len(copy.source) + len(body)])
        seen = list(dict.fromkeys(before))
        if not seen or "^[" in copy.source:
            continue
        definition = re.search(rf"^\[\^{re.escape(seen[-1])}\]: .*\n", copy.source, re.MULTILINE)
        if not definition or copy.source[definition.end() :][:1] in (" ", "\n", ""):
            continue
        notes = copy.ground.tree(ENDNOTES)
        identity = copy.ground.number()
        notes.extend(made(
            f'<w:endnote w:id="{identity}"><w:p><w:pPr><w:pStyle w:val="EndnoteText"/></w:pPr>'
            '<w:r><w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr><w:endnoteRef/></w:r>'
            '<w:r><w:t xml:space="preserve"> Zebra Archive, volume seven.</w:t></w:r></w:p></w:endnote>'
        ))  # fmt: skip
        text = site.run.findtext(W + "t") or ""
        offset = site.inside + len(site.words[0])
        mark = made(
            '<w:r><w:rPr><w:rStyle w:val="EndnoteReference"/></w:rPr>'
            f'<w:endnoteReference w:id="{identity}"/></w:r>'
        )[0]
        pieces = [run_of(text[:offset], site.run), mark, run_of(text[offset:], site.run)]
        if copy.tracked:
            pieces[1] = wrapped("ins", mark, copy)
        for piece in pieces:
            site.run.addprevious(piece)
        take_out(site.run)
        end = definition.end()
        source = (
            f"{copy.source[:end]}[^zebra-archive-volume]: Zebra Archive, volume seven.\n{copy.source[end:]}"
        )
        at = site.at + len(site.words[0])
        return copy.edited(f"{source[:at]}[^zebra-archive-volume]{source[at:]}")
    return None


def commented(copy: Copy) -> Edited | None:
    for site in copy.sites():
        start, end = chunk(copy.source, site.at)
        text = copy.source[start:end]
        if not re.match(r"(?:\d+\. (?!>)|[A-Z](?!able: ))", text) or re.search(
            r"^ +\d+\. ", text, re.MULTILINE
        ):
            continue
        copy.ground.add(
            DOCUMENT,
            "comments",
            "word/comments.xml",
            f'<w:comments {NAMES}><w:comment w:id="1" w:initials="P" {WHO}><w:p><w:r><w:t>Is this so?'
            "</w:t></w:r></w:p></w:comment></w:comments>".encode(),
            f"{WORD}.comments+xml",
        )
        site.run.addprevious(made('<w:commentRangeStart w:id="1"/>')[0])
        site.run.addnext(made('<w:r><w:commentReference w:id="1"/></w:r>')[0])
        site.run.addnext(made('<w:commentRangeEnd w:id="1"/>')[0])
        label = re.search(r"\s*\{#[\w-]+\}$", text)
        at = start + label.start() if label else end
        return copy.edited(f"{copy.source[:at]} <!-- comment: Is this so? -->{copy.source[at:]}")
    return None
