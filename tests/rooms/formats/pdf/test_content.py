"""The interpreter of content streams: marks, states, forms, what is painted, and fonts without ToUnicode."""

from __future__ import annotations

import io

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from tests.support.pdf_content import HELVETICA, font_of_characters, font_of_collection, of_helvetica, page_of
from toolchain.formats.pdf.content import marked_content
from toolchain.formats.pdf.fonts import UNREADABLE
from toolchain.formats.pdf.operations import shown, strings
from toolchain.formats.pdf.page_items import Area, Box, Text
from toolchain.formats.pdf.painting import Painting
from toolchain.formats.pdf.runs import IMAGE, Marked

_SHOWN = b"/P <</MCID 0>> BDC BT /F1 9 Tf %s Tj ET EMC"


def read(data: bytes, painting: Painting | None = None) -> Marked:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return marked_content(pdf.pages, right_to_left=False, painting=painting)


def marks(data: bytes) -> dict[int, str]:
    """The text of each mark of the first page."""
    return {number: "".join(run.text for run in runs) for (_, number), runs in read(data).runs.items()}


def painted(data: bytes) -> list[Text | Area]:
    """What the first page paints."""
    painting = Painting()
    read(data, painting)
    return painting.pages[0]


def symbols() -> Dictionary:
    """A font in which A is shown as “∠”: only the names of its glyphs in Differences say so."""
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Symbols,
        Encoding=Dictionary(Differences=Array([65, Name.angle])),
    )  # fmt: skip


def test_a_saved_state_has_the_font() -> None:
    content = b"""/P <</MCID 0>> BDC BT /F1 12 Tf (A) Tj ET
        q BT /F2 8 Tf (A) Tj ET Q BT 0 20 Td (A) Tj ET EMC"""
    data = page_of(content, lambda _: Dictionary(Font=Dictionary(F1=HELVETICA, F2=symbols())))
    assert marks(data) == {0: "A∠A"}
    assert [run.size for run in read(data).runs[0, 0]] == [12, 8, 12]
    assert ["".join(each.signs) for each in painted(data) if isinstance(each, Text)] == ["A", "∠", "A"]


def test_marks_are_equal_with_painting_and_without() -> None:
    content = b"""/P <</MCID 0>> BDC BT /F1 12 Tf [(a) -500 (b)] TJ 0 -14 Td (c) Tj ET EMC
        /Artifact BMC BT /F1 9 Tf (head) Tj ET EMC BT (loose) Tj ET"""
    data = page_of(content)
    assert read(data) == read(data, Painting())
    assert marks(data) == {0: "abc"}
    assert [run.text for run in read(data).beside[0]] == ["head"]
    assert [run.text for run in read(data).loose] == ["loose"]


def test_places_and_looks_of_what_is_painted() -> None:
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Any-Bold"), FirstChar=97, Widths=Array([500, 250])
    )
    content = b"""0.5 0 0 rg 10 20 30 40 re f
        1 0 0 rg BT /F1 10 Tf 2 0 0 2 100 700 Tm 1 Tc [(a) -100 (b)] TJ 3 Tr (a) Tj ET"""
    area, first, second = painted(page_of(content, lambda _: Dictionary(Font=Dictionary(F1=font))))
    assert isinstance(area, Area)
    assert isinstance(first, Text)
    assert isinstance(second, Text)
    assert (area.box, area.colour, area.exact) == ((10, 20, 40, 60), "#800000", True)
    # widths of 5 and 2.5, each with 1 between characters, and 1 (100 thousandths of 10) before the b; doubled
    assert first.ends == pytest.approx((112, 121))
    assert first.box == pytest.approx((100, 696, 121, 714))
    assert (first.signs, first.size, first.bold, first.colour) == (("a", "b"), 20, True, "#ff0000")
    assert (first.invisible, first.beside) == (False, False)
    assert second.box.left == pytest.approx(121)
    assert (second.invisible, second.colour) == (True, "")


def form(pdf: pikepdf.Pdf) -> Dictionary:
    """Resources with a form X, which fills more than its box and shows a word."""
    inner = pdf.make_stream(
        b"0 0 100 100 re f BT /F1 10 Tf (inside) Tj ET",
        Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 50, 20]), Matrix=Array([2, 0, 0, 2, 5, 5]),
        Resources=of_helvetica(pdf),
    )  # fmt: skip
    return Dictionary(XObject=Dictionary(X=inner))


