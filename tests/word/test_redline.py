"""A redline: accepting all changes gives the new version, rejecting all the old one, for us and others."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from tests.judges.validators import axe, libreoffice, nu, pandoc, schema
from tests.random.generator.proving import in_folder
from tests.random.generator.running import each_source
from tests.support.docx_made import unzipped
from tests.support.edited import built, edited, parted, shuffled
from tests.support.pages import ROOT
from tests.support.shares import one_in
from toolchain.cli import cli
from toolchain.formats.docx.opened import Opened, open_bytes
from toolchain.model.diagnostics import Failure
from toolchain.reports.redline_page import page
from toolchain.word.redlining import By, Redline, redline
from toolchain.word.redlining.proving import lines, prove, settled

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
TEXT = REPORT.read_text(encoding="utf-8")
WHOLE = ROOT / "tests" / "cases" / "docx" / "whole.md"
BY = By("Redline", "2000-01-01T00:00:00Z")
HEAD = "---\ntitle: T\nlang: en\n---\n\n"


def of(old: str, new: str, path: Path = REPORT) -> Redline:
    """The redline of two texts, which is proved when it is made."""
    return redline("old.docx", built(old, path), "new.docx", built(new, path), BY)


def changes(old: str, new: str) -> list[tuple[str, str]]:
    """What is struck and what is inserted between two bodies, in order."""
    text = unzipped(of(HEAD + old, HEAD + new).data)["word/document.xml"].decode()
    found = re.finditer(r"<w:(del|ins) [^>]*>(?:<w:r>.*?</w:r>)+</w:\1>", text)
    return [(each[1], "".join(re.findall(r"<w:(?:t|delText)[^>]*>([^<]*)", each[0]))) for each in found]


def pair(seed: int, text: str = TEXT) -> tuple[str, str]:
    """A draft, and the draft after some edits."""
    old = edited(text, 1_000_000 + seed, 3)
    return old, edited(old, seed)


@pytest.mark.parametrize("seed", one_in(2, range(3)))
def test_edited_reports(seed: int) -> None:
    old, new = pair(seed)
    made = of(old, new)
    assert made.entries


@pytest.mark.parametrize("seed", range(3))
def test_edited_sources_with_everything(seed: int) -> None:
    old, new = pair(seed, WHOLE.read_text(encoding="utf-8"))
    of(old, new, WHOLE)


def each_generated(seed: int, number: int) -> None:
    """Sources of the generator with other words, and blocks that come, go and change places."""

    def test(source: str) -> None:
        with in_folder(source) as path:
            of(source, shuffled(source, len(source)), path)

    each_source(seed, number, test, shrunk=False)


@pytest.mark.parametrize("seed", one_in(2, [0, 51]))
def test_generated_sources(seed: int) -> None:
    """With `edited` reports and sources, here and in test_redline_edges, 18 pairs; 5,000 in the long run."""
    each_generated(seed, 8)


@pytest.mark.long
@pytest.mark.parametrize("batch", range(50))
def test_many_generated_sources(batch: int) -> None:
    each_generated(batch + 1, 60)


@pytest.mark.long
@pytest.mark.parametrize("batch", range(50))
def test_many_edited_sources(batch: int) -> None:
    for seed in range(batch * 40, batch * 40 + 40):
        path = (REPORT, WHOLE)[seed % 2]
        old, new = pair(seed, path.read_text(encoding="utf-8"))
        of(old, new, path)


@schema.BY_EACH
def test_schemas_are_silent(tmp_path: Path, judge: schema.Judge) -> None:
    file = tmp_path / "redline.docx"
    file.write_bytes(of(TEXT, edited(edited(TEXT, 101, 12), 102, 12)).data)
    assert judge(file) == []


def test_pandoc_agrees_on_texts_and_notes(tmp_path: Path) -> None:
    """Without the numbers of lists: pandoc leaves an empty item where a paragraph came or went."""
    old, new = pair(1)
    file = tmp_path / "redline.docx"
    file.write_bytes(of(old, new).data)
    for side, text in (("accept", new), ("reject", old)):
        alone = tmp_path / f"{side}.docx"
        alone.write_bytes(built(text, REPORT))
        assert shown(file, side) == shown(alone, side)


HEADING_LOST = pytest.mark.xfail(reason="LibreOffice 25.2 loses or doubles a heading that ends a section")
LONG = [
    pytest.param(each, marks=[pytest.mark.long, *([HEADING_LOST] if each in (2, 14) else [])])
    for each in range(20)
]


@pytest.mark.parametrize("seed", LONG)
def test_libreoffice_agrees(seed: int, tmp_path: Path) -> None:
    """Without numbers, since it never renews references to notes, and counts lists otherwise after a move."""
    path = (WHOLE, REPORT)[seed % 2]
    libreoffice_agrees(*pair(seed, path.read_text(encoding="utf-8")), path, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6))
def test_libreoffice_agrees_on_paragraphs_that_are_split_and_joined(seed: int, tmp_path: Path) -> None:
    libreoffice_agrees(parted(TEXT, seed), TEXT, REPORT, tmp_path)


def libreoffice_agrees(old: str, new: str, path: Path, folder: Path) -> None:
    """Hold that LibreOffice shows what it should, with all changes accepted and with all rejected."""
    file = folder / "redline.docx"
    file.write_bytes(of(old, new, path).data)
    for do, text in (("Accept", new), ("Reject", old)):
        alone = folder / f"{do}.docx"
        alone.write_bytes(built(text, path))
        (given,) = libreoffice.edited([libreoffice.Job(file, [["changes", do]])])
        assert words_of(given) == words_of(libreoffice.shown(alone))


BOOKMARK_LOST = pytest.mark.xfail(
    reason="LibreOffice 25.2 loses the bookmark before a new paragraph that is rejected alone, or leaves it"
)


@pytest.mark.long
@pytest.mark.parametrize(
    "seed", [pytest.param(each, marks=BOOKMARK_LOST if each in (4, 7) else ()) for each in range(30)]
)
def test_libreoffice_settles_changes_one_by_one(seed: int, tmp_path: Path) -> None:
    """In a random order, each accepted or rejected by chance; half of them, then all."""
    random = Random(seed)
    blocks = TEXT.split("\n\n")
    texts = [at for at, block in enumerate(blocks) if re.match(r"\d+\. |\[\^", block) and " of " in block]
    places = {at: f"{number:02}" for number, at in enumerate(sorted(random.sample(texts, 8)))}
    whole = [at for at in places if blocks[at][0] != "[" and random.random() < 0.3]

    def version(accepted: Callable[[str], bool]) -> str:
        """The source in which each of the places is as in the new version, or as in the old one."""
        given = list(blocks)
        for at, number in places.items():
            now = f" came{number} " if accepted(number) else f" gone{number} "
            given[at] = given[at].replace(" of ", now, 1)
            if at in whole and accepted(number):
                given[at] += f"\n\n1. A new paragraph came{number}."
        return "\n\n".join(given)

    file, out = tmp_path / "redline.docx", tmp_path / "out.docx"
    file.write_bytes(of(version(lambda _: False), version(lambda _: True)).data)
    kept = {number: random.random() < 0.5 for number in places.values()}
    order = random.sample(list(kept), len(kept))
    orders = [[f"{way}{each}", "Accept" if kept[each] else "Reject"] for each in order for way in WAYS]
    for part in (len(order) // 2, len(order)):
        settled_now = {each: kept[each] for each in order[:part]}
        libreoffice.edited([libreoffice.Job(file, [["settle", orders[: 2 * part]]], {libreoffice.DOCX: out})])
        right = version(lambda each, now=settled_now: now.get(each, True))  # type: ignore[misc]
        given = settled(out.read_bytes(), "out.docx", rejected=False)
        assert words_in(given) == words_in(open_bytes(built(right, REPORT), "right.docx"))


WAYS = ("gone", "came")


def words_in(opened: Opened) -> list[list[str]]:
    """The words of all paragraphs and notes, as our reader reads them."""
    found = (re.findall(r"[^\W\d_]{3,}(?:\d\d)?", each.text) for each in lines(opened))
    return [words for words in found if words]


def words_of(found: libreoffice.Shown) -> list[list[str]]:
    """The words of all paragraphs and notes."""
    texts = (each.text for each in (*found.paragraphs, *found.endnotes, *found.footnotes))
    return [words for text in texts if (words := re.findall(r"[^\W\d_]{3,}", text))]


def shown(file: Path, side: str) -> list[str]:
    """What pandoc reads, without numbers, one paragraph a line."""
    text = pandoc.plain(file, changes=side)
    lines = (re.sub(r"[\W\d_⁰¹²³⁴-⁹]+", " ", line).strip() for line in text.splitlines())
    return [line for line in lines if len(line) > 3]


def test_a_difference_is_found() -> None:
    old, new = (built(HEAD + f"1. One {word}.\n", REPORT) for word in ("here", "there"))
    data = redline("old.docx", old, "new.docx", new, BY).data
    with pytest.raises(Failure, match="accepting"):
        prove(data, open_bytes(new, "new.docx"), open_bytes(old, "old.docx"), "x.docx")


def test_words_are_compared_by_words_and_chinese_by_characters() -> None:
    assert changes("1. One two three.\n", "1. One four three.\n") == [("del", "two"), ("ins", "four")]
    assert changes("1. 法律规定法院裁定。\n", "1. 法律要求法院裁定。\n") == [("del", "规定"), ("ins", "要求")]


def test_a_number_with_its_separators_and_a_symbol_are_one_word() -> None:
    old = "1. Of 2,600 children in CRC/C/PAK/CO/5 some 1.5 million spoke on 3/5/2024.\n"
    new = old.replace("600", "650").replace("CO/5", "CO/6").replace("1.5", "1.7")
    (entry,) = of(HEAD + old, HEAD + new).entries
    assert (entry.gone, entry.come) == ("2,600 … CRC/C/PAK/CO/5 … 1.5", "2,650 … CRC/C/PAK/CO/6 … 1.7")


def test_numbers_that_follow_are_no_changes() -> None:
    old = "1. One.\n\n2. See [3](#b).\n\n3. Two. {#b}\n"
    assert changes(old, old.replace("1. One.", "1. New.\n\n1. One.")) == [("ins", "New.")]


def test_a_short_form_follows_from_a_new_note() -> None:
    head = HEAD.replace("lang", "sources: sources.json\ncitation-style: author-date-note\nlang")
    text = "{}1. One.[^a]\n\n{}2. Two.[^b]\n\n[^a]: [@leap-2020, 1].\n\n[^b]: [@leap-2020, 2].\n"
    made = of(text.format(head, ""), text.format(head, "1. New.^[Another: @sahil-2019.]\n\n"))
    assert [each.what for each in made.entries] == ["added", "added", "follows"]
    assert made.entries[-1].gone.startswith("Ibid")


@pytest.mark.parametrize("parts", [2, 3, 6])
def test_a_split_is_an_end_that_comes_and_a_join_one_that_goes(parts: int) -> None:
    who = ["boys", "girls", "women", "men", "judges", "nurses"][:parts]
    said = [f"The {each} said what they saw." for each in who]
    one, two = ("".join(f"1. {each}\n\n" for each in (*all_, "Last.")) for all_ in ([" ".join(said)], said))
    for old, new, end in ((one, two, ("", "¶")), (two, one, ("¶", ""))):
        assert {words.strip() for _, words in changes(old, new)} == {""}
        entries = of(HEAD + old, HEAD + new).entries
        assert [(each.what, each.gone, each.come) for each in entries] == [("changed", *end)] * (parts - 1)


@pytest.mark.parametrize("seed", [0, *(pytest.param(each, marks=pytest.mark.long) for each in range(1, 60))])
def test_paragraphs_that_are_split_and_joined(seed: int) -> None:
    before = edited(TEXT, seed, seed % 4)
    other = parted(before, seed)
    made = *of(other, TEXT).entries, *of(TEXT, other).entries
    assert other == before or any("¶" in each.gone + each.come for each in made)


def test_white_space_is_no_change() -> None:
    assert changes("1. One two.\n", "1. One\N{NO-BREAK SPACE}two.\n") == []


def test_a_move_is_a_move() -> None:
    first, others = "1. A first paragraph.\n\n", "1. The second of some.\n\n1. The third of them.\n\n"
    made = of(f"{HEAD}{others}{first}1. End.\n", f"{HEAD}{first}{others}1. End.\n")
    assert [each.what for each in made.entries] == ["moved"]
    assert (made.entries[0].old, made.entries[0].new) == ("paragraph 3", "paragraph 1")
    table = "Table: New.\n\n| a |\n| - |\n| b |\n\n"
    made = of(f"{HEAD}{first}{others}1. End.\n", f"{HEAD}{table}{others}{first}1. End.\n")
    assert [each.what for each in made.entries] == ["added", "added", "moved"]
    titled = HEAD.replace("title: T", "title: A first paragraph.")
    made = of(f"{HEAD}{first}{others}1. End.\n", f"{titled}{others}{first}1. End.\n")
    assert [each.what for each in made.entries] == ["removed", "added", "moved"]


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["redline", *map(str, arguments)])
    return done.exit_code, done.output


def test_the_command(tmp_path: Path) -> None:
    source, out = tmp_path / "report.md", tmp_path / "redline.docx"
    git: list[str | Path] = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", tmp_path]
    source.write_text(f"{HEAD}1. One.\n\n2. See [2](#a), which is wrong.[^x] {{#a}}\n", encoding="utf-8")
    for more in (["init", "-q"], ["add", "report.md"], ["commit", "-qm", "x"], ["tag", "v1"]):
        subprocess.run([*git, *more], check=True)
    (tmp_path / ".gitattributes").write_text("* filter=bad diff=bad\n", encoding="utf-8")
    subprocess.run([*git, "config", "filter.bad.smudge", "false"], check=True)
    built_now = tmp_path / "old.docx"
    built_now.write_bytes(built(source.read_text(encoding="utf-8"), source))
    source.write_text(source.read_text(encoding="utf-8").replace("One.", "Two."), encoding="utf-8")
    for old in (f"{source}@v1", built_now):
        status, said = run(
            old, source, "-o", out, "--summary", "--author", "Our network", "--date", "2026-03-15"
        )
        assert (status, "changed: paragraph 1: - One  + Two" in said) == (0, True), said
        assert (
            b'w:author="Our network" w:date="2026-03-15T00:00:00Z"'
            in unzipped(out.read_bytes())["word/document.xml"]
        )
    assert run(f"{source}@v1", source, "-o", tmp_path / "redline.html")[0] == 0
    page = (tmp_path / "redline.html").read_text(encoding="utf-8")
    assert (str(tmp_path) in page, "between report.md@v1 and report.md." in page) == (False, True)
    assert 'id="change-1"><bdi' not in page
    assert '<li><a dir="auto" href="#change-1">1. <del>' in page
    assert '<del><bdi class="said">[removed: </bdi>One<bdi class="said">]</bdi></del>' in page
    assert '<ins><bdi class="said">[added: </bdi>Two<bdi class="said">]</bdi></ins>' in page
    status, said = run(f"{source}@v2", source, "-o", out)
    assert (status, "S019" in said) == (2, True)
    status, said = run(f"{source}@--output=x", source, "-o", out)
    assert (status, "S019" in said) == (2, True)
    status, said = run(f"{source}@undo-1", source, "-o", out)
    assert (status, "S019" in said) == (2, True)


@pytest.mark.long
def test_the_page_is_accessible(tmp_path: Path) -> None:
    """The report has two tables, whose regions need names of their own."""
    old, new = pair(4)
    path = tmp_path / "redline.html"
    path.write_text(page(of(old, new), "old.md", "new.md"), encoding="utf-8")
    assert nu.findings([path]) == []
    assert axe.look([path])[path] == axe.Seen((), (), (), ())


def test_a_state_kept_by_undo(tmp_path: Path) -> None:
    source, out = tmp_path / "report.md", tmp_path / "redline.docx"
    source.write_text(f"{HEAD}2. One.\n\n2. See [1](#a). {{#a}}\n", encoding="utf-8")
    CliRunner().invoke(cli, ["check", str(source), "--fix"])
    source.write_text(source.read_text(encoding="utf-8").replace("One.", "Two."), encoding="utf-8")
    for named in (source, tmp_path):
        status, said = run(f"{named}@undo-1", source, "-o", out)
        assert (status, "1 changed, 0 added" in said) == (0, True), said


def test_what_was_sent(tmp_path: Path) -> None:
    source, out = tmp_path / "report.md", tmp_path / "redline.docx"
    text = f"{HEAD}1. One.\n\n2. Two.\n"
    source.write_text(text, encoding="utf-8")
    for keep, status in (("--force", 2), ("--keep", 0)):
        assert CliRunner().invoke(cli, ["freeze", str(source), "--force", keep]).exit_code == 0
        source.write_text(text.replace("One", "More"), encoding="utf-8")
        assert run(f"{source}@sent", source, "-o", out)[0] == status
        source.write_text(text, encoding="utf-8")


THEN = """{head}1. Girls are not protected.

