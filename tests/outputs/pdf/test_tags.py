"""The structure tree that the PDF writer puts right: nothing is lost or twice, one thing is one element."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from tests.judges.validators import page_validation, poppler, verapdf
from tests.support.pages import RICH, TYPST, WEASYPRINT, read, written
from tests.support.pdf_changes import elements, spoken, texts
from tests.support.proving import prove
from toolchain import model as m
from toolchain.model.walk import plain_text
from toolchain.project.settings import Options
from toolchain.readers.pdf import read_bytes
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.weasyprint.patches.origins import origins
from toolchain.writers.pdf.weasyprint.patches.spaces import shown_spaces

pytestmark = pytest.mark.usefixtures("weasyprint")

LONG = "It goes on, with more words than a page can hold, and on. " * 70


def long_body() -> str:
    """Paragraphs, lists, a table, code and notes, all longer than a page."""
    rows = "\n".join(f"     | Row {number} | {LONG[:300]} |" for number in range(40))
    code = "\n".join(f"     line {number}" for number in range(90))
    items = "\n".join(f"     {number}. {LONG[:400]}" for number in range(1, 20))
    table = f"     Table: A long one\n\n     | a | b |\n     | --- | --- |\n{rows}"
    return (
        f"1. {LONG}[^n]\n\n{items}\n\n{table}\n\n     ```\n{code}\n     ```\n\n"
        f"     > {LONG}\n\n2. *It* **is** so.[^n]\n\n[^n]: {LONG}\n"
    )


@pytest.fixture(scope="module", params=["endnotes", "footnotes"])
def long(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("long")
    written(folder, long_body())
    kind = m.NoteKind.FOOTNOTE if request.param == "footnotes" else m.NoteKind.ENDNOTE
    return PdfWriter().write(*read(folder / "report.md", WEASYPRINT, notes=kind))


def counted(pdf: pikepdf.Pdf) -> Counter[str]:
    return Counter(str(element.S)[1:] for element in elements(pdf))


def test_what_pages_divide_is_one_element(long: bytes) -> None:
    with pikepdf.open(io.BytesIO(long)) as pdf:
        assert len(pdf.pages) > 5
        count = counted(pdf)
        assert (count["Table"], count["THead"], count["TBody"], count["Caption"]) == (1, 1, 1, 2)
        assert (count["Part"], count["BlockQuote"], count["Code"], count["Note"]) == (1, 1, 1, 1)
        assert count["P"] == 1 + 19 + 1 + 1 + 1  # the first, its items, the quotation, the second, the note
        lists = [each for each, text in texts(pdf, "L") if not text.startswith("1 ")]
        assert [len(each.K) for each in lists] == [19]


def test_every_element_stands_in_its_parent(long: bytes) -> None:
    with pikepdf.open(io.BytesIO(long)) as pdf:
        for element in elements(pdf):
            for kid in element.K:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    assert kid.P.objgen == element.objgen
            assert len(element.K) > 0 or element.S in {"/TD", "/TH", "/NonStruct"}


def test_no_text_is_lost_or_twice(long: bytes) -> None:
    """Every mark of a page is in the tree once, but for running heads and page numbers."""
    with pikepdf.open(io.BytesIO(long)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        named: Counter[tuple[int, int]] = Counter()
        for element in elements(pdf):
            named.update((pages[element.Pg.objgen], kid) for kid in element.K if isinstance(kid, int))
        assert set(named.values()) == {1}
        for number, page in enumerate(pdf.pages):
            marks = page.Contents.read_bytes().count(b"/MCID")
            outside = marks - sum(at == number for at, _ in named)
            assert 0 <= outside <= 3


def test_the_parent_tree_says_where_each_text_is(long: bytes) -> None:
    with pikepdf.open(io.BytesIO(long)) as pdf:
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        tree = {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}
        pages = {page.obj.objgen: int(str(page.obj.StructParents)) for page in pdf.pages}
        for element in elements(pdf):
            for kid in element.K:
                if isinstance(kid, int):
                    assert tree[pages[element.Pg.objgen]][kid].objgen == element.objgen
                elif kid.get("/Type") == "/OBJR":
                    assert tree[int(kid.Obj.StructParent)].objgen == element.objgen


@pytest.mark.long
def test_it_satisfies_the_validators(long: bytes, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(long)
    assert verapdf.findings([path])[path] == []
    assert page_validation.findings(path) == []


@pytest.mark.parametrize("kind", list(m.NoteKind))
def test_notes_and_marks_have_their_tags(kind: m.NoteKind) -> None:
    data = PdfWriter().write(*read(RICH, WEASYPRINT, notes=kind))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        notes = list(elements(pdf, "Note"))
        assert sorted(text.split()[0] for _, text in texts(pdf, "Note")) == list("*12345678")
        assert len({str(note.ID) for note in notes}) == len(notes) == 9
        marks = list(texts(pdf, "Reference"))
        assert len(marks) >= 12
        assert [text.strip() for _, text in texts(pdf, "Code")] == [
            "code <b>",
            "code   as it stands <b>",
        ]


def test_typst_says_what_is_a_label_and_what_a_note(tmp_path: Path) -> None:
    """Labels are not strong, for they look like other words; a note is found by its identifier (14.7.2)."""
    body = "1. One:[^n]\n\n     1. Two;\n\n     - Three.\n\n[^n]: A **bold** one:\n\n    - Four.\n"
    data = PdfWriter().write(*written(tmp_path, body, TYPST))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [text.strip() for _, text in texts(pdf, "Lbl")] == ["(a)", "•", "1", "•"]
        assert [text for _, text in texts(pdf, "Strong")] == ["bold"]
        lists = [str(each.A[0].ListNumbering) for each in elements(pdf, "L")]
        assert lists == ["/LowerAlpha", "/Disc", "/Decimal", "/Disc"]
        (note,) = elements(pdf, "Note")
        named = list(pdf.Root.StructTreeRoot.IDTree.Names)
        assert [(str(named[0]), named[1].objgen)] == [(str(note.ID), note.objgen)]


def test_footnotes_of_typst_are_in_what_they_are_about(tmp_path: Path) -> None:
    """After the last word of an item too; their texts are not in the title of a heading's element."""
    body = "# One[^a]\n\n1. Two:\n\n     1. Three.[^b]\n\n[^a]: A.\n\n[^b]: B.\n"
    data = PdfWriter().write(*written(tmp_path, body, TYPST, notes="footnotes"))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [str(note.P.S) for note in elements(pdf, "Note")] == ["/H2", "/P"]
        assert not any("/T" in each for each in elements(pdf, "H2"))


