"""The times in the names that Word gives to bookmarks: what is said of them, and how they are taken out."""

from __future__ import annotations

import io
import json
import random
import re
from datetime import datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from tests.judges.validators import libreoffice
from tests.support.docx_made import bookmark, field, made, notes, p, run, unzipped
from tests.support.planting import PACKAGE, Ground, W
from tests.word.test_clean import FILES, cleaned, seen
from toolchain.checks import engine
from toolchain.checks.files.pdf.personal import of_persons
from toolchain.model.diagnostics import Diagnostic, Severity
from toolchain.readers.docx import read_bytes
from toolchain.reports import Sources, as_json, as_text
from toolchain.reports.code_hosts import as_github, as_sarif

MAIN = "word/document.xml"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:created>{}</dcterms:created>'
    "<dcterms:modified>{}</dcterms:modified></cp:coreProperties>"
)
CLOCK = re.compile(rb"_(?:toc|ref|hlk)[0-9]{6,}", re.IGNORECASE)


def named(prefix: str, local: str) -> str:
    """The name that Word would make at a time of the computer's clock."""
    seconds = (datetime.fromisoformat(local) - datetime.fromisoformat("1900-01-01")) / timedelta(seconds=1)
    return f"{prefix}{int(seconds) % 2**29}"


def saved(body: str, created: str, modified: str) -> bytes:
    ground = Ground(made(body), random.Random(0))
    core = CORE.format(created, modified).encode()
    ground.add("", f"{PACKAGE}/metadata/core-properties", "docProps/core.xml", core, "application/xml")
    return ground.packed()


def told(data: bytes) -> list[Diagnostic]:
    found = read_bytes(data, "x.docx").defects
    return [Diagnostic(each, Severity.WARNING) for each in found if each.rule.code == "X809"]


def said(data: bytes) -> list[str]:
    """The messages for people, without the place and the help."""
    lines = (as_text(each, Sources({})).splitlines()[0] for each in told(data))
    return [line.partition("X809 ")[2] for line in lines]


def marked(*names: str) -> str:
    return p("".join(bookmark(name, run("Words."), at) for at, name in enumerate(names)))


DELHI = named("_Toc", "2014-10-28T22:48:14")


@pytest.mark.parametrize(
    ("name", "created", "modified", "says"),
    [
        (DELHI, "2014-10-28T17:17:00Z", "2014-10-28T17:18:00Z", "2014-10-28, in the time zone UTC+5:30"),
        (DELHI, "2014-01-28T17:17:00Z", "2014-10-28T17:18:00Z", "2014-10-28, in the time zone ≥ UTC+5:30"),
        (DELHI, "2014-10-28T17:17:00Z", "2014-12-28T17:18:00Z", "2014-10-28"),
        (DELHI, "2012-10-28T17:17:00Z", "2018-12-28T17:18:00Z", "2014-10-28"),
        (named("_Hlk", "2023-08-18T17:39:47"), "2023-08-19T00:34:00Z", "2023-08-19T00:39:00Z",
         "2023-08-18, in the time zone UTC-7"),
        (named("_Ref", "2031-02-03T04:05:06"), "2031-02-01T00:00:00Z", "2031-02-09T00:00:00Z", "2031-02-03"),
    ],
)  # fmt: skip
def test_a_plausible_time_is_said_with_if(name: str, created: str, modified: str, says: str) -> None:
    (message,) = said(saved(marked(name), created, modified))
    assert message == f"the name of a bookmark contains a time: if Word made {name}, it was made on {says}"


@pytest.mark.parametrize(
    "name",
    [
        named("_Toc", "2008-10-28T22:48:14"),  # ten years before the file was saved
        *("_Toc12345", "_Toc1", "_Toc600000000", "_Toc4000000000"),  # no time of that clock
        *("_GoBack", "_Ref_123456789", "_Ref123456789a", "Toc402303494", "_Tocs402303494", "_MON_1483519234"),
    ],
)
def test_other_names_are_not_said(name: str) -> None:
    assert said(saved(marked(name), "2018-10-28T17:17:00Z", "2018-12-28T17:18:00Z")) == []


def test_of_several_the_latest_is_named() -> None:
    days = ("2014-10-26T10:00:00", "2014-10-27T10:00:00", "2009-01-01T00:00:00")
    names = [named("_Toc", day) for day in days]
    (message,) = said(saved(marked(*names), "2014-01-01T00:00:00Z", "2014-10-28T00:00:00Z"))
    assert message.startswith("the names of 2 bookmarks contain times")
    assert f"{names[1]}, it was made on 2014-10-27" in message


