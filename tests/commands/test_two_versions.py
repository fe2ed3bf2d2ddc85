"""What commands say of the two versions of a source: names, marks, records, findings and labels."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from tests.support.command import Run, project, run, write
from tests.support.planted import png
from tests.support.two_versions import FOLDER, SOURCE, TEXT, built, source
from tests.support.withheld import changed_zip, put
from toolchain.compare.versions.agreed import digest_of
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options

__all__ = ["project", "run", "source"]  # fixtures
pytestmark = pytest.mark.usefixtures("source")


def test_what_is_left_names_the_labels_of_the_source(run: Run) -> None:
    """The public file has other names for those of withheld places: “x-1”."""
    built(run)
    withheld = re.compile(rb"<w:p>(?:(?!<w:p>).)*>\[withheld\]<(?:(?!<w:p>).)*</w:p>", re.DOTALL)
    without = changed_zip({"word/document.xml": lambda data: withheld.sub(b"", data, count=1)})
    Path("came-back.docx").write_bytes(without(Path("build/x/report-public.docx").read_bytes()))
    said = run("merge", "came-back.docx", SOURCE).out
    assert "refers to #walk" in said
    assert "x-1" not in said


def test_an_output_from_before_is_to_be_deleted(run: Run) -> None:
    built(run)
    Path("build/x/report.docx").write_bytes(Path("build/x/report-confidential.docx").read_bytes())
    said, ran = "build/x/report.docx is older than the two versions: delete it", run("send-check", SOURCE)
    assert (ran.status, said in " ".join(ran.out.split())) == (1, True)
    assert run("build", SOURCE, "--to", "docx").err == f"{said}\n"


def test_an_output_of_another_source_is_not_to_be_deleted(run: Run) -> None:
    built(run)
    write(FOLDER / "report-public.md", TEXT)
    assert "delete it" not in run("build", FOLDER, "--to", "docx").err
    assert "delete it" not in run("send-check", FOLDER / "report-public.md").out


@pytest.mark.parametrize("version", ["confidential", "public"])
def test_a_matrix_and_a_redline_say_which_version_they_are(run: Run, version: str) -> None:
    """By their names, in the terminal, and where a reader looks; a CSV file has no such place."""
    more = ("--public",) * (version == "public")
    label, is_full = ("full version", True) if version == "confidential" else ("public version", False)
    recommended = (
        "\n# To do {.restart series=recommendation}\n\n1. [Ask Ulla Vint.]{.confidential}\n\n[^open]:"
    )
    write(SOURCE, TEXT.replace("\n[^open]:", recommended))
    write(FOLDER / "old.md", TEXT.replace("held people", "kept people"))
    for form in ("docx", "xlsx", "html", "csv"):
        ran = run("matrix", SOURCE, "-o", f"m.{form}", *more)
        assert ran.out.startswith(f"wrote m-{version}.{form}: 1 recommendation ({label})"), ran.err
        assert not Path(f"m.{form}").exists()
    for form in ("docx", "html"):
        ran = run("redline", FOLDER / "old.md", SOURCE, "-o", f"r-{version}.{form}", *more)
        assert ran.out.startswith(f"wrote r-{version}.{form} ({label})"), ran.err
    book = openpyxl.load_workbook(f"m-{version}.xlsx")
    tops: list[Any] = [page.HeaderFooter.oddHeader for page in book.worksheets]
    heads = [each.center.text for each in tops]
    assert [*heads, book.worksheets[0].title == "Confidential"] == [
        *["Confidential" if is_full else None] * 2,
        is_full,
    ]
    in_word = docx.Document(f"m-{version}.docx").sections[0].header.paragraphs[0].text
    assert in_word == ("Confidential" if is_full else "")
    for name in (f"m-{version}.html", f"r-{version}.html"):
        text = Path(name).read_text(encoding="utf-8")
        assert ("<strong>Confidential</strong>" in text, "Ulla Vint" in text) == (is_full, is_full)


@pytest.mark.parametrize("name", ["build/x/report.docx", "back.docx"])
def test_the_name_of_a_version_replaces_no_output_and_no_input(run: Run, name: str) -> None:
    """Nobody has typed it: “-confidential” was added."""
    built(run)
    taken = Path(name).with_stem(f"{Path(name).stem}-confidential")
    full = Path("build/x/report-confidential.docx").read_bytes()
    taken.write_bytes(full)
    ran = run("redline", SOURCE, taken, "-o", name)
    assert (ran.status, ran.err.splitlines()[0]) == (
        2,
        f"{taken.as_posix()}: error S013 this file exists already",
    )
    assert taken.read_bytes() == full


def test_what_is_recorded_is_the_full_version_once(run: Run) -> None:
    """No hint leads to the end of the committee's record: the public version has the same numbers."""
    built(run)
    shown = run("send-check", SOURCE, "--public").out
    assert "record its numbers: submission freeze content/x/report.md --sent DAY" in shown
    ran = run("pack", SOURCE, "--public", "-o", "out", "--freeze", "--sent", "2026-03-15")
    assert ran.status == 0, ran.out
    assert "(full version)" in ran.out
    assert "seventeen" in SOURCE.with_name("report.sent.json").read_text(encoding="utf-8")
    for command in (("send-check",), ("pack", "-o", "more")):
        said = run(*command, SOURCE, "--public").out
        assert re.search("its\\s+numbers\\s+are\\s+recorded\\s+already", said, re.IGNORECASE), said
        assert "--force" not in said
    closed = TEXT.replace("\n---\n", "\nnumbers: closed\n---\n", 1)
    write(SOURCE, closed.replace("It is as paragraph [2](#walk)", "It"))
    said = " ".join(run("send-check", SOURCE, "--public").out.split())
    assert "freeze content/x/report.md --public --sent DAY" in said