def test_a_form_belongs_to_the_mark_that_draws_it_and_is_painted_within_its_box() -> None:
    data = page_of(b"/P <</MCID 3>> BDC /X Do EMC /Artifact BMC /X Do EMC", form)
    assert marks(data) == {3: "inside"}
    area, text, again, beside = painted(data)
    assert (area.box, area) == ((5, 5, 105, 45), again)
    assert [each.beside for each in (text, beside) if isinstance(each, Text)] == [False, True]
    assert read(data).beside == {}  # a form of an artifact is only painted


def wrong_form(pdf: pikepdf.Pdf) -> Dictionary:
    """Resources with a form X whose first operator lacks operands."""
    inner = pdf.make_stream(b"1 Tm 0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form)
    return Dictionary(XObject=Dictionary(X=inner))


def test_what_cannot_be_understood_in_the_form_of_an_artifact_is_passed_over() -> None:
    assert len(painted(page_of(b"/Artifact BMC /X Do EMC", wrong_form))) == 1
    with pytest.raises(ValueError, match="unpack"):
        read(page_of(b"/P <</MCID 0>> BDC /X Do EMC", wrong_form))


def picture(pdf: pikepdf.Pdf) -> Dictionary:
    """Resources with a picture X."""
    image = pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    return Dictionary(XObject=Dictionary(X=image))


def test_a_picture_is_in_its_mark() -> None:
    data = page_of(b"/Figure <</MCID 0>> BDC q 30 0 0 20 7 9 cm /X Do Q EMC", picture)
    (run,) = read(data).runs[0, 0]
    assert (run.text, run.x, run.y) == (IMAGE, 7, 9)
    (area,) = painted(data)
    assert isinstance(area, Area)
    assert area.box == Box(7, 9, 37, 29)
    assert area.picture is not None


def test_more_than_is_kept_is_said_and_the_marks_are_read_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolchain.formats.pdf.painting._KEPT", 60)
    painting = Painting()
    marked = read(page_of(b"0 0 1 1 re f " * 5 + _SHOWN % b"(end)"), painting)
    assert [run.text for run in marked.runs[0, 0]] == ["end"]
    assert painting.ended == 1
    assert len(painting.pages[0]) == 4  # each area counts as 15 characters


@pytest.mark.parametrize(
    ("operands", "expected"),
    [
        (b"[(ab) -20.5 (c)]", (b"abc", [(2, -20.5)])),
        (b"[<0003>-9<0052>0<>12.25<4 1>]", (b"\0\3\0RA", [(2, -9.0), (4, 12.25)])),
        (b"(1 2 \\(3\\))", (b"1 2 (3)", [])),
        (b"[(a(b(c(d((e)f)g)h)))-2((((((((i)))))))))]", (b"a(b(c(d((e)f)g)h))(((((((i)))))))", [(18, -2.0)])),
        (b"[(a)1(b)2]", (b"ab", [(1, 1.0), (2, 2.0)])),
        (b"<414>", (b"A@", [])),
    ],
)
def test_strings_and_the_numbers_between_them(operands: bytes, expected: object) -> None:
    assert shown(operands) == expected


_ESCAPES = {
    b"\\n": b"\n", b"\\r": b"\r", b"\\t": b"\t", b"\\b": b"\b", b"\\f": b"\f", b"\\(": b"(", b"\\)": b")",
    b"\\\\": b"\\", b"\\101": b"A", b"\\000": b"\0", b"\\377": b"\xff", b"\\777": b"\xff", b"\\53 ": b"+ ",
    b"\\0053": b"\0053", b"\\7x": b"\7x", b"\\\n": b"", b"\\\r\n": b"", b"\\q": b"q", b"\\x41": b"x41",
    b"\\a": b"a", b"\\8": b"8", b"\\'": b"'",
}  # fmt: skip
"""How bytes can be written in a literal string (ISO 32000-1, table 3)."""


@given(st.lists(st.sampled_from(sorted(_ESCAPES)) | st.binary(max_size=3)))
def test_escapes_of_a_literal_string(written: list[bytes]) -> None:
    plain = {each: each for each in written if not set(each) & set(b"\\()")}
    known = [each for each in written if each in _ESCAPES or each in plain]
    read = b"".join(_ESCAPES.get(each, each) for each in known)
    assert strings(b"(%s)" % b"".join(known)) == read
    assert strings(b"(%s\\q)" % b"".join(known)) == read + b"q"  # which is not decoded in the usual way


@pytest.mark.parametrize("ordering", ["GB1", "CNS1", "Japan1", "Korea1"])
@pytest.mark.parametrize("is_stream", [False, True], ids=["identity", "a map of codes"])
def test_latin_letters_of_an_adobe_collection(ordering: str, is_stream: bool) -> None:
    """ISO 14289-1, 7.21.7: such a font needs no ToUnicode map. Letters and figures have equal numbers."""

    def resources(pdf: pikepdf.Pdf) -> Dictionary:
        font = font_of_collection(ordering)
        if is_stream:
            font.Encoding = pdf.make_stream(
                b"1 begincidrange <0020> <005f> 33 endcidrange 1 begincidchar <0002> 66 endcidchar"
                b" 1 beginnotdefrange <0003> <0004> 66 endnotdefrange"
            )
        return Dictionary(Font=Dictionary(F1=font))

    codes = b"<0020002100020003>" if is_stream else b"<0021002200420000>"
    assert marks(page_of(_SHOWN % codes, resources)) == {0: f"@Aa{UNREADABLE}"}


def test_glyphs_that_only_the_file_numbers_are_not_guessed() -> None:
    def resources(_: pikepdf.Pdf) -> Dictionary:
        return Dictionary(Font=Dictionary(F1=font_of_collection("Identity")))

    assert marks(page_of(_SHOWN % b"<0021>", resources)) == {0: UNREADABLE}


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        (b"/ActualText (end)", "end"),
        (b"/ActualText <feff2220>", "∠"),
        (b"/Lang (en)", UNREADABLE * 3),
        (b"/ActualText ()", ""),
    ],
)
def test_what_a_file_says_instead_of_glyphs_is_read_only_if_these_say_nothing(
    properties: bytes, text: str
) -> None:
    def resources(_: pikepdf.Pdf) -> Dictionary:
        return Dictionary(Font=Dictionary(F1=HELVETICA, F2=font_of_collection("Identity")))

    content = (
        b"/P <</MCID 0 %s>> BDC BT /F2 9 Tf <00210022> Tj 0 9 Td <0023> Tj /F1 9 Tf 0 9 Td (a) Tj ET EMC"
    )
    assert marks(page_of(content % properties, resources)) == {0: f"{text}a"}


