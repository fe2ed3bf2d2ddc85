"""The public version of a source: what is in it, what it must not have, and what a draft does not lift."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.support.withheld import (
    BODY,
    MARKS,
    SOURCE,
    built,
    errors_of,
    left_in,
    public_of,
    text_of,
    write_source,
)
from toolchain import model as m
from toolchain.checks import engine
from toolchain.model.diagnostics import Severity
from toolchain.pipeline import stages
from toolchain.pipeline.run_task import run as build
from toolchain.pipeline.tasks import Order, plan
from toolchain.pipeline.withholding import versions
from toolchain.project.settings import Options
from toolchain.reports.sentences import message
from toolchain.resolve.held import label_of
from toolchain.rules.references import TargetGone

WAYS = {
    "an address": "See [here](https://x.org/rosa-quispe).",
    "an address with escapes": "See [here](https://x.org/%52osa%20Quispe).",
    "a name within a word of an address": "See [here](https://x.org/houseQuispe).",
    "a name in parts": "It was Rosa *Quis*pé.",
    "a file name": "\n\n![Open](quispe.png)",
    "a reference by hand": "See [Ro*sa Quispé*](#open).\n\n3. Open. {#open}",
    "the language of code": "\n\n``` quispe\nx\n```",
    "a word in alternative text": "\n\n![A house in Pomacocha](map.png)",
    "a run in alternative text": "\n\n![Guards walked barefoot through villages](map.png)",
    "a name that markup divides": "It was R*osa Quispé*.",
    "a name that tags of HTML divide": "It was <b>Quis</b>pé.",
    "a word in the title of a link": 'See [here](https://x.org "Pomacocha").',
    "a name in an address of mail": "Write to quispe@x.org.",
    "a name that is turned round in alternative text": "\n\n![Quispé, Rosa](map.png)",
    "a name in another form": "It was Rosa-Quispé.",
    "a word in an address": "See [here](https://x.org/pomacocha).",
    "the name of a series": "\n\n# On [Vilca]{.confidential} {.restart series=vilca}\n\n1. A",
}
MATTERS = {
    "a keyword": "keywords: [Pomacocha]",
    "a logo": "submitted-by:\n  - name: Open\n    logo: quispe.png\n    logo-alt: Open",
}


@pytest.mark.parametrize("way", WAYS)
def test_what_would_stay_in_the_text_is_found(way: str, tmp_path: Path) -> None:
    source = write_source(tmp_path, BODY.format(matter="", text=WAYS[way]))
    assert set(errors_of(public_of(source))) & {"X822", "X823"}


def test_of_a_key_only_the_words_that_are_withheld_are_boxes(tmp_path: Path) -> None:
    """In the public version alone; of a finding that both have, the full version's is reported once."""
    text = "See the interview [@pomacocha-interview-20a]."
    source = write_source(tmp_path, BODY.format(matter="sources: s.json", text=text))
    entry = '{"id": "pomacocha-interview-20a", "type": "webpage", "title": "An interview"}'
    source.with_name("s.json").write_text(f"[{entry}]")
    for options, key in (
        (Options(version="public"), "█████████-interview-20a"),
        (Options(), "pomacocha-interview-20a"),
    ):
        examined = stages.examine_all([source], options, lambda _: None)
        (said,) = (message(each.finding) for each in examined.diagnostics if each.code == "C403")
        assert f"@{key} " in said


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        ("Later [Juana Flores]{.confidential} fled.", True),
        ("Later [the girl]{.confidential} fled.", False),
        ("后来[柴大勇]{.confidential}走了。柴大勇在家。", True),
        ("后来[柴大勇]{.confidential}走了。他在家。", False),
    ],
)
def test_a_name_that_is_withheld_at_one_place_only_is_a_warning(
    text: str, warned: bool, tmp_path: Path
) -> None:
    body = BODY.format(matter="", text=f"{text} Juana Flores and the girl were safe.")
    submission = public_of(write_source(tmp_path, body, register=""))
    found = engine.diagnose(submission.withheld.findings, ())
    assert [each.code for each in found] == ["X823"] * warned
    assert all(each.severity is Severity.WARNING for each in found)