def test_without_a_time_in_the_file_no_date_is_said() -> None:
    assert said(made(marked(DELHI))) == [f"the name of a bookmark contains a time, if Word made {DELHI}"]


def test_the_time_zone_is_in_no_output_for_programs() -> None:
    found = told(saved(marked(DELHI), "2014-10-28T17:17:00Z", "2014-10-28T17:18:00Z"))
    for output in (as_json(found), as_sarif(found, ()), as_github(found)):
        assert "2014-10-28" in output
        assert "UTC" not in output
        assert "5:30" not in output
    (record,) = json.loads(as_json(found))["diagnostics"]
    assert record["facts"] == {"count": 1, "name": DELHI, "day": "2014-10-28"}


def test_our_own_files_have_no_such_names() -> None:
    for data in FILES.values():
        assert CLOCK.search(b"".join(unzipped(data).values())) is None


def pdf(*, tree: bool) -> bytes:
    """A PDF with the name of a bookmark for a place, in the name tree or in the older dictionary."""
    with pikepdf.new() as made_of:
        made_of.add_blank_page()
        place = pikepdf.Array([made_of.pages[0].obj, pikepdf.Name.Fit])
        if tree:
            made_of.Root.Names = pikepdf.Dictionary(
                Dests=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String(DELHI), place]))
            )
        else:
            made_of.Root.Dests = pikepdf.Dictionary({f"/{DELHI}": place})
        made_of.docinfo["/CreationDate"] = "D:20141028224900+05'30'"
        out = io.BytesIO()
        made_of.save(out)
    return out.getvalue()


@pytest.mark.parametrize("tree", [True, False])
def test_the_names_of_places_in_a_pdf_are_said(*, tree: bool) -> None:
    with pikepdf.open(io.BytesIO(pdf(tree=tree))) as opened:
        found = [each for each in of_persons(opened, (), (), "x.pdf") if each.rule.code == "X809"]
    (text,) = (as_text(each, Sources({})) for each in engine.diagnose(found, ()))
    assert f"if Word made {DELHI}, it was made on 2014-10-28" in text


# What points to bookmarks: {} is the name.
POINTERS = (
    field(r"REF {} \h", "Words."),
    field(r"PAGEREF {} \h", "1"),
    field(r"NOTEREF {} \h", "1"),
    field(r'HYPERLINK \l "{}"', "Words."),
    field(r"TOC \b {} \h", "Words."),
    '<w:fldSimple w:instr=" PAGEREF {} \\h ">' + run("1") + "</w:fldSimple>",
    '<w:hyperlink w:anchor="{}">' + run("Words.") + "</w:hyperlink>",
    '<w:hyperlink r:id="far" w:docLocation="{}">' + run("Words.") + "</w:hyperlink>",
)
FAR = (
    '<Relationship Id="far" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'hyperlink" Target="#{}" TargetMode="External"/>'
)


def divided(luck: random.Random, pointer: str) -> str:
    """A pointer whose instruction is in several runs, as Word writes it, even within the name."""
    found = re.search(r"<w:r><w:instrText>([^<]*)</w:instrText></w:r>", pointer)
    if not found or luck.random() < 0.5:
        return pointer
    at = sorted(luck.sample(range(len(found[1])), 2))
    parts = (found[1][: at[0]], found[1][at[0] : at[1]], found[1][at[1] :])
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{each}</w:instrText></w:r>' for each in parts)
    return pointer.replace(found[0], runs)


def document(seed: int) -> bytes:
    """A document with bookmarks of several kinds of names and with all that can point to them."""
    luck = random.Random(seed)
    names = [
        *(f"_{luck.choice(('Toc', 'Ref', 'Hlk', 'toc'))}{luck.randrange(10**6, 2**29)}" for _ in range(6)),
        *("_Toc1", "_Ref2", "Mine", "_Toc_x"),
    ]
    luck.shuffle(names)
    call = '<w:r><w:endnoteReference w:id="1"/></w:r>'
    body = [
        p(bookmark(name, run(f"Words {at}.") + (call if at == 3 else ""), at))
        for at, name in enumerate(names)
    ]
    used = [*luck.sample(names, 7), "_Ref123456789"]  # the last leads nowhere
    body += [p(divided(luck, each.replace("{}", name))) for each in POINTERS for name in luck.sample(used, 3)]
    luck.shuffle(body)
    return made("".join(body), links=FAR.format(luck.choice(used)), endnotes=notes("A note."))