def test_what_both_versions_have_is_one_finding(run: Run) -> None:
    """Also if it can be corrected in one only, since the other has a pseudonym in the sentence."""
    write(
        SOURCE,
        "---\ntitle: T\nlang: es\n---\n\n# Uno\n\n1. Rosa Quispé dijo que era de 16 horas.[^a]\n\n"
        "[^a]: Entrevista con Rosa Quispé.\n",
    )
    ran = run("check", SOURCE, "--format", "json")
    found = [each for each in json.loads(ran.out)["diagnostics"] if each["code"] == "N111"]
    assert [bool(each["fix"]) for each in found] == [True]


def _moved(run: Run, *more: str) -> tuple[str, dict[str, tuple[str, str]]]:
    """Return the version that the table is of, and its texts with both numbers."""
    content = json.loads(run("moved", SOURCE, "--all", "--format", "json", *more).out)
    return content["variant"], {each["text"]: (each["old"], each["new"]) for each in content["numbers"]}


@pytest.mark.parametrize("version", ["", "--public"])
def test_the_table_of_moved_numbers_is_that_of_the_version_that_is_asked_for(run: Run, version: str) -> None:
    """Whichever version the record has; what is gone has no words in the public table."""
    assert run("freeze", SOURCE, *filter(None, [version])).status == 0
    more = "4. Near Pomacocha a dog slept. {.confidential}\n\n[^open]: A"
    write(SOURCE, TEXT.replace("2. Near", "2. A new one.\n\n3. Near").replace("[^open]: A", more))
    full = {
        "Near Pomacocha she walked barefoot through seventeen villages.": ("paragraph 2", "paragraph 3"),
        "Near Pomacocha a dog slept.": ("", "paragraph 5"),
    }
    kind, found = _moved(run, "--public")
    assert kind == "public"
    assert not any("Pomacocha" in text or "Quisp" in text for text in found)
    assert found["A new one."] == ("", "paragraph 2")
    assert found["[withheld]"][1] == "paragraph 5"  # the last of the two
    agreed = "It is as paragraph 3 says, and Witness A agrees; [withheld] others do too."
    assert found[agreed] == ("paragraph 3", "paragraph 4")
    kind, found = _moved(run)
    assert kind == ("public" if version else "confidential")
    assert (full.items() <= found.items()) is not bool(version)
    write(SOURCE, TEXT.replace("2. Near", "2. Far from").replace("Pomacocha she walked", "home he sat"))
    assert "Pomacocha" not in run("moved", SOURCE, "--public").out


def test_the_full_table_of_moved_numbers_says_so(run: Run) -> None:
    run("freeze", SOURCE)
    write(SOURCE, TEXT.replace("2. Near", "2. A new one.\n\n3. Near"))
    assert "old,new,text (Confidential)" in run("moved", SOURCE, "--format", "csv").out
    assert "(full version)" in run("moved", SOURCE).out
    assert "(public version)" in run("moved", SOURCE, "--public").out
    assert "Confidential" not in run("moved", SOURCE, "--public", "--format", "csv").out


