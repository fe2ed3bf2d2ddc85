"""PDFs of other programs get a short answer that is true, whatever they lack."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from tests.broken.pdf.corpora import found
from tests.support.pages import written
from tests.support.pdf_changes import changed
from toolchain.formats.pdf import page_walk
from toolchain.project.settings import Options
from toolchain.reports.sentences import message
from toolchain.writers.pdf import PdfWriter

NO_TAGS = "the PDF is not tagged: nobody can have it read out in order, and a phone cannot reflow it"


def told(data: bytes) -> list[str]:
    """What is found, each with its place; the standards apart."""
    diagnostics = [each for each in found(data) if each.code != "D911"]
    return [f"{each.code} {each.finding.span.words}: {message(each.finding)}" for each in diagnostics]


def page_of(html: str, variant: str | None = "pdf/ua-1") -> bytes:
    """A page set by WeasyPrint alone."""
    import weasyprint

    written = weasyprint.HTML(string=html).write_pdf(pdf_variant=variant)
    assert isinstance(written, bytes)
    return written


def plain(content: bytes, **resources: pikepdf.Object) -> bytes:
    """A file of one page with this content, and nothing else that a file should have."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(content)
        page.Resources = Dictionary({f"/{name}": value for name, value in resources.items()})
        pdf.save(out)
    return out.getvalue()


HELVETICA = Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


def test_a_file_as_small_programs_write_it() -> None:
    assert told(plain(b"BT /F1 12 Tf 72 700 Td (A report \\(draft\\)) Tj ET", Font=HELVETICA)) == [
        "A705 : the PDF has no title in its properties",
        "A706 : the PDF does not say its language",
        f"D908 : {NO_TAGS}",
        "D908 : fonts are not embedded: Helvetica",
    ]


def test_the_mark_of_a_draft_is_said_in_the_order_of_reading(tmp_path: Path) -> None:
    """What is beside the text has the letters of words from right to left from left to right."""
    made = PdfWriter().write(*written(tmp_path, "1. حق.", Options(draft=True), lang="ar"))
    assert "S030 page 1: this file is marked as a draft: “مسودة”" in told(made)