def led(data: bytes) -> list[str]:
    """The words of the bookmark that each pointer leads to, in the order of the text."""
    parts = unzipped(data)
    root = etree.fromstring(parts[MAIN])
    words: dict[str, str] = {}
    for start in root.iter(W + "bookmarkStart"):
        name = start.get(W + "name", "").lower()
        assert name not in words
        runs = start.itersiblings(W + "r")
        words[name] = "".join(map(str, next(runs).itertext()))
    instructions, open_field = [], ""
    for each in root.iter(W + "fldChar", W + "instrText", W + "fldSimple", W + "hyperlink"):
        if each.tag == W + "instrText":
            open_field += each.text or ""
        elif each.tag == W + "fldChar" and open_field:
            instructions.append(open_field)
            open_field = ""
        elif each.tag != W + "fldChar":
            instructions.append(" ".join(each.get(W + key, "") for key in ("instr", "anchor", "docLocation")))
    link = etree.fromstring(parts["word/_rels/document.xml.rels"])
    instructions += [target for each in link if (target := each.get("Target", "")).startswith("#")]
    found = []
    for text in instructions:
        (name,) = re.findall(r"(?<![\w])(?:_\w+|Mine)", text)
        found.append(words.get(name.lower(), "nowhere") + "".join(text.split(name)))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_whatever_points_to_a_bookmark_leads_to_the_same_words_as_before(seed: int) -> None:
    data = document(seed)
    before, done = led(data), cleaned(data)
    assert "nowhere" in "".join(before)
    assert led(done.data) == before
    assert CLOCK.search(b"".join(unzipped(done.data).values())) is None
    assert told(done.data) == []
    assert [text.replace("_Toc_x", "") for _, text in seen(done.data)] == [
        re.sub(r"(?<=#_(?:Toc|Ref|Hlk|toc))\d+", "", text).replace("_Toc_x", "") for _, text in seen(data)
    ]
    kept = {"_Toc1", "_Ref2", "Mine", "_Toc_x"}
    assert kept <= {each[1] for each in re.finditer(r'w:name="(\w+)"', unzipped(done.data)[MAIN].decode())}
    again = cleaned(done.data)
    assert (again.taken, again.data) == ((), done.data)


def test_a_bookmark_whose_words_are_gone_goes_if_nothing_needs_it() -> None:
    deleted = '<w:del w:id="9" w:author="A"><w:r><w:delText>Old.</w:delText></w:r></w:del>'
    body = p(
        bookmark("_Hlk402303494", deleted, 1)
        + bookmark("_Ref402303494", deleted, 2)
        + bookmark("_Toc402303494", "", 3)
        + bookmark("Mine", "", 4)
        + run("Words.")
        + field(r"PAGEREF _Ref402303494 \h", "1")
    )
    done = cleaned(made(body))
    names = re.findall(r'w:name="(\w+)"', unzipped(done.data)[MAIN].decode())
    assert names == ["_Ref1", "Mine"]
    assert {each.kind: each.count for each in done.taken}["bookmark without text"] == 2


def test_an_instruction_outside_a_field_is_renamed_too() -> None:
    lonely = "<w:r><w:instrText> PAGEREF _Toc402303494 </w:instrText></w:r>"
    done = cleaned(made(p(bookmark("_Toc402303494", run("Words.")) + lonely)))
    assert b" PAGEREF _Toc1 " in unzipped(done.data)[MAIN]


@pytest.mark.long
def test_libreoffice_adds_no_old_name_to_a_clean_file(tmp_path: Path) -> None:
    """Edited and saved there: what is new is its own, and cleaning it again finds no old name."""
    path, edited = tmp_path / "clean.docx", tmp_path / "edited.docx"
    path.write_bytes(cleaned(document(1)).data)
    edits = [["insert", "Words 1", "New words."], ["delete", "Words 2"]]
    libreoffice.edited([libreoffice.Job(path, edits, {libreoffice.DOCX: edited})])
    data = edited.read_bytes()
    assert "New words." in "".join(text for _, text in seen(data))
    assert CLOCK.search(b"".join(unzipped(data).values())) is None
    assert told(data) == []
    assert {each.kind for each in cleaned(data).taken}.isdisjoint(
        {"comment", "bookmark with a time in its name"}
    )
