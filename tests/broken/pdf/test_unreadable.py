"""PDFs that cannot be read, or are made to do harm: each gets one clear sentence, within bounds."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from tests.support.pages import RICH, read
from tests.support.pdf_changes import changed
from tests.support.said import saying
from toolchain.formats.pdf import content
from toolchain.formats.pdf.operations import operations, strings
from toolchain.formats.pdf.page_walk import actions
from toolchain.model.diagnostics import Failure
from toolchain.readers.pdf import PdfReader, read_bytes
from toolchain.reports.sentences import message
from toolchain.writers.pdf import PdfWriter


@pytest.fixture(scope="module")
def rich() -> bytes:
    return PdfWriter().write(*read(RICH))


def said(data: bytes) -> str:
    """The one sentence that is said of a file that cannot be read."""
    with pytest.raises(Failure) as failure:
        read_bytes(data, "build/x.pdf")
    (defect,) = failure.value.findings
    assert defect.rule.code in ("S012", "S020", "S021")
    assert defect.span.path == "build/x.pdf"
    assert "0x" not in message(defect)
    return message(defect)


def plain_file(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is its root."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer <</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def tree(*objects: bytes) -> bytes:
    """A PDF without pages, with a structure tree whose only element is the first of these objects (4)."""
    root = b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R>>"
    return plain_file(root, b"<</Type/Pages/Kids[]/Count 0>>", b"<</K 4 0 R>>", *objects)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this file is empty"),
        (b" \n", "this file is empty"),
        (b"PK\x03\x04 something else", "this file is not a PDF: it begins like a ZIP, Word or EPUB file"),
        (b"<html><p>%PDF</p>", "this file is not a PDF: it begins like a page of HTML or XML"),
        (b"some words", "this file is not a PDF"),
        (b"%PDF-1.7\n", "this PDF is damaged"),
    ],
)
def test_what_is_no_pdf(data: bytes, message: str) -> None:
    assert message in said(data)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_is_cut_off(rich: bytes, share: float) -> None:
    assert "damaged" in said(rich[: int(len(rich) * share)])


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_file(rich: bytes, password: str) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(rich)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))
    assert said(out.getvalue()) == "this file is encrypted"


def test_a_file_without_tags(rich: bytes) -> None:
    def untag(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.StructTreeRoot

    assert "no structure tree" in said(changed(rich, untag))


def test_the_library_s_names_of_objects_are_left_out(rich: bytes) -> None:
    def without_size(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj["/MediaBox"]

    assert "this PDF is damaged: kid 0 (from 0) MediaBox is undefined" in said(changed(rich, without_size))


def test_a_folder_in_place_of_a_file(tmp_path: pytest.TempPathFactory) -> None:
    from pathlib import Path

    with pytest.raises(Failure, check=saying("this is a folder")):
        PdfReader().read(Path(str(tmp_path)), "x.pdf")


def first_page(contents: bytes, packed: bool = False) -> Callable[[pikepdf.Pdf], None]:
    """Other contents for the first page."""

    def change(pdf: pikepdf.Pdf) -> None:
        kind = pikepdf.Name.FlateDecode if packed else None
        pdf.pages[0].Contents.write(contents, filter=kind)

    return change


def test_streams_that_unpack_to_too_much(rich: bytes) -> None:
    packer = zlib.compressobj(9)
    megabyte = b" " * (1 << 20)
    packed = b"".join(packer.compress(megabyte) for _ in range(80)) + packer.flush()
    assert len(packed) < 100_000
    found = said(changed(rich, first_page(packed, packed=True)))
    if not hasattr(pikepdf.settings, "get_qpdf_limits"):  # before 10.18
        assert "too much" in found
        return
    assert "memory limit" in found
    assert pikepdf.settings.get_qpdf_limits()["flate_max_memory"] == 0  # as it was before


def test_packed_by_lzw(rich: bytes) -> None:
    def pack(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=pikepdf.Name.LZWDecode)

    with pikepdf.open(io.BytesIO(rich)) as pdf:
        pack(pdf)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert "LZW" in said(out.getvalue())


def large_font(pdf: pikepdf.Pdf) -> None:
    for each in dict(pdf.pages[2].Resources.Font).values():
        each.ToUnicode = pdf.make_stream(b"9 beginbfrange" + b"<0000> <ffff> <0041>\n" * 900 + b"endbfrange")


def arabic(times: int) -> Callable[[pikepdf.Pdf], None]:
    """Two thousand signs from right to left on the first page, so many times."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Lang = pikepdf.String("ar")
        (name, *_) = pdf.pages[0].Resources.Font.keys()
        shown = b"BT %s 9 Tf <%s> Tj ET " % (name.encode(), b"00240011" * 1_000)
        pdf.pages[0].Contents.write(b"/P <</MCID 0>> BDC " + shown * times + b"EMC")

    return change