2. A law is needed, see para. [3](#third). {{#second}}

3. It was asked for in 2019 by many. {{#third}}

4. Quite another matter of schools.
"""
NOW = """{head}1. A line that is new.

2. It was asked for in 2021 by many. {{#third}}

3. Girls are not protected.

4. A law is needed, see para. [2](#third). {{#second}}
"""


def test_a_record_without_the_source_gives_the_summary_alone(tmp_path: Path) -> None:
    """It was in no record which numbers are references: one that follows its paragraph is apart."""
    source, out = tmp_path / "report.md", tmp_path / "redline.docx"
    source.write_text(THEN.format(head=HEAD), encoding="utf-8")
    assert CliRunner().invoke(cli, ["freeze", str(source)]).exit_code == 0
    source.write_text(NOW.format(head=HEAD), encoding="utf-8")
    status, said = run(f"{source}@sent", source, "-o", out)
    assert (status, out.exists(), "S019" in said, "gives the summary alone" in said) == (2, False, True, True)
    assert [line for line in said.splitlines() if line.startswith(("  ", "paragraphs"))] == [
        "paragraphs, notes, rows: 1 changed, 1 added, 1 removed, 1 moved",
        "  added: paragraph 1: + A line that is new.",
        "  changed: paragraph 3 → paragraph 2: - 2019  + 2021",
        "  moved: paragraph 3 → paragraph 2",
        "  follows: paragraph 2 → paragraph 4: - 3.  + 2.",
        "  removed: paragraph 4: - Quite another matter of schools.",
    ]
    status, said = run(f"{source}@sent", source, "-o", out, "--format", "json")
    found = json.loads(said)
    assert (status, found["written"], len(found["changes"])) == (2, False, 5)
    assert "paragraphs," not in run(f"{source}@sent", source, "-o", out, "--public")[1]
    assert "paragraphs," not in run(f"{tmp_path / 'other.md'}@sent", source, "-o", out)[1]


def test_a_file_of_others_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.docx"
    data = built(HEAD + "1. One.\n", REPORT)
    file.write_bytes(redline("a", data, "b", built(HEAD + "1. Two.\n", REPORT), BY).data)
    status, said = run(file, file, "-o", tmp_path / "out.docx")
    assert (status, "S020" in said) == (2, True), said
