"""Edits of whole paragraphs as people make them in Word, and all kinds of edits there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy

from tests.support.planting import WHO, Element, W, made
from tests.support.word_edits import (  # fmt: skip
    Copy,
    Edited,
    Site,
    chunk,
    commented,
    emphasized,
    follows,
    note_added,
    note_changed,
    note_deleted,
    retyped,
    run_of,
    take_out,
    without_note,
    word_changed,
    words_added,
    words_deleted,
    wrapped,
)


def _numbered_alone(copy: Copy, *, labels: bool = True) -> Iterator[tuple[Site, int, int]]:
    """Numbered paragraphs of one text, each with where it begins and ends in the source."""
    for site in copy.sites():
        start, end = chunk(copy.source, site.at)
        text = copy.source[start:end]
        after = follows(copy.source, end)
        if (
            not re.match(r"\d+\. ", text)
            or after.startswith(" ")
            or re.search(r"^ +\d+\. ", text, re.MULTILINE)
        ):
            continue
        if re.search(r"^[ \d.]*(?:>|\d+\)|[-+*] )", text, re.MULTILINE):
            continue  # it stands in something else within the paragraph
        if labels or "{#" not in text:
            yield site, start, end


def _is_referred(source: str, text: str) -> bool:
    return any(f"(#{label})" in source for label in re.findall(r"\{#([\w-]+)", text))


def _without_orphans(source: str, gone: str) -> str:
    """The source without the texts of notes that only stood in what is gone."""
    for label in re.findall(r"\[\^([^\]]+)\](?!:)", gone):
        if f"[^{label}]" in source and source.count(f"[^{label}]") == 1:
            source = without_note(source, label)
    return source


def mark_end(copy: Copy, paragraph: Element, kind: str) -> None:
    """Track that a paragraph's end was put in or taken out."""
    properties = paragraph.find(W + "pPr")
    assert properties is not None
    found = properties.find(W + "rPr")
    if found is None:
        (found,) = made("<w:rPr/>")
        properties.append(found)
    found.insert(0, made(f'<w:{kind} w:id="{copy.ground.number()}" {WHO}/>')[0])


def paragraph_inserted(copy: Copy) -> Edited | None:
    for site, start, end in _numbered_alone(copy):
        number = int(copy.source[start:].partition(".")[0])
        (new,) = made("<w:p/>")
        properties = site.paragraph.find(W + "pPr")
        if properties is not None:
            new.append(deepcopy(properties))
        (run,) = made("<w:r><w:t>Lions and zebras are counted here.</w:t></w:r>")
        if copy.tracked:
            new.append(wrapped("ins", run, copy))
            mark_end(copy, new, "ins")
        else:
            new.append(run)
        site.paragraph.addnext(new)
        text = f"\n\n{number + 1}. Lions and zebras are counted here."
        return copy.edited(copy.source[:end] + text + copy.source[end:])
    return None


def paragraph_deleted(copy: Copy) -> Edited | None:
    for site, start, end in _numbered_alone(copy):
        gone = copy.source[start:end]
        if _is_referred(copy.source, gone) or "](#^" in copy.source:
            continue
        beside = site.paragraph.getnext()
        if beside is None or beside.tag != W + "p":
            continue
        if copy.tracked:
            for run in list(site.paragraph.iterchildren(W + "r")):
                for text in run.iter(W + "t"):
                    text.tag = W + "delText"
                (around,) = made(f'<w:del w:id="{copy.ground.number()}" {WHO}/>')
                run.addprevious(around)
                around.append(run)
            mark_end(copy, site.paragraph, "del")
        else:
            take_out(site.paragraph)
        source = copy.source[:start] + copy.source[end:].lstrip("\n")
        return copy.edited(_without_orphans(source, gone))
    return None


def paragraph_moved(copy: Copy) -> Edited | None:
    found = list(_numbered_alone(copy))
    for site, start, end in found:
        for other, _, other_end in found:
            if not start <= other_end <= end and other.paragraph.getnext() is not site.paragraph:
                text = copy.source[start:end]
                other.paragraph.addnext(site.paragraph)
                source = copy.source
                if other_end > end:
                    source = source[:other_end] + f"\n\n{text}" + source[other_end:]
                    source = source[:start] + source[end:].lstrip("\n")
                else:
                    cut = source[:start] + source[end:].lstrip("\n")
                    source = cut[:other_end] + f"\n\n{text}" + cut[other_end:]
                return copy.edited(source)
    return None