def test_what_is_to_be_read_instead_of_several_marks_is_read_once() -> None:
    def resources(_: pikepdf.Pdf) -> Dictionary:
        return Dictionary(Font=Dictionary(F1=font_of_collection("Identity")))

    marked = b"/Span <</ActualText (end)>> BDC %s EMC %s" % (
        b"/P <</MCID 0>> BDC BT /F1 9 Tf <0021> Tj ET EMC /P <</MCID 1>> BDC BT <0022> Tj ET EMC",
        b"/P <</MCID 2>> BDC BT <0021> Tj ET EMC",
    )
    assert marks(page_of(marked, resources)) == {0: "end", 1: "", 2: UNREADABLE}


def test_what_is_said_of_glyphs_in_a_text_is_read_instead_of_them() -> None:
    """ISO 32000-1, 14.9.4: a font states one character for a glyph, which can be another one elsewhere."""
    content = b"""/P <</MCID 0>> BDC BT /F1 9 Tf (a) Tj /Span <</ActualText (ffi)>> BDC (f) Tj EMC (c) Tj
        /Span /Named BDC (d) Tj 0 -9 Td (e) Tj EMC /Span <</ActualText ()>> BDC (-) Tj EMC (f) Tj ET EMC
        /Artifact BMC BT /Span <</ActualText (page)>> BDC (p.) Tj EMC ET EMC"""

    def resources(_: pikepdf.Pdf) -> Dictionary:
        named = Dictionary(Named=Dictionary(ActualText=pikepdf.String("de∠")))
        return Dictionary(Font=Dictionary(F1=HELVETICA), Properties=named)

    read_ = read(page_of(content, resources))
    assert [run.text for run in read_.runs[0, 0]] == ["afficde∠", "f"]
    assert [run.text for run in read_.beside[0]] == ["page"]