def test_a_record_of_the_public_version_is_compared_with_it(run: Run) -> None:
    run("freeze", SOURCE, "--public")
    assert "V952" not in run("check", SOURCE).out
    assert "no changes" in " ".join(run("status", SOURCE).out.split())
    ran = run("redline", f"{SOURCE}@sent", SOURCE, "-o", "r.docx", "--summary")
    assert "0 changed, 0 added, 0 removed, 0 moved" in ran.out
    write(SOURCE, TEXT.replace("2. Near", "2. A new one.\n\n3. Near").replace("3. It is as", "4. It is as"))
    assert "paragraph 2 in the version sent is now paragraph 3; 1 number" in run("check", SOURCE).out
    ran = run("redline", f"{SOURCE}@sent", SOURCE, "-o", "r.docx", "--summary")
    assert "A new one." in ran.out
    assert "Pomacocha" not in ran.out


def test_labels_of_the_public_version_are_not_those_of_the_record(run: Run) -> None:
    """“x-2” is another paragraph if one before it is withheld too."""
    text = TEXT.replace("others do too.", "others do too. {#quispe}")
    write(SOURCE, text)
    run("freeze", SOURCE, "--public")
    more = "2. A dog slept there. {#dog .confidential}\n\n3. Near"
    write(SOURCE, text.replace("2. Near", more).replace("3. It is as", "4. It is as"))
    said = "It is as paragraph 3 says, and Witness A agrees; [withheld] others do too."
    assert _moved(run)[1][said] == ("paragraph 3", "paragraph 4")