def paragraph_split(copy: Copy) -> Edited | None:
    for site, start, _end in _numbered_alone(copy, labels=False):
        before = copy.source[start : site.at]
        if len(re.findall(r"\*+", before)) % 2 or "_" in before:
            continue  # both halves would be in italics
        number = int(copy.source[start:].partition(".")[0])
        first = " ".join(site.words[:2])
        offset = site.inside + len(first)
        text = site.run.findtext(W + "t") or ""
        new = deepcopy(site.paragraph)
        for child in list(new):
            if child.tag != W + "pPr":
                new.remove(child)
        rest = [site.run, *site.run.itersiblings()]
        new.append(run_of(text[offset + 1 :], site.run))
        for each in rest[1:]:
            new.append(each)
        site.run.addprevious(run_of(text[:offset], site.run))
        take_out(site.run)
        if copy.tracked:
            mark_end(copy, site.paragraph, "ins")
        site.paragraph.addnext(new)
        at = site.at + len(first)
        source = f"{copy.source[:at]}\n\n{number + 1}. {copy.source[at + 1 :]}"
        return copy.edited(source)
    return None


def paragraphs_joined(copy: Copy) -> Edited | None:
    for site, _start, end in _numbered_alone(copy, labels=False):
        after = follows(copy.source, end)
        after = after.partition("\n\n")[0].rstrip("\n")
        beside = site.paragraph.getnext()
        if not re.match(r"\d+\. ", after) or beside is None or beside.tag != W + "p" or "{#" in after:
            continue
        if copy.tracked:
            mark_end(copy, site.paragraph, "del")
            site.paragraph.append(made('<w:r><w:t xml:space="preserve"> </w:t></w:r>')[0])
        else:
            site.paragraph.append(made('<w:r><w:t xml:space="preserve"> </w:t></w:r>')[0])
            for child in list(beside):
                if child.tag != W + "pPr":
                    site.paragraph.append(child)
            take_out(beside)
        rest = copy.source[end:].lstrip("\n")
        return copy.edited(f"{copy.source[:end]} {rest.partition('. ')[2]}")
    return None


def sub_paragraph_inserted(copy: Copy) -> Edited | None:
    """After one of a list whose items have a line each."""
    for site in copy.sites():
        start = copy.source.rfind("\n", 0, site.at) + 1
        end = copy.source.index("\n", site.at)
        found = re.match(r"( {5})(\d+)\. ", copy.source[start:end])
        if not found or not re.match(r" {5}\d+\. |\n", copy.source[end + 1 :]):
            continue
        if not re.match(r" {5}\d+\. ", copy.source[end + 1 :]):
            continue
        (new,) = made("<w:p/>")
        new.extend(deepcopy(each) for each in site.paragraph.iterchildren(W + "pPr"))
        (run,) = made("<w:r><w:t>Zebras and lions;</w:t></w:r>")
        new.append(wrapped("ins", run, copy) if copy.tracked else run)
        if copy.tracked:
            mark_end(copy, new, "ins")
        site.paragraph.addnext(new)
        line = f"{found[1]}{int(found[2]) + 1}. Zebras and lions;\n"
        return copy.edited(copy.source[: end + 1] + line + copy.source[end + 1 :])
    return None


def word_in_table_changed(copy: Copy) -> Edited | None:
    return _changed_in(copy, lambda site: next(site.paragraph.iterancestors(W + "tc"), None) is not None)


def word_in_heading_changed(copy: Copy) -> Edited | None:
    return _changed_in(copy, lambda site: _style(site).startswith("Heading"))


def word_in_caption_changed(copy: Copy) -> Edited | None:
    return _changed_in(copy, lambda site: _style(site) == "Caption")


def _style(site: Site) -> str:
    found = site.paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(W + "val", "")


def _changed_in(copy: Copy, fits: Callable[[Site], bool]) -> Edited | None:
    for site in copy.sites():
        if fits(site):
            retyped(copy, site, site.words[0], "Zebra", site.inside)
            end = site.at + len(site.words[0])
            return copy.edited(f"{copy.source[: site.at]}Zebra{copy.source[end:]}")
    return None


def level_changed(copy: Copy) -> Edited | None:
    """A heading goes one level down."""
    for site in copy.sites():
        start = copy.source.rfind("\n", 0, site.at) + 1
        found = re.match("#+ ", copy.source[start:])
        style = site.paragraph.find(f"{W}pPr/{W}pStyle")
        if (
            found
            and len(found[0]) < 4
            and style is not None
            and _style(site) == f"Heading{len(found[0]) - 1}"
        ):
            style.set(W + "val", f"Heading{len(found[0])}")
            return copy.edited(f"{copy.source[:start]}#{copy.source[start:]}")
    return None


EDITS: dict[str, Callable[[Copy], Edited | None]] = {
    each.__name__: each
    for each in (
        word_changed, words_added, words_deleted, note_changed, emphasized, paragraph_inserted,
        paragraph_deleted, paragraph_moved, paragraph_split, paragraphs_joined, note_deleted, note_added,
        commented, sub_paragraph_inserted, word_in_table_changed, word_in_heading_changed,
        word_in_caption_changed, level_changed,
    )
}  # fmt: skip
