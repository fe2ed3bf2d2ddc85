"""What an author wrote after a Word file was built stays in a merge, with the old source or without it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

import pytest

from tests.support.copies import copy_of
from toolchain.cli.actions.merge import tools_for
from toolchain.editing import joining
from toolchain.editing.merging import Listed, Merged, merge, opened
from toolchain.pipeline import stages
from toolchain.project.settings import Options
from toolchain.rules import merges

COUNT = 12
SOME = [range(2), pytest.param(range(2, 20), marks=pytest.mark.long)]
WHOLES = [merges.EditListed(what, merges.CHANGED_IN_SOURCE) for what in (merges.SPLIT, merges.JOINED)]
"""Edits of several paragraphs, of which the first is named."""
Merging = Callable[[str, str, str, Path], Merged]
KINDS = ("changed", "rewritten", "added", "deleted", "note", "number", "comma", "emphasis")

SHOWN = {
    "author": {"number": "5", "comma": " –", "emphasis": "*river*; 4"},
    "colleague": {"number": "6", "comma": ",", "emphasis": "**river**; 4"},
}
"""What an edit that changes no letter leaves in a paragraph."""


def named(at: int) -> str:
    """A word for each paragraph: digests are of letters only."""
    return "abcdefghijklm"[at] * 3


def paragraph(at: int) -> str:
    return (
        f"{at}. Here begins the text of {named(at)} with some words[^{named(at)}] about it. "
        f"Nobody has ever seen thing{named(at)} at night near the river; 4 of 10 tried. {{#p{at}}}"
    )


def note(at: int) -> str:
    return f"[^{named(at)}]: The archive of {named(at)} has it in its books.\n"


def source() -> str:
    texts, notes = (map(each, range(1, COUNT + 1)) for each in (paragraph, note))
    body = "\n\n".join(["# The heading", *texts])
    return f"---\ntitle: Two sides\nlang: en\n---\n\n{body}\n\n{''.join(notes)}"


def edited(text: str, edits: Mapping[int, str], who: str) -> str:
    """Return a source in which somebody has edited some paragraphs, each in one way."""
    for at, kind in edits.items():
        whole, own = paragraph(at), f"{who} {named(at)}"
        new = {
            "changed": (f"ever seen thing{named(at)}", f"ever seen {own} thing{named(at)}"),
            "rewritten": (whole, f"{at}. Other words by {own} replace all of it.[^{named(at)}] {{#p{at}}}"),
            "added": (whole, f"{whole}\n\n{at}. A new paragraph by {own} begins here."),
            "deleted": (f"{whole}\n\n", ""),
            "note": (note(at), note(at).replace("has it", f"has {own}")),
            "number": (whole, whole.replace("; 4 of", f"; {SHOWN[who]['number']} of")),
            "comma": (whole, whole.replace("; 4 of", f"{SHOWN[who]['comma']} 4 of")),
            "emphasis": (whole, whole.replace("river; 4", SHOWN[who]["emphasis"])),
        }
        text = text.replace(*new[kind])
        text = text.replace(note(at), "") if kind == "deleted" else text
    return text


def lost(at: int, kind: str, text: str, who: str) -> bool:
    """Return whether an edit is not in a text."""
    if kind == "deleted":
        return f"thing{named(at)} at night" in text
    if kind in SHOWN[who]:
        lines = (line for line in text.splitlines() if f"thing{named(at)}" in line)
        return SHOWN[who][kind] not in next(lines, "")
    return f"{who} {named(at)}" not in text


def merged(old: str, ours: str, theirs: str, folder: Path) -> Merged:
    """Merge a file that was built from the old source and then edited into the source as it is now."""
    path = folder / "report.md"
    path.write_text(ours, encoding="utf-8")
    file = opened(copy_of(old, theirs, path), "returned.docx")
    submitted = stages.read(path, Options())
    return merge(submitted.resolved, file, tools_for(submitted, Options()), force=True)


def joined(old: str, ours: str, theirs: str, folder: Path) -> Merged:
    """The same, of a merge that knows the old source."""
    path = folder / "report.md"
    path.write_text(ours, encoding="utf-8")
    now = stages.read(path, Options())
    path.write_text(old, encoding="utf-8")
    base = stages.read(path, Options())
    tools = tools_for(base, Options())
    found = merge(base.resolved, opened(copy_of(old, theirs, path), "returned.docx"), tools, now=now.resolved)
    copy = joining.Copy("returned.docx", found.edits, found.left)
    result = joining.join(base.resolved, ours, [copy], tools)
    return found._replace(text=result.text, left=tuple(each for each, _ in result.left))


def steps(listed: Listed) -> tuple[int, ...]:
    """Return how many lines from the place that is named an edit can be."""
    return (-2, 0, 2) if listed.facts in WHOLES else (0,)


def is_listed(at: int, kind: str, theirs: str, ours: str, left: Sequence[Listed]) -> bool:
    """Return whether an edit of the file is listed at its place."""
    if kind == "deleted":
        lines = [number for number, line in enumerate(ours.splitlines(), 1) if named(at) in line]
        return any(each.line + step in lines for each in left for step in steps(each))
    sought = "new paragraph by colleague " if kind == "added" else ""
    texts = re.findall(r"^\d+\. .*", theirs, re.MULTILINE)
    number = next(each for each, text in enumerate(texts, 1) if f"{sought}{named(at)}" in text)
    return any(
        each.place.endswith(f"paragraph {found}")
        for each in left
        for found in (number - step // 2 for step in steps(each))
    )


def tried(seed: int, folder: Path, merging: Merging = merged) -> None:
    """Edit some paragraphs on one side and others on the other, and merge."""
    random = Random(seed)
    places = random.sample(range(1, COUNT + 1), random.randint(2, 7))
    author = {at: random.choice(KINDS) for at in places[::2]}
    colleague = {at: random.choice(KINDS) for at in places[1::2]}
    ours, theirs = edited(source(), author, "author"), edited(source(), colleague, "colleague")
    result = merging(source(), ours, theirs, folder)
    assert [each for each in author.items() if lost(*each, result.text, "author")] == [], seed
    waiting = [each for each in colleague.items() if lost(*each, result.text, "colleague")]
    silent = [each for each in waiting if not is_listed(*each, theirs, ours, result.left)]
    assert silent == [], (seed, author, result.left)


def test_no_edit_of_either_side_is_lost_in_silence(tmp_path: Path) -> None:
    for seed in range(2):
        tried(seed, tmp_path)
    for seed in range(2):
        tried(seed, tmp_path, joined)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(0, 400, 40))
@pytest.mark.parametrize("merging", [merged, joined])
def test_no_edit_of_more_is_lost_in_silence(seed: int, merging: Merging, tmp_path: Path) -> None:
    for each in range(seed, seed + 40):
        tried(each, tmp_path, merging)


@pytest.mark.parametrize("seeds", SOME)
def test_both_sides_edit_the_same_paragraphs(seeds: range, tmp_path: Path) -> None:
    """The author's text stays, and each edit of the colleague that is not made is listed."""
    for seed in seeds:
        random = Random(seed)
        places = random.sample(range(1, COUNT + 1), 4)
        author, colleague = ({at: random.choice(KINDS) for at in own} for own in (places[:3], places[1:]))
        ours, theirs = edited(source(), author, "author"), edited(source(), colleague, "colleague")
        result = joined(source(), ours, theirs, tmp_path)
        assert [each for each in author.items() if lost(*each, result.text, "author")] == [], seed
        waiting = [each for each in colleague.items() if lost(*each, result.text, "colleague")]
        assert [each for each in waiting if not is_listed(*each, theirs, ours, result.left)] == [], seed


