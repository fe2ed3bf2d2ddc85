"""A source that withholds something, from `build` to `merge`: which version each command speaks of."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.support.command import Run, project, run, write
from tests.support.docx_made import unzipped, zipped
from tests.support.two_versions import FOLDER, SOURCE, TEXT, built, source
from tests.support.withheld import REGISTER, changed_zip, picture
from toolchain.pipeline.cluster.parcels import packed
from toolchain.pipeline.tasks import Order, plan
from toolchain.project.settings import Options

__all__ = ["project", "run", "source"]  # fixtures
pytestmark = pytest.mark.usefixtures("source")


def _edited(old: str, new: str, name: str = "report-public.docx") -> Path:
    """A copy of a built file in which somebody has changed some words."""
    path = Path("came-back.docx")
    change = changed_zip({"word/document.xml": lambda data: data.replace(old.encode(), new.encode())})
    path.write_bytes(change(Path("build/x", name).read_bytes()))
    return path


def test_both_versions_are_built_and_never_the_source_itself(run: Run) -> None:
    built(run)
    assert {path.name for path in Path("build/x").glob("report*")} == {
        "report-confidential.docx", "report-public.docx", "report-confidential.html", "report-public.html",
    }  # fmt: skip
    page = Path("build/x/report-public.html").read_text(encoding="utf-8")
    assert "Pomacocha" not in page
    assert "Witness A agrees" in page
    assert "This submission may be published." in page
    full = Path("build/x/report-confidential.html").read_text(encoding="utf-8")
    assert "Rosa Quispé agrees; twelve others" in full
    assert "may not be published" in full


def test_nothing_is_built_again_until_a_register_is_new(run: Run) -> None:
    Path(FOLDER, "protected-names.yaml").unlink()
    built(run)
    assert "up to date" in run("build", SOURCE, "--to", "docx,html").out
    write(Path("submission.toml"), "")
    write(Path("content/protected-names.yaml"), REGISTER)
    assert "up to date" not in run("build", SOURCE, "--to", "docx,html").out
    assert "Witness A" in Path("build/x/report-public.html").read_text(encoding="utf-8")


def test_no_file_next_to_the_public_version_names_a_picture_of_a_person(run: Run) -> None:
    for name in ("face.png", "house-of-quispe.png", "quispe/1.png"):
        Path(FOLDER, name).parent.mkdir(exist_ok=True)
        Path(FOLDER, name).write_bytes(picture("face"))
        write(SOURCE, TEXT.replace("[^open]: A", f"4. ![A face]({name}) {{.confidential}}\n\n[^open]: A"))
        built(run)
        kept = [each.read_text(encoding="utf-8") for each in Path("build/x/.submission").iterdir()]
        assert not any("face" in each or "quispe" in each for each in kept)
        assert ("up to date" in run("build", SOURCE, "--to", "docx,html").out) is ("/" not in name)


def test_public_alone(run: Run) -> None:
    built(run, "--public")
    assert {path.name for path in Path("build/x").glob("report*")} == {
        "report-public.docx",
        "report-public.html",
    }


def test_two_sources_that_claim_one_name_are_an_error(run: Run) -> None:
    other = FOLDER / "report-public.md"
    write(
        other,
        TEXT.replace(" .confidential}", "}").replace("{.confidential}", "").replace("Rosa Quispé", "She"),
    )
    ran = run("build", SOURCE, other, "--to", "docx", "--output", "out")
    assert ran.status == 2
    assert "S013" in ran.err
    assert not Path("out").exists()


@pytest.mark.parametrize("form", ["docx", "html"])
def test_check_against_knows_which_version_a_file_shows(run: Run, form: str) -> None:
    built(run)
    for version in ("public", "confidential"):
        copy = Path(f"a-copy.{form}")
        copy.write_bytes(Path(f"build/x/report-{version}.{form}").read_bytes())
        ran = run("check", copy, "--against", SOURCE)
        assert ran.status == 0, ran.out


def test_a_name_that_somebody_typed_into_a_public_file_is_found(run: Run) -> None:
    built(run)
    ran = run("check", _edited("held people", "held Rosa Quispe"), "--against", SOURCE)
    assert "X822 the name of Witness A" in ran.out
    assert "Quisp" not in ran.out


def test_send_check_and_pack_name_the_version(run: Run) -> None:
    built(run)
    full = " ".join(run("send-check", SOURCE).out.split())
    assert "gets the full version: report-confidential.*" in full
    assert f"the other one: submission send-check {SOURCE.as_posix()} --public" in full
    public = " ".join(run("send-check", SOURCE, "--public").out.split())
    assert "Everybody may get the public version: report-public.*" in public
    assert f"the other one: submission send-check {SOURCE.as_posix()} [ ]" in public
    assert f"submission pack {SOURCE.as_posix()} --public -o DIR" in public
    assert f"submission freeze {SOURCE.as_posix()} --sent DAY" in public  # once, the full version
    assert "packed a/report-confidential.docx" in run("pack", SOURCE, "-o", "a", "--no-freeze").out
    packed = run("pack", SOURCE, "-o", "b", "--public", "--no-freeze").out
    assert "packed b/report-public.docx" in packed
    assert (
        packed.splitlines()[-1]
        == f"once it is sent, record its numbers: submission freeze {SOURCE.as_posix()}"
    )
    assert [path.name for path in Path("b").iterdir()] == ["report-public.docx"]


def test_the_public_version_names_no_withheld_organization_that_has_agreed(run: Run) -> None:
    write(
        SOURCE, TEXT.replace("- name: Example", "- name: Example\n  - name: Lanterns\n    confidential: true")
    )
    built(run)
    assert run("sign", SOURCE, "--for", "Lanterns").status == 0
    assert "1 of 2 organizations" in run("send-check", SOURCE).out
    public = run("send-check", SOURCE, "--public")
    assert not re.search("Lanterns|agreed", public.out + public.err)
    assert public.out.startswith(f"Before {SOURCE.as_posix()} is sent to everybody\n")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Lanterns", "Lanterns"),
        ("House of Lanterns", "House of Lanterns"),
        ("House of Lanterns (HOL)", "House of Lanterns"),
        ("House of Lanterns (HOL)", "HOL"),
    ],
)
def test_the_public_text_names_no_withheld_organization(run: Run, given: str, name: str) -> None:
    """That the public text has its name of its own, as the cover of the full version, excuses nothing."""
    withheld = TEXT.replace("- name: Example", f"- name: Example\n  - name: {given}\n    confidential: true")
    write(SOURCE, withheld.replace("The police held people there.", f"{name} saw it. We thank {name}."))
    ran = run("build", SOURCE, "--to", "docx", "--public")
    assert (ran.status, name in ran.err) == (1, False)
    assert (
        "report.md:15:4: error X823 words that are withheld on line 8 would be in the public version"
        in ran.err
    )
    spared = f'[{name}]{{.confidential instead="One of us"}} saw it with other lanterns.'
    write(SOURCE, withheld.replace("The police held people there.", spared))
    built(run, "--public")


def test_a_withheld_table_does_not_keep_a_file_from_being_sent(run: Run) -> None:
    table = "Table: Cases {.confidential}\n\n     | a | b |\n     | --- | --- |\n     | c | d |\n\n"
    write(SOURCE, TEXT.replace("[^open]: A", f"4. So:\n\n     {table}[^open]: A"))
    built(run)
    assert "A702" not in run("send-check", SOURCE, "--public").out


def test_words_freeze_and_status_name_the_version(run: Run) -> None:
    assert f"{SOURCE.as_posix()} (full version)" in run("words", SOURCE).out
    assert f"{SOURCE.as_posix()} (public version)" in run("words", SOURCE, "--public").out
    assert (
        json.loads(run("words", SOURCE, "--format", "json").out)["submissions"][0]["variant"]
        == "confidential"
    )
    assert "full version" in run("status", SOURCE).out
    assert "(full version)" in run("freeze", SOURCE).out
    assert run("check", SOURCE).status == 0


def test_edits_of_a_public_file_are_merged_where_its_words_are_the_source_s(run: Run) -> None:
    built(run)
    ran = run("merge", _edited("held people", "kept people"), SOURCE)
    assert "1 edit is merged" in ran.out
    assert SOURCE.read_text(encoding="utf-8") == TEXT.replace("held people", "kept people")


def test_a_paragraph_of_a_public_file_is_split_before_what_is_withheld(run: Run) -> None:
    old = TEXT.replace("there.[^open]", "there. Later [eleven]{.confidential} of them came home.[^open]")
    new = old.replace("there. Later", "there.\n\n2. Later")
    files = {}
    for text in (new, old):
        write(SOURCE, text)
        built(run)
        files[text] = unzipped(Path("build/x/report-public.docx").read_bytes())
    settings = "word/settings.xml"
    Path("came-back.docx").write_bytes(zipped({**files[new], settings: files[old][settings]}))
    assert "1 edit is merged, 0 left" in run("merge", "came-back.docx", SOURCE).out
    assert SOURCE.read_text(encoding="utf-8") == new


@pytest.mark.parametrize(
    ("old", "new"),
    [("[withheld]", "Something"), ("Witness A", "A woman"), ("[withheld]", ""), ("agrees", "does not agree")],
)
def test_a_withheld_part_is_never_changed_by_a_public_file(run: Run, old: str, new: str) -> None:
    """What is typed there is listed; so is an edit of a text with a pseudonym."""
    built(run)
    ran = run("merge", _edited(old, new), SOURCE)
    assert SOURCE.read_text(encoding="utf-8") == TEXT
    assert "left for you" in ran.out or ran.status == 2
    assert "Quisp" not in ran.out


def test_a_copied_reference_leads_to_the_label_of_the_source(run: Run) -> None:
    """In the public file the label of a withheld paragraph has another name."""
    write(SOURCE, TEXT.replace("[^open]: A", "4. Read why in paragraph [2](#walk).\n\n[^open]: A"))
    built(run)
    paragraph = re.compile(rb"<w:p>(?:(?!<w:p>).)*Read why in(?:(?!<w:p>).)*</w:p>", re.DOTALL)
    twice = changed_zip({"word/document.xml": lambda data: paragraph.sub(lambda found: found[0] * 2, data)})
    Path("came-back.docx").write_bytes(twice(Path("build/x/report-public.docx").read_bytes()))
    run("merge", "came-back.docx", SOURCE)
    assert SOURCE.read_text(encoding="utf-8").count("Read why in paragraph [2](#walk).") == 2


def test_the_full_file_is_merged_as_before(run: Run) -> None:
    built(run)
    run("merge", _edited("seventeen", "eighteen", "report-confidential.docx"), SOURCE)
    assert SOURCE.read_text(encoding="utf-8") == TEXT.replace("seventeen", "eighteen")


def test_a_redline_of_a_public_and_a_full_version_is_refused(run: Run) -> None:
    built(run)
    ran = run("redline", "build/x/report-public.docx", SOURCE, "-o", "r.docx")
    assert ran.status == 2
    assert "the public version" in ran.err
    assert not Path("r.docx").exists()


def test_a_public_redline_of_full_files_is_refused(run: Run) -> None:
    built(run)
    full = "build/x/report-confidential.docx"
    ran = run("redline", full, full, "--public", "-o", "r.docx")
    assert (ran.status, "this file is the full version" in ran.err) == (2, True)
    assert not list(Path().glob("r*.docx"))


def test_a_public_redline_does_not_show_what_is_withheld_now(run: Run) -> None:
    write(FOLDER / "old.md", TEXT.replace("{#walk .confidential}", "{#walk}"))
    ran = run("redline", FOLDER / "old.md", SOURCE, "-o", "r.docx", "--public")
    assert ran.status == 2
    assert re.search(r"report.md:\d+:\d+: error X823 \S+old.md shows words that are withheld here", ran.err)
    write(FOLDER / "old.md", TEXT.replace("{#walk .confidential}", "{.confidential} of the walk"))
    ran = run("redline", FOLDER / "old.md", FOLDER / "old.md", "-o", "r.docx", "--public")
    assert (ran.status, "error X821 {.confidential} looks like" in ran.err) == (2, True)
    assert not Path("r.docx").exists()
    write(FOLDER / "old.md", TEXT.replace("held people", "kept people"))
    assert run("redline", FOLDER / "old.md", SOURCE, "-o", "r.docx", "--public").status == 0
    with zipfile.ZipFile("r-public.docx") as archive:
        assert not any(b"Pomacocha" in archive.read(name) for name in archive.namelist())


def test_a_public_redline_does_not_show_a_short_word_that_is_withheld_now(run: Run) -> None:
    write(FOLDER / "old.md", TEXT.replace("[twelve]{.confidential}", "12"))
    write(SOURCE, TEXT.replace("[twelve]", "[12]"))
    ran = run("redline", FOLDER / "old.md", SOURCE, "-o", "r.docx", "--public", "--summary")
    assert (ran.status, "X823" in ran.err, "12" in ran.out) == (2, True, False)
    assert not Path("r-public.docx").exists()


@pytest.mark.parametrize("form", ["text", "json", "html", "sarif", "github"])
def test_findings_hold_nothing_withheld(run: Run, form: str) -> None:
    write(
        SOURCE,
        TEXT.replace("[^open]:", "[^open]:  See  [x](https://x.org/quispe)  ")
        .replace("says,", "says , <!-- of Ayapata -->")
        .replace("people there", "people , there, [](#walk), said Rosa\nQuispé,\nand Rosa\nQuispé")
        .replace("[twelve]", "[Eva of Ayapata ![x](face-of-eva.png)]")
        .replace(
            "- name: Example",
            "- name: Example\n  - name: Lanterns\n    logo: lanterns.png\n    wep: lanterns.example\n"
            "    confidential: true",
        ),
    )
    ran = run("check", SOURCE, "--public", "--format", form)
    assert ran.status == 1
    assert "T506" in ran.out
    for word in ("Quisp", "Pomacocha", "seventeen", "eva", "Ayapata", "anterns", "walk"):
        assert word not in ran.out + ran.err


@pytest.mark.parametrize("sheet", ["/* Pomacocha */ p { color: #111 }", 'p::after { content: "Pomacocha" }'])
@pytest.mark.parametrize("form", ["html", "epub"])
def test_a_style_sheet_says_nothing_that_is_withheld(run: Run, sheet: str, form: str) -> None:
    write(Path("own.css"), sheet)
    ran = run("build", SOURCE, "--public", "--to", form, "--css", "own.css")
    assert (ran.status, "X823" in ran.err) == (1, True)
    assert not Path(f"build/x/report-public.{form}").exists()
    write(Path("own.css"), "/* wide */ p { color: #111 }")
    write(SOURCE, TEXT.replace("[twelve]", "[first child]"))  # our own style sheet has “:first-child”
    assert run("build", SOURCE, "--public", "--to", "html,epub", "--css", "own.css").status == 0


def test_findings_of_a_style_sheet_name_nobody(run: Run) -> None:
    write(Path("own.css"), "p { font-family: Quispé, serif }")
    ran = run("build", SOURCE, "--public", "--to", "pdf", "--css", "own.css")
    assert "S018" in ran.err
    assert "Quisp" not in ran.out + ran.err


def test_the_findings_page_names_nobody_in_headings_and_maps(run: Run) -> None:
    """The full text has the name there; the page calls the person by the pseudonym as findings do."""
    write(
        SOURCE, TEXT.replace("# A section", "# Rosa Quispé").replace("{#police}", '{cluster="Rosa Quispé"}')
    )
    ran = run("check", SOURCE, "--format", "html")
    assert "Witness A" in ran.out
    assert "Quisp" not in ran.out


def test_a_name_that_is_a_word_of_markup_leaves_the_findings_page_whole(run: Run) -> None:
    """“Li” and “Mark” are elements of HTML, “Page” is a word of its style sheet."""
    write(SOURCE, TEXT.replace("# A section", "# Mark Li, “Page”"))
    register = "- name: {0}\n  pseudonym: Girl <{0[0]}> & C.\n".format
    write(FOLDER / "protected-names.yaml", "".join(map(register, ("Li", "Mark", "Page"))))
    page = run("check", SOURCE, "--format", "html").out
    assert "Girl &lt;M&gt; &amp; C. Girl &lt;L&gt; &amp; C., “Girl &lt;P&gt; &amp; C.”" in page
    markup = re.findall(r"<style.*?</style>|<[^<>]*>", page, re.DOTALL)
    assert "<li>" in markup and not [each for each in markup if "Girl" in each]  # noqa: PT018


def test_with_source_is_refused(run: Run) -> None:
    ran = run("build", SOURCE, "--to", "pdf", "--with-source", "--draft")
    assert ran.status == 1
    assert "X821 --with-source" in ran.err
    assert not Path("build").exists()


def test_the_public_version_cannot_be_fixed(run: Run) -> None:
    assert run("check", SOURCE, "--fix", "--public").status == 2


def test_the_start_page_which_packs_the_full_version_is_not_called_public(run: Run) -> None:
    ran = run("preview", "--public", "--no-browser")
    assert ran.status == 2
    assert "--public works only with a SOURCE" in ran.err


def test_no_register_is_sent_to_a_cluster(run: Run) -> None:
    (task,) = plan([SOURCE], Order(("html",)), Options())
    assert packed(task) is None


def test_a_register_that_git_does_not_ignore_is_an_error(run: Run) -> None:
    Path(".git").mkdir()
    for line in ("HEAD", "config"):
        Path(".git", line).write_text(
            "ref: refs/heads/main\n" if line == "HEAD" else "[core]\n\tbare = false\n"
        )
    for name in ("objects", "refs"):
        Path(".git", name).mkdir()
    assert "X824 git does not ignore" in run("check", SOURCE).out
    write(Path(".gitignore"), "protected-names.yaml\n")
    assert "X824" not in run("check", SOURCE).out


def test_limits_are_those_of_each_version(run: Run) -> None:
    limits = "limits:\n  words: {value: 15, reason: a test}\npublic: true"
    write(SOURCE, TEXT.replace("public: true", limits))
    full, public = run("check", SOURCE).out, run("check", SOURCE, "--public").out
    assert (full.count("error L601"), public.count("error L601")) == (2, 1)


def test_a_withheld_picture_is_in_no_public_file(run: Run) -> None:
    Path(FOLDER, "face.png").write_bytes(picture("face"))
    write(SOURCE, TEXT.replace("[^open]: A", "4. ![A face](face.png) {.confidential}\n\n[^open]: A"))
    built(run)
    with zipfile.ZipFile(io.BytesIO(Path("build/x/report-public.docx").read_bytes())) as archive:
        assert all(archive.read(name) != picture("face") for name in archive.namelist())
    with zipfile.ZipFile("build/x/report-confidential.docx") as archive:
        assert any(archive.read(name) == picture("face") for name in archive.namelist())


def test_what_is_printed_for_a_withheld_table_is_accessible_too(run: Run) -> None:
    """A head without a body is no PDF/UA, and a table without rows is reported."""
    table = "     Table: Cases {.confidential}\n\n     | a | b |\n     | - | - |\n     | Quispé | 2 |"
    write(SOURCE, TEXT.replace("[^open]: A", f"{table}\n\n[^open]: A"))
    for engine in ("weasyprint", "typst"):
        assert run("build", SOURCE, "--to", "pdf,docx,html", "--pdf-engine", engine, "--force").status == 0
        ran = run("check", *(f"build/x/report-public.{kind}" for kind in ("pdf", "docx", "html")))
        assert "D911" not in ran.out + ran.err
        assert "S005" not in ran.out + ran.err


def test_a_finding_in_a_line_with_a_name_is_reported_once_for_both_versions(run: Run) -> None:
    write(SOURCE, TEXT.replace("Rosa Quispé agrees;", "Rosa Quispé agrees with ZQXV, and so does ZQXV;"))
    found = [line for line in run("check", SOURCE).out.splitlines() if "ZQXV is never" in line]
    assert len(found) == 1
    assert ":17:68:" in found[0]