@pytest.mark.parametrize(
    ("words", "beside", "warned"),
    [
        ("Juana, a girl", "", True),
        ("a girl of house 1407", "", True),
        ("a girl", "", False),
        ("[withheld]", "", False),
        ("Juana, a girl", "Juana was there.", False),
    ],
)
def test_words_that_the_author_writes_instead_are_looked_at(
    words: str, beside: str, warned: bool, tmp_path: Path
) -> None:
    text = f'So [Juana Flores of house 1407]{{.confidential instead="{words}"}} fled. {beside}'
    submission = public_of(write_source(tmp_path, BODY.format(matter="", text=text), register=""))
    found = engine.diagnose(submission.withheld.findings, ())
    assert [each.code for each in found] == ["X823"] * warned
    assert all(each.severity is Severity.WARNING for each in found)


@pytest.mark.parametrize(
    ("rows", "warned"),
    [
        ("| a | 3 {.confidential} |\n| b | 5 |\n| Total | 8 |", True),
        ("| a | 3 {.confidential} |\n| b | 5 |\n| **Total général** | 8 |", True),
        ("| a | 3 {.confidential} |\n| b | 5 |\n| 合计 | 8 |", True),
        ("| a | 3 {.confidential} |\n| b | 5 |\n| Grand total | 8 |", True),
        ("| a | 3 {.confidential} |\n| b | 5 |\n| Ensemble | 8 |", True),
        ("| a | 3 {.confidential} |\n| b | 5 {.confidential} |\n| Total | 8 |", False),
        ("| a | 3 {.confidential} |\n| b | 5 |\n| Total | 8 {.confidential} |", False),
        ("| a | 3 |\n| b | 5 |\n| Total | 8 {.confidential} |", False),
        ("| a | 3 {.confidential} |\n| b | 5 |\n| c | 8 |", False),
        ("| a | none {.confidential} |\n| b | 5 |\n| Total | 8 |", False),
    ],
)
def test_a_withheld_row_that_the_total_gives_is_a_warning(rows: str, warned: bool, tmp_path: Path) -> None:
    for mark, expected in (("", warned), (" {.confidential}", False)):
        text = f"So:\n\n     Table: T{mark}\n\n     | k | n |\n     | --- | --- |\n" + "".join(
            f"     {row}\n" for row in rows.split("\n")
        )
        submission = public_of(
            write_source(tmp_path, BODY.format(matter="", text=f"{text}\n3. Later."), register="")
        )
        found = engine.diagnose(submission.withheld.findings, ())
        assert [each.code for each in found] == ["X823"] * expected
        assert all(each.severity is Severity.WARNING for each in found)


@pytest.mark.parametrize("way", MATTERS)
def test_what_would_stay_in_the_front_matter_is_found(way: str, tmp_path: Path) -> None:
    source = write_source(tmp_path, BODY.format(matter=MATTERS[way], text=""))
    assert set(errors_of(public_of(source))) & {"X822", "X823"}


@pytest.mark.parametrize("label", ["rosa-quispe", "quispe", "pomacocha", "guards", "the"])
def test_a_label_says_nothing_about_what_is_withheld(label: str, tmp_path: Path) -> None:
    """Files have labels as names of bookmarks, so they get others; references lead to the same place."""
    text = f"See [](#{label}).[^{label}]\n\n3. Open. {{#{label}}}\n\n[^{label}]: A note, see [](#{label})."
    public = public_of(write_source(tmp_path, BODY.format(matter="", text=text)))
    assert not errors_of(public)
    assert not any(label in each for each in public.resolved.targets)
    assert text_of(public).count("paragraph\u00a02") == 2
    data = built(public, "docx")
    assert not left_in(public, data, "docx")