@pytest.mark.parametrize("seeds", SOME)
def test_a_file_that_was_merged_changes_nothing_more(seeds: range, tmp_path: Path) -> None:
    """Its author has edited the source after the first merge, also where the file has an edit."""
    for seed in seeds:
        random = Random(seed)
        theirs, more = (
            {at: random.choice(kinds) for at in random.sample(range(1, COUNT + 1), 3)}
            for kinds in (KINDS, ("changed", "added", "note"))
        )
        returned = edited(source(), theirs, "colleague")
        now = edited(joined(source(), source(), returned, tmp_path).text, more, "author")
        assert joined(source(), now, returned, tmp_path).text == now, (seed, theirs, more)


def swapped(text: str, at: int) -> str:
    """Return a source in which a paragraph and the next one have changed places."""
    one, other = paragraph(at), paragraph(at + 1)
    return text.replace(f"{one}\n\n{other}", f"{other}\n\n{one}")


def test_the_author_has_moved_a_paragraph(tmp_path: Path) -> None:
    """Of two that changed places, either can be the one that moved: the rest is merged."""
    theirs = edited(source(), {3: "changed", 5: "comma"}, "colleague")
    result = merged(source(), swapped(source(), 8), theirs, tmp_path)
    assert result.text == swapped(theirs, 8)
    assert [each.facts for each in result.left] == [merges.EditListed(merges.MOVED, merges.CHANGED_IN_SOURCE)]