@pytest.mark.parametrize(
    "change",
    [
        large_font,
        first_page(b"q " * 1_000_000),
        first_page(b"/P BMC " * 1_000_000),
        pytest.param(arabic(2_200), marks=pytest.mark.long),
    ],
    ids=["a font", "saved states", "marks", "words from right to left"],
)
def test_more_than_anybody_writes(rich: bytes, change: Callable[[pikepdf.Pdf], None]) -> None:
    assert "this PDF contains too much" in said(changed(rich, change))


def test_words_from_right_to_left_count_as_many(rich: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_CONTENT", 4 << 20)
    assert "this PDF contains too much" in said(changed(rich, arabic(150)))
    read_bytes(changed(rich, arabic(50)), "x.pdf")


@pytest.mark.parametrize(
    "contents",
    [
        b"(" * 2_000_000,
        b"(a(b" * 500_000,
        b"[<</A" * 400_000,
        b"ID x " * 400_000,
        b"<0" * 900_000,
        b"%" * 900_000,
    ],
    ids=["strings", "strings in strings", "arrays", "images", "hexadecimal", "a comment"],
)
def test_contents_that_never_end(rich: bytes, contents: bytes) -> None:
    """What cannot be understood is passed over; that the page's text is not there is said."""
    document = read_bytes(changed(rich, first_page(contents)), "x.pdf")
    assert [defect.rule.code for defect in document.defects] == ["D900"]


def test_a_tree_of_any_depth_or_form() -> None:
    count = 20_000
    deep = [b"<</S/Div/K %d 0 R>>" % (number + 5) for number in range(count)]
    for data in (
        tree(*deep, b"<</S/P>>"),
        tree(b"<</S/Div/K [4 0 R 5 0 R]>>", b"<</S/P/K 4 0 R>>"),
        tree(b"[4 0 R 4 0 R]"),
    ):
        assert read_bytes(data, "x.pdf").blocks == ()


def test_names_that_lead_in_a_circle() -> None:
    data = plain_file(
        b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R/Names<</Dests 5 0 R>>>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</K 4 0 R>>",
        b"<</S/Link/K<</Type/OBJR/Obj<</Dest(x)>>>>>>",
        b"<</Kids[5 0 R 5 0 R]>>",
    )
    assert read_bytes(data, "x.pdf").blocks == ()


def test_an_outline_in_a_circle_is_gone_through_once() -> None:
    item = b"<</A<</S/URI/URI(https://example.org)>>/Next %d 0 R>>"
    data = plain_file(
        b"<</Type/Catalog/Pages 2 0 R/Outlines 3 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</First 4 0 R>>",
        item % 5,
        item % 4,
    )
    with pikepdf.open(io.BytesIO(data)) as file:
        assert len(list(actions(file))) == 2


def test_pages_in_a_circle() -> None:
    root = b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R>>"
    assert "damaged" in said(
        plain_file(root, b"<</Type/Pages/Kids[2 0 R]/Count 1>>", b"<</K 4 0 R>>", b"<</S/P>>")
    )


def test_operations_of_a_content_stream() -> None:
    data = b"""% a comment (Tj
/P <</MCID 0 /Lang (en)>> BDC BT 1 0 0 1 72 700 Tm /F1 12 Tf (a \\(b\\) (c) \\101\\
d) Tj [(x) -20 <414>] TJ T* ET EMC
BI /W 2 /H 2 ID \x00Tj(\xff EI (y) ' /Q true Do"""
    found = [(name, strings(operands)) for name, operands in operations(data)]
    assert [name for name, _ in found] == [
        b"BDC", b"BT", b"Tm", b"Tf", b"Tj", b"TJ", b"T*", b"ET", b"EMC", b"BI", b"'", b"Do",
    ]  # fmt: skip
    assert dict(found)[b"Tj"] == b"a (b) (c) Ad"
    assert dict(found)[b"TJ"] == b"xA@"