@pytest.mark.parametrize(
    ("shown", "said", "text"),
    [
        ("(b)", "(other)", "b"),
        ("(500)", "(600)", "500"),
        ("(b)", "<feff0628>", "b"),
        ("(b) Tj (x)", "(b)", "bx"),
        ("(-)", "(minus)", "minus"),
    ],
)
def test_glyphs_win_over_what_is_said_of_other_letters(shown: str, said: str, text: str) -> None:
    """Users see the glyphs: a file that says “600” of the digits 500 is not one with 600."""
    content = f"/P <</MCID 0>> BDC BT /F1 9 Tf /Span <</ActualText {said}>> BDC {shown} Tj EMC ET EMC"
    read_ = read(page_of(content.encode(), lambda _: Dictionary(Font=Dictionary(F1=HELVETICA))))
    assert "".join(run.text for run in read_.runs[0, 0]) == text


def test_characters_that_control_directions_are_not_read() -> None:
    """A page shows their result (UAX #9)."""
    characters = {1: "\u202aa\u202c", 2: "\u2067", 3: "b"}
    content = b"/P <</MCID 0>> BDC BT /F1 9 Tf <000100020003> Tj %s ET EMC" % (
        b"/Span <</ActualText <feff202e0062202c>>> BDC <0003> Tj EMC"
    )
    data = page_of(content, lambda pdf: Dictionary(Font=Dictionary(F1=font_of_characters(pdf, characters))))
    assert marks(data) == {0: "abb"}


_MARKED = {
    1: "b\u0302", 2: "c", 3: "\u062f\u064e\u0651", 4: "\u0642",
    128: "b\u0302", 129: "\u062f\u064e\u0651",
}  # fmt: skip
"""Letters with marks; from 128 on, the marks over them."""


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("0002 0001|0080|0002", "cb\u0302c"),
        ("0001|0080|0001|0080", "b\u0302b\u0302"),
        ("0001|0001", "b\u0302b\u0302"),
        ("0001|0081", "b\u0302\u062f\u064e\u0651"),
        ("0002|0080|0002", "cb\u0302c"),
        ("0004|0081|0003 0004", "\u0642\u0642\u062f\u064e\u0651"),
        ("0081|0081|0003", "\u062f\u064e\u0651"),
        ("0081|0003|0081|0003", "\u062f\u064e\u0651" * 2),
        ("0081|0004", "\u062f\u064e\u0651\u0642"),
    ],
)
def test_marks_that_are_shown_apart_from_their_letter_are_read_once(shown: str, text: str) -> None:
    """A glyph without an advance is over its neighbour (9.2.4); if its text is that one's, it is no other."""
    content = b"".join(
        b"/P <</MCID %d>> BDC BT /F1 9 Tf %d 700 Td <%s> Tj ET EMC " % (number, number, each.encode())
        for number, each in enumerate(shown.split("|"))
    )
    data = page_of(content, lambda pdf: Dictionary(Font=Dictionary(F1=font_of_characters(pdf, _MARKED))))
    assert "".join(marks(data).values()) == text


def cff(*names: str) -> bytes:
    """A font in CFF with these glyphs, of which the first has the code 65 and so on."""
    builder = FontBuilder(1000, isTTF=False)
    glyphs = [".notdef", *names]
    builder.setupGlyphOrder(glyphs)
    pen = T2CharStringPen(500, None)
    builder.setupCFF("Own", {}, {name: pen.getCharString() for name in glyphs}, {})
    table = builder.font["CFF "].cff
    table[0].Encoding = [".notdef"] * 65 + [*names] + [".notdef"] * (191 - len(names))
    out = io.BytesIO()
    table.compile(out, builder.font)
    return out.getvalue()


@pytest.mark.parametrize(
    ("program", "text"),
    [(cff("angle", "eacute"), f"∠é{UNREADABLE}"), (b"no font", UNREADABLE * 3)],
    ids=["right", "damaged"],
)
def test_the_encoding_that_a_font_has_itself(program: bytes, text: str) -> None:
    def resources(pdf: pikepdf.Pdf) -> Dictionary:
        stream = pdf.make_stream(program, Subtype=Name.Type1C)
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Own, Flags=4, FontFile3=stream)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Own, FontDescriptor=descriptor)
        return Dictionary(Font=Dictionary(F1=font))

    assert marks(page_of(_SHOWN % b"(ABC)", resources)) == {0: text}