@pytest.mark.parametrize("at", [3, 9])
def test_a_paragraph_that_the_author_changed_is_not_joined_to_another(at: int, tmp_path: Path) -> None:
    """Its old words would come back, in another paragraph."""
    one, other = paragraph(at).removesuffix(f" {{#p{at}}}"), paragraph(at + 1)
    words = other.removeprefix(f"{at + 1}. ")
    theirs = source().replace(f"{paragraph(at)}\n\n{other}", f"{one} {words}")
    for kind in ("deleted", "comma", "emphasis"):
        ours = edited(source(), {at + 1: kind}, "author")
        result = merged(source(), ours, theirs, tmp_path)
        assert result.text == ours, kind
        assert any(each.place.endswith(f"paragraph {at}") for each in result.left), (kind, result.left)


def test_what_the_author_changed_is_not_moved_by_half(tmp_path: Path) -> None:
    """The move is listed, and its paragraph is not in the source twice."""
    whole = paragraph(2).removesuffix(" {#p2}")
    changed = whole.replace("some words", "more words").replace("at night near", "at noon near")
    changed = changed.replace("; 4 of 10", "; 6 of 10")
    old = source().replace(" {#p2}", "")
    theirs = old.replace(f"{whole}\n\n", "").replace(paragraph(9), f"{changed}\n\n{paragraph(9)}")
    ours = old.replace("; 4 of 10", "; 5 of 10", 2)
    result = joined(old, ours, theirs, tmp_path)
    assert (result.text, len(result.left)) == (ours, 1)


@pytest.mark.parametrize(("moved", "after"), [(7, 5), (6, 7)])
def test_what_is_split_from_a_text_that_is_left_is_left_too(moved: int, after: int, tmp_path: Path) -> None:
    """The author has moved a paragraph: the two parts look as one new text and one that moved."""
    one, other = paragraph(6).split(" Nobody")
    theirs = source().replace(paragraph(6), f"{one}\n\n1. Nobody{other}")
    ours = source().replace(f"{paragraph(moved)}\n\n", "")
    ours = ours.replace(paragraph(after), f"{paragraph(after)}\n\n{paragraph(moved)}")
    result = merged(source(), ours, theirs, tmp_path)
    assert result.text.count("text of fff") == result.text.count("thingfff") == 1
    assert result.left or result.done


def test_a_text_that_went_into_one_that_is_left_is_not_deleted(tmp_path: Path) -> None:
    """The colleague has moved a paragraph to the end of another one, and the author has changed it."""
    words = paragraph(11).removeprefix("11. ")
    short = "2. A short text of the river."
    old = source().replace(paragraph(2), short).replace(note(2), "")
    theirs = old.replace(f"{paragraph(11)}\n\n", "").replace(short, f"{short} {words}")
    ours = edited(old, {11: "comma"}, "author")
    result = merged(old, ours, theirs, tmp_path)
    assert (result.text, bool(result.left)) == (ours, True)


def test_a_reference_that_the_author_broke_refuses_no_merge(tmp_path: Path) -> None:
    more = "4 of 10 (see para. [3](#p3)) tried. {#p12}"
    old = source().replace("4 of 10 tried. {#p12}", more)
    ours = edited(old, {3: "deleted"}, "author")
    theirs = edited(old, {7: "changed"}, "colleague")
    result = joined(old, ours, theirs, tmp_path)
    assert result.text == edited(ours, {7: "changed"}, "colleague")