CHANGES = {
    "a mark that is gone": ("[twelve]{.confidential}", "twelve"),
    "other words in place": ("[twelve]{.confidential}", '[twelve]{.confidential instead="12"}'),
    "a paragraph that everybody may read": ("{#walk .confidential}", "{#walk}"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_an_agreement_is_to_both_versions(run: Run, change: str) -> None:
    run("sign", SOURCE, "--for", "Example")
    for shown in (run("status", SOURCE).out, run("send-check", SOURCE, "--public").out):
        assert "1 of 1 organizations has agreed to this text" in shown
    write(SOURCE, TEXT.replace(*CHANGES[change]))
    for shown in (run("status", SOURCE).out, " ".join(run("send-check", SOURCE, "--public").out.split())):
        assert "0 of 1 organizations have agreed to this text" in shown
        assert "1 has agreed to the full version, but another public one" in shown


def test_the_public_version_counts_no_withheld_organization(run: Run) -> None:
    others = "submitted-by:\n" + "".join(
        f"  - {{name: {name}, confidential: true}}\n" for name in ("Hidden Guild", "Second Guild")
    )
    write(SOURCE, TEXT.replace("submitted-by:\n", others))
    run("sign", SOURCE, "--for", "Hidden Guild")
    assert "agreed" not in run("send-check", SOURCE, "--public").out
    run("sign", SOURCE, "--for", "Example")
    assert "2 of 3 organizations have agreed to this text" in run("send-check", SOURCE).out
    assert "1 of 1 organizations has agreed to this text" in run("send-check", SOURCE, "--public").out


def test_a_note_with_the_digest_of_the_full_version_alone_stays_true(run: Run) -> None:
    """As earlier versions of the program wrote it: the text in the note decides."""
    full = digest_of(pipeline.read(SOURCE, Options()).resolved)
    note = {"version": 1, "about": "", "agreed": {"Example": full}, "texts": {full: TEXT}}
    Path(FOLDER, "report.signed.json").write_text(json.dumps(note), encoding="utf-8")
    assert "1 of 1 organizations has agreed to this text" in run("status", SOURCE).out
    write(SOURCE, TEXT.replace("[twelve]{.confidential}", "twelve"))
    assert "0 of 1 organizations have agreed to this text" in run("status", SOURCE).out


def test_an_agreement_is_to_the_pictures_and_sources_of_that_day(run: Run) -> None:
    act = b'[{"id": "act", "type": "legislation", "container-title": "Laws", "title": "Act"}]'
    beside = {
        Path(FOLDER, "yard.png"): (png(), png(orientation=3)),
        Path(FOLDER, "sources.json"): (act, act.replace(b"Laws", b"Gazette")),
    }
    text = TEXT.replace("lang: en", "lang: en\nsources: sources.json").replace("[^open]", "[@act][^open]", 1)
    write(SOURCE, text.replace("# A section", '# A section\n\n![A yard](yard.png "The yard")'))
    for file, (then, _) in beside.items():
        file.write_bytes(then)
    run("sign", SOURCE, "--for", "Example")
    for file, (then, other) in beside.items():
        file.write_bytes(other)
        assert "1 has agreed to an earlier text" in run("status", SOURCE).out
        file.write_bytes(then)
        assert "1 of 1 organizations has agreed to this text" in run("status", SOURCE).out


def test_an_overview_names_a_person_by_the_pseudonym(run: Run) -> None:
    write(SOURCE, TEXT.replace("title: The report", "title: The case of Rosa Quispé"))
    for form in ("text", "json", "html"):
        shown = run("status", SOURCE, "--format", form).out
        assert "The case of Witness A" in shown
        assert "Quisp" not in shown


def test_a_finding_of_the_public_version_is_at_its_words(run: Run) -> None:
    """Words before it have another length there: a protected name has its pseudonym."""
    line = "1. Rosa Quispé, born on 4 May 2009, and Otieno (aged 9) came."
    write(SOURCE, f"---\ntitle: T\nlang: en\npublic: true\n---\n\n# One\n\n{line}\n")
    found = json.loads(run("check", SOURCE, "--format", "json").out)["diagnostics"]
    words = {line[each["column"] - 1 : each["end_column"] - 1] for each in found if each["code"] == "X810"}
    assert words == {"born on 4 May 2009", "Otieno (aged 9"}


@pytest.mark.parametrize("name", ["final-public.docx", "final.html"])
def test_a_public_file_alone_is_searched_for_the_names_of_its_folder(run: Run, name: str) -> None:
    """Findings name nobody. The full file is for the committee."""
    built(run)
    file = Path(FOLDER, name)
    data = Path("build/x/report-public").with_suffix(file.suffix).read_bytes()
    file.write_bytes(data)
    assert "X822" not in run("check", file).out
    old, new = b"held people there.", b"held Rosa Quispe of 16 horas. "
    edit = changed_zip({"word/document.xml": lambda part: part.replace(old, new)})
    file.write_bytes(edit(data) if file.suffix == ".docx" else data.replace(old, new))
    for ran in (run("check", file), run("send-check", file, "--profile", "plain")):
        assert (ran.status, "X822" in ran.out, "Quisp" in ran.out) == (1, True, False), ran.out
    Path(FOLDER, "full.docx").write_bytes(edit(Path("build/x/report-confidential.docx").read_bytes()))
    said = run("check", Path(FOLDER, "full.docx")).out
    assert ("X822" in said, "held Witness A" in said, "Quisp" in said) == (False, True, False), said
    Path(FOLDER, "protected-names.yaml").unlink()
    assert "X822" not in run("check", file).out


def test_a_file_for_translators_says_that_it_has_the_full_version(run: Run) -> None:
    for end in (" (full version)\n", "to review\n"):
        ran = run("translate", "export", SOURCE, "--to", "xliff", "-o", FOLDER / "report.fr.xlf")
        assert ran.out.splitlines(keepends=True)[0].endswith(end)
        write(SOURCE, "---\ntitle: T\nlang: en\n---\n\nNothing is withheld.\n")


def test_a_public_redline_shows_nothing_of_what_changed_in_withheld_words_and_labels(run: Run) -> None:
    """A label with a word that is withheld has another name in public files, which counts such labels."""
    table = "Table: Sums {#sums}\n\n     | A |\n     | - |\n     | 1 |\n\n"
    table = f"4. See paragraph [1](#tally) and table [1](#sums).[^sums]\n\n     {table}"
    text = TEXT.replace("there.", "there. {#tally}").replace(
        "[^open]: A", f"{table}[^sums]: B.\n[^open]: A", 1
    )
    write(SOURCE, text)
    write(
        FOLDER / "old.md", text.replace("seventeen villages", "the mill with her sums, a tally, an open door")
    )
    ran = run("redline", FOLDER / "old.md", SOURCE, "-o", "r.docx", "--public", "--summary")
    assert (ran.status, ran.out.splitlines()[1:]) == (
        0,
        ["paragraphs, notes, rows: 0 changed, 0 added, 0 removed, 0 moved"],
    )


def test_a_withheld_paragraph_that_was_moved_in_a_public_file_is_listed(run: Run) -> None:
    """All withheld paragraphs are alike there, so the others are not searched for it."""
    more = "4. They held her for many hours. {.confidential}\n\n5. Nobody was charged."
    write(SOURCE, old := TEXT.replace("[^open]: A", f"{more}\n\n[^open]: A"))
    built(run)
    paragraphs = re.compile(
        rb"(<w:p>(?:(?!<w:p>).)*\[withheld\]</w:t></w:r>(?:(?!<w:p>).)*)(<w:p>.*Nobody.*?</w:p>)", re.DOTALL
    )
    moved = changed_zip(
        {
            "word/document.xml": lambda data: paragraphs.sub(rb"\2\1", data).replace(
                b"held people", b"kept people"
            )
        }
    )
    Path("came-back.docx").write_bytes(moved(Path("build/x/report-public.docx").read_bytes()))
    ran = run("merge", "came-back.docx", SOURCE)
    assert "moved: the public version does not show" in ran.out
    assert SOURCE.read_text(encoding="utf-8") == old.replace("held people", "kept people")


@pytest.mark.parametrize(
    "text", [TEXT, TEXT.replace("[twelve]{.confidential}", "Twelve").replace("Rosa Quispé", "she")]
)
@pytest.mark.parametrize("more", [("redline", "@sent"), ("redline", ""), ("moved",)])
def test_no_command_shows_others_what_a_mark_that_cannot_be_read_was_to_withhold(
    run: Run, text: str, more: tuple[str, ...]
) -> None:
    run("freeze", SOURCE, "--public")
    write(SOURCE, text.replace(".confidential}", ".confidental}"))
    if more[0] == "redline":
        write(FOLDER / "old.md", text.replace("held people", "kept people"))
        ran = run(
            "redline",
            f"{SOURCE}{more[1]}" if more[1] else FOLDER / "old.md",
            SOURCE,
            "--public",
            "-o",
            "r.docx",
        )
    else:
        ran = run("moved", SOURCE, "--public", "--all")
    assert (ran.status, "error X821" in ran.err, "Pomacocha" in ran.out + ran.err) == (2, True, False)
    assert not list(Path().glob("r*.docx"))


def test_a_public_redline_of_an_earlier_translation(run: Run) -> None:
    """It withheld then what its original did."""
    texts = {SOURCE: TEXT, SOURCE.with_name("report.fr.md"): TEXT.replace("lang: en", "lang: fr")}
    french = [*texts][1]
    write(french, texts[french])
    assert run("freeze", french, "--keep").status == 0
    for each, text in texts.items():
        write(each, text.replace("[^open]:", "4. Another one. {.confidential}\n\n[^open]:"))
    assert run("redline", f"{french}@sent", french, "--public", "-o", "r.docx").status == 0
    write(SOURCE, TEXT)
    assert "error X821" in run("redline", f"{french}@sent", french, "--public", "-o", "s.docx").err


def test_names_that_are_words_of_our_files_or_parts_of_them_stop_nothing(run: Run) -> None:
    """“Amiri” is a font, “Page” is on each page of a PDF, “inLanguage” in a page; the persons are still found
    in other words of a file, also of one alone, and in an own style sheet.
    """
    names = ("Amir", "Butt", "Roman", "Page", "Lang", "Cover", "Head", "Style")
    register = "".join(f"- name: {each}\n  pseudonym: {each[0]}.\n" for each in names)
    write(SOURCE.with_name("protected-names.yaml"), register)
    write(SOURCE, TEXT.replace("held people", f"held {', '.join(names)}"))
    said = [f"error X822 the name of {each[0]}. is in this public file" for each in names]
    for form in ("docx", "html", "epub", "pdf"):
        assert run("build", SOURCE, "--public", "--to", form).status == 0
        copied = FOLDER / f"report-public.{form}"
        copied.write_bytes((Path("build/x") / copied.name).read_bytes())
        assert "X822" not in run("check", copied).out
    for form, part in (("docx", "word/document.xml"), ("html", "")):
        edited = FOLDER / f"report-public.{form}"
        say = put(r"\[withheld", f", {' or '.join(names)} said")
        edited.write_bytes((changed_zip({part: say}) if part else say)(edited.read_bytes()))
        for alone in ((), ("--against", SOURCE)):
            told = run("check", edited, *alone, "--all").out
            assert [each for each in said if each not in told] == []
    write(Path("own.css"), f"/* for {', '.join(names)} */ p {{ color: #111; }}")
    ran = run("build", SOURCE, "--public", "--to", "html", "--css", "own.css", "--all")
    assert (ran.status, [each for each in said if each not in ran.err]) == (1, [])