@pytest.mark.usefixtures("weasyprint")
def test_words_in_another_language_say_so(tmp_path: Path) -> None:
    body = "# The [*jirga*]{lang=ur-Latn}\n\n1. The *[Cour]{lang=fr}*[^n] says [да]{lang=ru}.\n\n"
    submission = written(tmp_path, f"{body}[^n]: See [[le site](https://example.org)]{{lang=fr}}.\n")
    data = PdfWriter().write(*submission)
    assert prove(submission.resolved, data, "x.pdf", "pdf") == ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spoken = [(str(each.Lang), text) for each, text in texts(pdf) if "/Lang" in each]
    assert spoken == [("ur-Latn", "jirga"), ("fr", "Cour"), ("ru", "да"), ("fr", "le site")]


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("notes", ["endnotes", "footnotes"])
def test_words_in_other_languages_say_so_with_each_engine(notes: str, tmp_path: Path) -> None:
    body = (
        "# The [*jirga*]{lang=ur-Latn}\n\n1. A [ley]{lang=es}, [а *да* [la loi]{lang=fr} б]{lang=ru}[^n] "
        "and [儿童]{lang=zh-Hans}.\n\n    | [Cour]{lang=fr} |\n    | --- |\n    | a [**Recht**]{lang=de} |"
        "\n\n[^n]: See [[le site](https://example.org)]{lang=fr}."
    )
    submission = written(tmp_path, body, notes=notes)
    data = PdfWriter().write(*submission)
    assert prove(submission.resolved, data, "x.pdf", "pdf") == ()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = spoken(pdf)
    in_text = [("ur", "jirga"), ("es", "ley"), ("ru", "а да"), ("fr", "la loi"), ("ru", "б"), ("zh", "儿童")]
    assert sorted(found) == sorted([*in_text, ("fr", "Cour"), ("de", "Recht"), ("fr", "le site")])


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("1. *It* **is** `so` [here](https://example.org/) *now*.", "It is so here now."),
        ("1. It is *article* [1](#here) {#here}", "It is article\u00a01"),
        ("1. It is `so` <!-- sic --> `now`.", "It is so now."),
    ],
)
def test_a_space_between_two_faces_is_there(tmp_path: Path, source: str, text: str) -> None:
    (paragraph,) = read_bytes(PdfWriter().write(*written(tmp_path, source)), "x").blocks
    assert isinstance(paragraph, m.NumberedParagraph)
    (found,) = paragraph.blocks
    assert isinstance(found, m.Paragraph)
    assert plain_text(found.children) == text