def test_the_label_of_what_is_withheld_is_in_no_public_file(tmp_path: Path) -> None:
    """An author says in it what the public is not told: "murder"."""
    text = (
        "See [](#murder), [](#bribe) and [this](#threats).[^rape]\n\n3. They did. {#murder .confidential}\n\n"
        "4. So:\n\n     1. One;\n     2. They paid. {#bribe .confidential}\n\n"
        "# They wrote {#threats .confidential}\n\n5. They called. {#call}\n\n"
        "[^rape]: {.confidential} She said so."
    )
    public = public_of(write_source(tmp_path, BODY.format(matter="", text=text)))
    assert not errors_of(public)
    with zipfile.ZipFile(io.BytesIO(built(public, "docx"))) as archive:
        document = archive.read("word/document.xml")
    for label in (b"murder", b"bribe", b"threats", b"_call", b"rape"):
        assert label not in document
    assert b"_open" in document
    assert "See paragraph\u00a02, paragraph\u00a03\u00a0(b) and this" in text_of(public)


@pytest.mark.parametrize("form", ["docx", "html", "epub"])
def test_no_byte_of_a_public_file_depends_on_what_is_withheld(form: str, tmp_path: Path) -> None:
    """Not on its words, their number or length, its labels and their order, the name of a series, or the size
    of a picture.
    """
    text = (
        "See [](#{0}), [](#{1}), [](#{2}).[^{3}]\n\n3. {4} {{#{0} .confidential}}\n\n"
        "4. [{4}]{{.confidential}} ![{4}]({5}.png){{.confidential}}\n\n# {4} "
        "{{#{1} .confidential .restart series={1}}}\n\n"
        "1. {4} {{#{2}}}\n\n[^{3}]: {{.confidential}} {4}"
    )
    said = [("alpha", "beta", "gamma", "delta", "Of Ayapata.", "face")]
    said.append(("zulu", "yankee", "xray", "whisky", "Of the year 2311, and of far more besides.", "map"))
    made = []
    for words in said:
        source = write_source(tmp_path / words[0], BODY.format(matter="", text=text.format(*words)), "")
        made.append(built(public_of(source), form))
    assert made[0] == made[1]


def test_the_name_of_the_file_is_looked_at(tmp_path: Path) -> None:
    source = write_source(tmp_path, BODY.format(matter="", text=""))
    assert not errors_of(public_of(source))
    assert "X822" in errors_of(public_of(source.rename(tmp_path / "report-quispe.md")))


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_that_cannot_be_read_is_an_error(mark: str, tmp_path: Path) -> None:
    source = write_source(
        tmp_path, BODY.format(matter="", text=mark).replace(" {.confidential}\n\n[", "\n\n[")
    )
    assert "X821" in errors_of(stages.read(source, Options()))


@pytest.mark.parametrize(
    "mark",
    [
        "`x {.confidential}` is how the mark is written",
        "<!-- {.confidental} -->",
        "[x]{.confidential} y",
        "confidential words",
        "See <https://www.confidencial.com.ni/a>, and www.confidencial.digital.",
        "See [this](#confidentiality-law). {#confidentiality}",
        "x\n\n     | a | b |\n     | --- | --- |\n     | y | {.confidential} |",
    ],
)
def test_what_is_no_mark_is_none(mark: str, tmp_path: Path) -> None:
    source = write_source(tmp_path, BODY.format(matter="", text=mark))
    assert not errors_of(stages.read(source, Options()))


@pytest.mark.parametrize("key", ["confidental: ", "confidential: not ", "Confidential: ", "\nconfidential: "])
def test_a_key_that_cannot_be_read_is_an_error(key: str, tmp_path: Path) -> None:
    matter = f"submitted-by:\n  - name: Open\n    {key}true"
    source = write_source(tmp_path, BODY.format(matter=matter, text=""))
    assert "X821" in errors_of(stages.read(source, Options()))


def test_numbers_are_those_of_the_full_version(tmp_path: Path) -> None:
    public = public_of(write_source(tmp_path))
    text = text_of(public)
    assert [
        number.label
        for node, number in public.resolved.numbers.items()
        if isinstance(node, m.NumberedParagraph)
    ] == ["1.", "2.", "3.", "4.", "5."]
    assert "[withheld]" in text
    assert "Witness A said so too." in text
    assert "Quisp" not in text
    assert "Pomacocha" not in text