def scanned(text: bytes) -> bytes:
    """A page that is a picture, with what was recognized on it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain(b"595 0 0 842 0 0 cm /I Do", Font=HELVETICA))) as pdf:
        image = pdf.make_stream(
            b"\xff" * 9, Type=Name.XObject, Subtype=Name.Image, Width=3, Height=3, ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
        )  # fmt: skip
        page = pdf.pages[0].obj
        page.Resources.XObject = Dictionary(I=image)
        page.Contents.write(b"q 595 0 0 842 0 0 cm /I Do Q " + text)
        pdf.save(out)
    return out.getvalue()


def test_a_scan_is_no_text() -> None:
    message = "all pages are pictures: the PDF has no text, and nobody can search it or have it read out"
    assert f"D908 : {message}" in told(scanned(b""))
    assert not any("not tagged" in each for each in told(scanned(b"")))


@pytest.mark.parametrize("look", [b"3 Tr", b"1 1 1 rg", b"0 0 9 9 re W n"])
def test_what_was_recognized_on_a_scan_is_not_hidden(look: bytes) -> None:
    """It lies unseen over the picture, or under it, so that it can be searched."""
    recognized = scanned(b"BT " + look + b" /F1 12 Tf 72 700 Td (A report) Tj ET")
    assert f"D908 : {NO_TAGS}" in told(recognized)
    assert not any(each.startswith("X803") for each in told(recognized))


@pytest.mark.parametrize(
    ("look", "is_found"),
    [(b"/G0 gs", True), (b"/G5 gs", False), (b"0 0 9 9 re W n", True), (b"0 600 300 200 re W n", False)],
)
def test_words_that_are_transparent_or_clipped_are_hidden(look: bytes, is_found: bool) -> None:
    """Half of the paint, or a clip with the words in it, hides nothing."""
    states = Dictionary(G0=Dictionary(ca=0), G5=Dictionary(ca=0.5))
    found = told(plain(look + b" BT /F1 12 Tf 72 700 Td (A report) Tj ET", ExtGState=states, Font=HELVETICA))
    assert any(each.startswith("X803") for each in found) == is_found


def test_what_no_program_can_read() -> None:
    """A font whose signs have no names: what is seen cannot be searched, copied or heard."""
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Nameless, Encoding=Name("/Identity-H"),
        DescendantFonts=[Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Nameless)],
    )  # fmt: skip
    said = told(plain(b"BT /F1 12 Tf 72 700 Td <002400250026> Tj ET", Font=Dictionary(F1=font)))
    assert "D900 page 1: 3 of the 3 characters in the file cannot be read as text" in said


def test_letters_by_the_names_of_their_glyphs() -> None:
    """Old programs name the glyphs of each code; nothing is unknown then."""
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Old,
        Encoding=Dictionary(Differences=[1, Name.A, Name.eacute, Name.ffi, Name("/uni0416")]),
    )  # fmt: skip
    said = told(plain(b"BT /F1 12 Tf 72 700 Td <01020304> Tj ET", Font=Dictionary(F1=font)))
    assert not any(each.startswith("D900") for each in said)


_BOOK = """<html lang="en"><title>A book</title><style>
@page {{ size: A5; @bottom-center {{ content: {foot} }} @top-center {{ content: "Report 2019" }} }}
@page :first {{ {first} @bottom-center {{ content: "" }} }}
h1 {{ bookmark-level: 1 }} h2 {{ break-before: page; bookmark-level: 2 }}
a::after {{ content: leader(".") target-counter(attr(href), page) }}</style>
<h1>A book</h1><p><a href="#a">One part</a></p><p><a href="#b">Another part</a></p>
<p><a href="#c">The end</a></p><h2 id="a">One part</h2><p>Text.</p>
<h2 id="b">Another part</h2><p>Text.</p><h2 id="c">The end</h2><p>Text.</p>"""


@pytest.mark.parametrize(
    "foot", ["counter(page)", '"– " counter(page) " –"', '"p. " counter(page) " of 2019"']
)
def test_numbers_of_pages_in_any_form(foot: str) -> None:
    assert told(page_of(_BOOK.format(foot=foot, first=""))) == []


def test_pages_that_are_numbered_otherwise_than_programs_number_them() -> None:
    """The contents agree with what is printed; that programs do not is told once."""
    book = page_of(_BOOK.format(foot="counter(page)", first="counter-increment: page 0;"))
    assert told(book) == ["D908 page 2, at its foot: the page is numbered 1, but programs call it page 2"]


def test_a_wrong_number_among_right_ones() -> None:
    wrong = _BOOK.format(foot="counter(page)", first="").replace('href="#b">', 'href="#b" class="wrong">')
    style = 'a.wrong::after { content: leader(".") "7" }</style>'
    message = "the table of contents gives page 7 for “Another part”, which is on page 3"
    said = told(page_of(wrong.replace("</style>", style)))
    assert said == [f"D906 page 1, the contents, “Another part”: {message}"]


def _thousand_comments(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.obj.Annots = [
            pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], T=String("A"), Contents=String("b")
                )
            )
            for _ in range(1_000)
        ]


def _nested_actions(pdf: pikepdf.Pdf) -> None:
    action = pdf.make_indirect(Dictionary(S=Name.GoTo, D=String("a")))
    action.Next = action
    pdf.Root.OpenAction = action
    names = pdf.make_indirect(Dictionary())
    names.Kids = [names, names]
    pdf.Root.Names = Dictionary(JavaScript=names, EmbeddedFiles=names)


def _endless_outline(pdf: pikepdf.Pdf) -> None:
    entry = pdf.make_indirect(Dictionary(Title=String("x")))
    entry.Next = entry.First = entry
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=entry, Last=entry))


def _endless_fields(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(T=String("x"), FT=Name.Tx))
    field.Kids = [field, field]
    pdf.Root.AcroForm = Dictionary(Fields=[field])


@pytest.mark.parametrize("harm", [_thousand_comments, _nested_actions, _endless_outline, _endless_fields])
def test_what_goes_round_in_a_circle_or_is_there_a_thousand_times(
    harm: Callable[[pikepdf.Pdf], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_walk._walk, "__defaults__", (1_000,))
    data = changed(plain(b"BT /F1 12 Tf 72 700 Td (A report) Tj ET", Font=HELVETICA), harm)
    assert len(told(data)) <= 12


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a file of WeasyPrint's
def test_a_stream_may_end_with_a_carriage_return_and_its_length_must_be_right() -> None:
    with pikepdf.open(io.BytesIO(page_of("<html lang=en><title>A</title><h1>Law</h1>", "pdf/a-3a"))) as pdf:
        text = pdf.pages[0].Contents.read_bytes()
        packed = (zlib.compress(text + b"%" + b"!" * number) for number in range(999))
        data = next(each for each in packed if each.endswith(b"\r"))
        pdf.pages[0].Contents = pikepdf.Stream(pdf, data, Filter=Name.FlateDecode)
        out = io.BytesIO()
        pdf.save(out, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    right = out.getvalue()
    assert right.count(b"\r\nendstream") == 1
    assert not [each for each in found(right) if each.code == "D911"]
    assert [each.code for each in found(right.replace(b"\r\nendstream", b"\r%endstream"))] == ["S012"]
