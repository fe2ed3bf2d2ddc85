"""What people do to a PDF, and what is left of them in it."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tests.broken.pdf import Cases
from tests.broken.pdf.editing import add_annotation, packet, paint

CASES = Cases()


@CASES.expect("X803 page 3")
def a_comment_is_left(pdf: pikepdf.Pdf) -> None:
    add_annotation(pdf, 3, Subtype=Name.Text, T=String("Anna Example"), Contents=String("Is this right?"))


@CASES.expect("X803 page 4")
def words_are_highlighted(pdf: pikepdf.Pdf) -> None:
    add_annotation(pdf, 4, Subtype=Name.Highlight, T=String("Anna Example"), QuadPoints=Array([0] * 8))


@CASES.expect("X801")
def a_page_names_its_author(pdf: pikepdf.Pdf) -> None:
    said = b"<rdf:RDF><dc:creator><rdf:Seq><rdf:li>Vessa Example</rdf:li></rdf:Seq></dc:creator></rdf:RDF>"
    pdf.pages[2].obj.Metadata = pdf.make_stream(said)


@CASES.expect("X801")
def its_metadata_name_an_author_under_another_prefix(pdf: pikepdf.Pdf) -> None:
    space = b'<rdf:RDF xmlns:q="http://purl.org/dc/elements/1.1/">'
    said = space + b"<q:creator><rdf:Seq><rdf:li>Vessa Example</rdf:li></rdf:Seq></q:creator></rdf:RDF>"
    pdf.pages[2].obj.Metadata = pdf.make_stream(said)


@CASES.expect("X803 page 4")
def a_link_names_who_made_it(pdf: pikepdf.Pdf) -> None:
    add_annotation(pdf, 4, Subtype=Name.Link, T=String("Anna Example"))


@CASES.expect("X803 page 4")
def words_are_only_marked_for_blacking_out(pdf: pikepdf.Pdf) -> None:
    add_annotation(pdf, 4, Subtype=Name.Redact)


def _name_s_place(pdf: pikepdf.Pdf) -> tuple[float, float]:
    """Where “Maria Example” stands on page 4, from the left edge of its line and the base line, in points."""
    from toolchain.formats.pdf.content import marked_content
    from toolchain.formats.pdf.page_items import Text
    from toolchain.formats.pdf.painting import Painting

    painting = Painting()
    marked_content(pdf.pages, False, painting)
    line = next(
        each for each in painting.pages[3] if isinstance(each, Text) and "Maria" in "".join(each.signs)
    )
    at = "".join(line.signs).index("Maria")
    return line.ends[at - 1], line.box.bottom + 0.2 * line.size


@CASES.expect("X803 page 4")
def a_name_is_only_painted_black(pdf: pikepdf.Pdf) -> None:
    x, y = _name_s_place(pdf)
    paint(pdf, 4, b"0 g %f %f 75 12 re f" % (x, y - 3))


@CASES.expect("X803 page 4")
def a_name_is_only_painted_white(pdf: pikepdf.Pdf) -> None:
    x, y = _name_s_place(pdf)
    paint(pdf, 4, b"1 1 1 rg %f %f m %f %f l %f %f l %f %f l h f" % (
        x, y - 3, x + 75, y - 3, x + 75, y + 9, x, y + 9,
    ))  # fmt: skip


@CASES.expect("X803 page 4")
def a_name_is_struck_out_with_a_thick_pen(pdf: pikepdf.Pdf) -> None:
    x, y = _name_s_place(pdf)
    paint(pdf, 4, b"0 G 12 w %f %f m %f %f l S" % (x, y + 3, x + 75, y + 3))


@CASES.expect()
def a_name_is_struck_out_with_a_thin_pen(pdf: pikepdf.Pdf) -> None:
    x, y = _name_s_place(pdf)
    paint(pdf, 4, b"0 G 1 w %f %f m %f %f l S" % (x, y + 3, x + 75, y + 3))


@CASES.expect("X803 page 4")
def a_name_is_covered_by_a_picture(pdf: pikepdf.Pdf) -> None:
    x, y = _name_s_place(pdf)
    pixel = pdf.make_stream(
        b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )  # fmt: skip
    pdf.pages[3].Resources.XObject = Dictionary(Black=pixel)
    paint(pdf, 4, b"q 75 0 0 12 %f %f cm /Black Do Q" % (x, y - 3))


@CASES.expect("X803 page 4")
def a_page_is_cropped(pdf: pikepdf.Pdf) -> None:
    _, y = _name_s_place(pdf)
    left, _, right, top = pdf.pages[3].mediabox
    pdf.pages[3].obj.CropBox = Array([left, y + 14, right, top])


@CASES.expect()
def a_name_is_underlined(pdf: pikepdf.Pdf) -> None:
    x, y = _name_s_place(pdf)
    paint(pdf, 4, b"0 g %f %f 75 0.7 re f" % (x, y - 2))


@CASES.expect()
def a_ground_is_painted_behind_words(pdf: pikepdf.Pdf) -> None:
    x, y = _name_s_place(pdf)
    paint(pdf, 4, b"1 1 0.8 rg %f %f 75 12 re f" % (x, y - 3), before=True)


@CASES.expect()
def a_box_is_drawn_beside_words(pdf: pikepdf.Pdf) -> None:
    x, y = _name_s_place(pdf)
    paint(pdf, 4, b"0 g %f %f 75 12 re f" % (x + 90, y - 3))


def _write(pdf: pikepdf.Pdf, look: bytes) -> None:
    """Let the second text of page 6 look otherwise."""
    stream = pdf.pages[5].Contents
    data = stream.read_bytes()
    at = data.index(b"BT", data.index(b"BT") + 2) + 2
    stream.write(data[:at] + b"\n" + look + data[at:].removeprefix(b" 0 Tr"))


@CASES.expect("X803 page 6")
def words_are_white_on_white(pdf: pikepdf.Pdf) -> None:
    _write(pdf, b"1 1 1 rg\n")


@CASES.expect("X803 page 6")
def words_are_not_painted_at_all(pdf: pikepdf.Pdf) -> None:
    _write(pdf, b"3 Tr\n")


def _attached(pdf: pikepdf.Pdf, name: str, data: bytes) -> Any:
    stream = pdf.make_stream(data, Type=Name.EmbeddedFile)
    return pdf.make_indirect(
        Dictionary(Type=Name.Filespec, F=String(name), UF=String(name), EF=Dictionary(F=stream, UF=stream))
    )


@CASES.expect("X803 the attached file notes.txt")
def a_file_is_attached(pdf: pikepdf.Pdf) -> None:
    file = _attached(pdf, "notes.txt", b"What nobody else is to read.")
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array([String("notes.txt"), file]))


@CASES.expect("X803 the attached file notes.txt")
def a_file_is_attached_as_nothing_in_particular(pdf: pikepdf.Pdf) -> None:
    """Programs declare each file so that nobody has declared."""
    file = _attached(pdf, "notes.txt", b"What nobody else is to read.")
    file.AFRelationship = Name.Unspecified
    pdf.Root.AF = Array([file])
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array([String("notes.txt"), file]))


@CASES.expect("X803 page 3")
def a_file_is_pinned_to_a_page(pdf: pikepdf.Pdf) -> None:
    file = _attached(pdf, "notes.txt", b"What nobody else is to read.")
    add_annotation(pdf, 3, Subtype=Name.FileAttachment, FS=file)


@CASES.expect("X801 the attached file report.md")
def the_attached_source_names_a_path(pdf: pikepdf.Pdf) -> None:
    file = _attached(pdf, "report.md", b"See C:\\Users\\anna\\interviews for more.")
    file.AFRelationship = Name.Source
    pdf.Root.AF = Array([file])
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array([String("report.md"), file]))


@CASES.expect()
def the_source_is_attached_as_such(pdf: pikepdf.Pdf) -> None:
    file = _attached(pdf, "report.md", b"# Sale of children in Utopia")
    file.AFRelationship = Name.Source
    pdf.Root.AF = Array([file])
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=Array([String("report.md"), file]))


@CASES.expect("X803 the file")
def a_field_of_a_form_is_left(pdf: pikepdf.Pdf) -> None:
    field = add_annotation(
        pdf, 3, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Anna Example")
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


@CASES.expect("X803 the attached file notes.txt")
def a_file_is_attached_where_no_list_shows_it(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.AF = Array([_attached(pdf, "notes.txt", b"What nobody else is to read.")])


@CASES.expect("X803 page 3", "X803 page 3")
def a_file_is_pinned_by_a_person(pdf: pikepdf.Pdf) -> None:
    file = _attached(pdf, "notes.txt", b"What nobody else is to read.")
    add_annotation(pdf, 3, Subtype=Name.FileAttachment, FS=file, T=String("Anna Example"))


@CASES.expect("X803 page 3")
def a_mark_of_a_new_kind_names_its_author(pdf: pikepdf.Pdf) -> None:
    add_annotation(pdf, 3, Subtype=Name.Projection, T=String("Anna Example"))


@CASES.expect("X803 the file")
def all_layers_but_one_are_hidden(pdf: pikepdf.Pdf) -> None:
    names = ("Text", "Notes of the editor")
    layers = [pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(each))) for each in names]
    shown = Dictionary(BaseState=Name.OFF, ON=Array(layers[:1]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array(layers), D=shown)


@CASES.expect()
def all_layers_are_shown(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Text")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer])))


@CASES.expect("X803 the file")
def a_layer_is_hidden(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes of the editor")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def _layer(pdf: pikepdf.Pdf, **default: Any) -> pikepdf.Object:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes of the editor")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(**default))
    return layer


def _used(pdf: pikepdf.Pdf, event: Name, state: Name) -> None:
    """Let a layer say itself when it is shown (ISO 32000-1, 8.11.4.4)."""
    layer = _layer(pdf)
    layer.Usage = Dictionary(View=Dictionary(ViewState=state))
    usage = Dictionary(Event=event, OCGs=Array([layer]), Category=Array([Name.View]))
    pdf.Root.OCProperties.D.AS = Array([usage])


@CASES.expect("X803 the file")
def a_layer_hides_itself_on_the_screen(pdf: pikepdf.Pdf) -> None:
    _used(pdf, Name.View, Name.OFF)


@CASES.expect()
def a_layer_shows_itself_on_the_screen(pdf: pikepdf.Pdf) -> None:
    _used(pdf, Name.View, Name.ON)


@CASES.expect()
def a_layer_hides_itself_in_print(pdf: pikepdf.Pdf) -> None:
    _used(pdf, Name.Print, Name.OFF)


def _member(pdf: pikepdf.Pdf, *, direct: bool = False, **keys: Any) -> None:
    member = Dictionary(Type=Name.OCMD, **keys)
    pdf.pages[0].resources.Properties = Dictionary(M99=member if direct else pdf.make_indirect(member))


@CASES.expect("X803 the file")
def words_are_shown_while_a_layer_is_off(pdf: pikepdf.Pdf) -> None:
    _member(pdf, OCGs=_layer(pdf), P=Name.AllOff, direct=True)


@CASES.expect("X803 the file")
def words_are_shown_by_an_expression_that_is_not_true(pdf: pikepdf.Pdf) -> None:
    _member(pdf, VE=Array([Name.And, _layer(pdf), Array([Name.Not, _layer(pdf)])]))


@CASES.expect()
def words_are_shown_while_one_of_two_layers_is_on(pdf: pikepdf.Pdf) -> None:
    _member(pdf, OCGs=Array([_layer(pdf), _layer(pdf)]))


@CASES.expect_of_bytes("X803 the file")
def changes_are_saved_behind_an_earlier_state(data: bytes) -> bytes:
    start = data.rindex(b"startxref")
    return data + b"\n" + data[start:]


@CASES.expect("X801 the file")
def a_person_is_the_author(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Author = String("Anna Hidden")


@CASES.expect("X801 the file")
def a_person_is_the_author_in_the_metadata(pdf: pikepdf.Pdf) -> None:
    packet(pdf, "<rdf:li>First Organization</rdf:li>", "<rdf:li>Anna Hidden</rdf:li>")


@CASES.expect("X801 the file")
def a_company_is_named(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info["/Company"] = String("Hidden & Sons")


@CASES.expect("X801 the file")
def somebody_has_added_a_property(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info["/CaseOfficer"] = String("Anna Hidden")


@CASES.expect("X801 the file")
def its_time_has_a_zone(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.CreationDate = String("D:20261102030405+05'30'")


@CASES.expect("X801 the file")
def the_time_in_the_metadata_has_a_zone(pdf: pikepdf.Pdf) -> None:
    packet(pdf, "</rdf:RDF>", "<!-- 2026-11-02T03:04:05-07:00 --></rdf:RDF>")


@CASES.expect()
def its_time_is_in_utc(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.ModDate = String("D:20261102030405+00'00'")


@CASES.expect("X809 the file")
def a_place_has_a_name_from_word(pdf: pikepdf.Pdf) -> None:
    place = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Dests = Dictionary({"/_Toc402299825": place})
    pdf.trailer.Info.CreationDate = String("D:20141028171900Z")


@CASES.expect("X801 the file")
def a_path_stands_in_the_properties(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Subject = String("C:\\Users\\anna\\Desktop\\report.docx")


@CASES.expect("X801 the file")
def a_path_stands_in_the_metadata(pdf: pikepdf.Pdf) -> None:
    packet(pdf, "</rdf:RDF>", "<!-- /home/anna/reports/report.indd --></rdf:RDF>")


@CASES.expect("X801 the file")
def an_address_stands_in_the_properties(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Keywords = String("sale of children, anna.hidden@example.org")


@CASES.expect("X801 page 3")
def a_program_has_left_its_data(pdf: pikepdf.Pdf) -> None:
    data = Dictionary(Private=Dictionary(Original=String("what was there before")))
    pdf.pages[2].obj.PieceInfo = Dictionary(Illustrator=data)


def _photograph(pdf: pikepdf.Pdf, data: bytes) -> None:
    stream = pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8,
        ColorSpace=Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    stream.write(data, filter=Name.DCTDecode)
    pdf.pages[4].Resources.XObject["/Photo"] = stream
    paint(pdf, 5, b"40 0 0 40 90 100 cm /Photo Do")


@CASES.expect("X802 page 5")
def a_photograph_says_when_it_was_taken(pdf: pikepdf.Pdf) -> None:
    image = Image.new("RGB", (8, 8), "white")
    exif = image.getexif()
    exif[0x0132] = "2026:01:02 03:04:05"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    _photograph(pdf, out.getvalue())


@CASES.expect("X801 page 5")
def a_photograph_says_who_took_it(pdf: pikepdf.Pdf) -> None:
    image = Image.new("RGB", (8, 8), "white")
    exif = image.getexif()
    exif[0x013B] = "Anna Hidden"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    _photograph(pdf, out.getvalue())


@CASES.expect("X802 page 5")
def the_metadata_of_an_image_say_where_it_was_taken(pdf: pikepdf.Pdf) -> None:
    image = next(iter(pdf.pages[4].Resources.XObject.values()))
    said = b'<rdf:Description exif:GPSLatitude="33,44.1N" exif:GPSLongitude="73,2.5E"/>'
    image.Metadata = pdf.make_stream(said, Type=Name.Metadata, Subtype=Name.XML)