def test_tables_within_what_is_withheld_keep_the_numbers_of_later_ones(tmp_path: Path) -> None:
    """Table 2 of the Committee is not table 1 of everybody; and the notes of a table are not there twice."""
    table = "     Table: A table {#LABEL}\n\n     | a[^LABEL] |\n     | --- |\n     | x |\n\n"
    body = (
        "So.\n\n2. It. {.confidential}\n\nTABLE3. See [](#two), [](#one).\n\nTABLE# A {.confidential}\n\n"
        "4. So.\n\n     - So:\n\nTABLE# B\n\n5. So.\n\nTABLE"
    )
    for label in ("one", "two", "three", "four"):
        body = body.replace("TABLE", table.replace("LABEL", label), 1) + f"[^{label}]: Note.\n"
    source = write_source(tmp_path, BODY.format(matter="", text=f"{body}\n6. Open."), "")
    full, public = (
        stages.read(source, Options(version=each)).resolved for each in ("confidential", "public")
    )
    labels = [{label_of(node): each.label for node, each in one.numbers.items()} for one in (full, public)]
    assert all((each["two"], each["four"]) == ("Table 2", "Table 4") for each in labels)
    assert [each.label for each in full.notes] == [each.label for each in public.notes]


def test_a_draft_lifts_nothing(tmp_path: Path) -> None:
    source = write_source(tmp_path, BODY.format(matter="", text=WAYS["a file name"]))
    (task,) = plan([source], Order(("html",), tmp_path), Options(draft=True))
    outcome = build(task, lambda _: None)
    assert (outcome.refused, outcome.outputs) == ("errors", {})


def test_two_versions_are_built_and_one_if_asked(tmp_path: Path) -> None:
    source = write_source(tmp_path)
    assert versions(source, Options()) == ("confidential", "public")
    assert versions(source, Options(version="public")) == ("public",)
    (task,) = plan([source], Order(("html", "docx"), tmp_path), Options())
    outcome = build(task, lambda _: None)
    assert not outcome.refused
    assert {path.name for path in outcome.outputs} == {
        f"report-{version}.{form}" for version in ("confidential", "public") for form in ("html", "docx")
    }
    for path, data in outcome.outputs.items():
        if path.suffix == ".html":
            assert (b"Pomacocha" in data) is ("confidential" in path.name)


def test_a_source_without_such_parts_is_built_as_before(tmp_path: Path) -> None:
    source = write_source(tmp_path, BODY.format(matter="", text="").replace(" {.confidential}", ""))
    assert versions(source, Options()) == ("",)
    assert versions(source, Options(version="public")) == ("",)


def test_few_withheld_ideographs_are_looked_for(tmp_path: Path) -> None:
    text = BODY.format(matter="", text="[王小明]{.confidential}来了。\n\n![王小明的家](map.png)")
    assert "X823" in errors_of(public_of(write_source(tmp_path, text, "")))


@pytest.mark.parametrize(
    "told", ["证人闻苇和她的姐姐在派出所", "那天下午闻苇女士在派出所", "她的母亲闻苇芳在那天下午"]
)
@pytest.mark.parametrize(("text", "wrong"), [("![闻苇的家](map.png)", ["X823"]), ("![房子](map.png)", [])])
def test_a_chinese_name_in_a_longer_passage_is_looked_for(
    told: str, text: str, wrong: list[str], tmp_path: Path
) -> None:
    """The family name and the sign after it, next to a word for a person: there are no capitals."""
    open_one = f"---\ntitle: 报告\nlang: zh\n---\n\n1. 公开。\n\n     {text}\n\n"
    body = f"{open_one}2. {told}被打了三次。 {{.confidential}}\n"
    assert errors_of(public_of(write_source(tmp_path, body, ""))) == wrong


def test_the_public_version_alone_shows_no_withheld_line(tmp_path: Path) -> None:
    examined = stages.examine([write_source(tmp_path)], Options(version="public"), lambda _: None)
    assert "Pomacocha" not in "".join(examined.texts.values())