@pytest.mark.usefixtures("engine")
def test_spaces_in_footnotes_are_there(tmp_path: Path) -> None:
    submission = written(
        tmp_path, "1. One.[^a]\n\n[^a]: It `is` <!-- sic --> `so` *here* **now**.", notes="footnotes"
    )
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


@pytest.mark.parametrize("print_shop", [False, True])
def test_a_figure_says_where_it_is(tmp_path: Path, print_shop: bool) -> None:
    """Where the page shows it, as another program draws it."""
    Image.new("RGB", (200, 100), (0, 128, 0)).save(tmp_path / "green.png")
    path = tmp_path / "a.pdf"
    body = f"1. {'A line. ' * 90}\n\n![A field](green.png)\n"
    path.write_bytes(PdfWriter().write(*written(tmp_path, body, Options(print_shop=print_shop))))
    with pikepdf.open(path) as pdf:
        (figure,) = elements(pdf, "Figure")
        (layout,) = figure.A if isinstance(figure.A, pikepdf.Array) else [figure.A]
        left, bottom, right, top = (float(each) for each in layout.BBox)
        x, _, _, y = (float(each) for each in pdf.pages[0].MediaBox)
    with Image.open(poppler.pictures(path, tmp_path, dpi=72)[0]) as page:
        green = page.convert("RGB").point(lambda level: 255 if level < 64 else 0).getchannel("R")
        blue = page.convert("RGB").getchannel("B").point(lambda level: 255 if level < 64 else 0)
        not_black = page.convert("RGB").getchannel("G").point(lambda level: 255 if 96 < level < 160 else 0)
        shown = ImageChops.multiply(ImageChops.multiply(green, blue), not_black).getbbox()
    assert shown == pytest.approx((left - x, y - top, right - x, y - bottom), abs=1.5)


@pytest.mark.parametrize("kind", m.NoteKind)
def test_the_tree_of_typst_is_whole(tmp_path: Path, kind: m.NoteKind) -> None:
    """What pages divide is one element, each stands in its parent, and each mark of a page is there once."""
    written(tmp_path, long_body())
    data = PdfWriter().write(*read(tmp_path / "report.md", TYPST, notes=kind))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        count = counted(pdf)
        assert (count["Table"], count["THead"], count["TBody"], count["Caption"]) == (1, 1, 1, 1)
        assert (count["Part"], count["BlockQuote"], count["Code"], count["Note"]) == (1, 1, 1, 1)
        assert (count["TR"], count["TD"], count["TH"]) == (41, 80, 2)
        assert count["LI"] == (20 if kind is m.NoteKind.ENDNOTE else 19)
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        named: Counter[tuple[int, int]] = Counter()
        for element in elements(pdf):
            kids = list(element.get("/K", []))
            assert kids or element.S in {"/TD", "/TH"}
            for kid in kids:
                if isinstance(kid, int):
                    named[pages[element.Pg.objgen], kid] += 1
                elif "/S" in kid:
                    assert kid.P.objgen == element.objgen
                elif "/MCID" in kid:
                    named[pages[kid.get("/Pg", element.get("/Pg")).objgen], int(kid.MCID)] += 1
        assert set(named.values()) == {1}
        for number, page in enumerate(pdf.pages):
            marks = page.Contents.read_bytes().count(b"/MCID")
            assert marks == sum(at == number for at, _ in named)


def test_the_library_is_left_as_it_was() -> None:
    from weasyprint.draw import text
    from weasyprint.pdf import tags

    before = (text.draw_first_line, tags._build_box_tree)
    with origins(), shown_spaces():
        assert text.draw_first_line is not before[0]
        assert tags._build_box_tree is not before[1]
    assert (text.draw_first_line, tags._build_box_tree) == before