def test_a_translation_withholds_the_same(tmp_path: Path) -> None:
    write_source(tmp_path)
    other = tmp_path / "report.fr.md"
    french = SOURCE.replace("lang: en", "lang: fr")
    other.write_text(french, encoding="utf-8")
    assert "X821" not in errors_of(public_of(other))
    other.write_text(french.replace("1987. {.confidential}", "1987."), encoding="utf-8")
    assert "X821" in errors_of(public_of(other))
    other.write_text(french.replace("{.confidential}", ""), encoding="utf-8")
    assert "X821" in errors_of(stages.read(other, Options()))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("[x]{.confidential}\n\n3. x", "x\n\n3. [x]{.confidential}"),
        ("x\n\n     | a | b |\n     | --- | --- |\n     | 1 | x {.confidential} |\n     | 2 | x |",
         "x\n\n     | a | b |\n     | --- | --- |\n     | 1 | x |\n     | 2 | x {.confidential} |"),
    ],
)  # fmt: skip
def test_a_translation_withholds_the_same_places(ours: str, theirs: str, tmp_path: Path) -> None:
    write_source(tmp_path, BODY.format(matter="", text=ours))
    other = tmp_path / "report.fr.md"
    for text in (ours, theirs):
        other.write_text(BODY.format(matter="", text=text).replace("lang: en", "lang: fr"), encoding="utf-8")
        assert ("X821" in errors_of(public_of(other))) is (text == theirs)


def test_sources_cited_only_in_withheld_places_are_looked_for(tmp_path: Path) -> None:
    (tmp_path / "s.bib").write_text(
        "@book{a, title={The Tambobamba Papers}, author={Lopez, Ana}, date={2001}}"
    )
    matter = "sources: s.bib\nkeywords: [Lopez]"
    text = BODY.format(matter=matter, text="").replace("A secret note of Tambobamba.", "[@a].")
    assert "X823" in errors_of(public_of(write_source(tmp_path, text)))


def test_a_list_of_all_sources_leaves_out_those_cited_only_in_withheld_places(tmp_path: Path) -> None:
    (tmp_path / "s.bib").write_text(
        "@book{a, title={The Tambobamba Papers}, author={Lopez, Ana}, date={2001}}\n"
        "@book{b, title={Open Papers}, author={Nobody, Ed}, date={2002}}"
    )
    text = BODY.format(matter="sources: s.bib", text="See [](#lopez).\n\n3. Open. {#lopez}")
    text = text.replace("A secret note of Tambobamba.", "[@a].")
    text = text.replace("[^open]:", "# Sources {.all-sources}\n\n[^open]:")
    public = public_of(write_source(tmp_path, text))
    assert not errors_of(public)
    page = built(public, "html").decode().casefold()
    assert [each for each in ("open papers", "tambobamba", "lopez") if each in page] == ["open papers"]


def test_a_note_that_only_withheld_notes_mark_is_withheld_too(tmp_path: Path) -> None:
    """Each keeps its number: the public text has the mark of the last one."""
    text = "It.[^a] That.[^c]\n\n[^a]: {.confidential} See.[^b]\n\n[^b]: Of Ayapata.\n\n[^c]: Open."
    public = public_of(write_source(tmp_path, BODY.format(matter="", text=text)))
    full = stages.read(public.source, Options())
    assert "Ayapata" not in text_of(public)
    assert any("Ayapata" in each.text for each in public.withheld.held.passages)
    numbers = [{each.note.span: each.label for each in one.resolved.notes} for one in (public, full)]
    assert numbers[0] == numbers[1]


def test_closed_numbers_close_up_and_warn(tmp_path: Path) -> None:
    text = SOURCE.replace("lang: en", "lang: en\nnumbers: closed").replace(
        "so too.", "so too; see [](#gone)."
    )
    text = text.replace("1987. {.", "1987. {#gone .")
    examined = stages.examine([write_source(tmp_path, text)], Options(version="public"), lambda _: None)
    public = examined.submissions[0]
    assert [
        number.label
        for node, number in public.resolved.numbers.items()
        if isinstance(node, m.NumberedParagraph)
    ] == ["1.", "2.", "3."]
    found = {each.code: each for each in examined.diagnostics}
    assert not any(code.startswith("P") for code in found)
    assert (found["X821"].severity, found["R201"].finding.facts) == (Severity.WARNING, TargetGone())
