"""What a PDF must not do, and PDFs that are damaged or made to do harm."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.broken.pdf import Cases
from tests.broken.pdf.editing import add_annotation, paint, script

CASES = Cases()


@CASES.expect("X805 the file")
def a_script_runs_when_it_is_opened(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = script("app.alert('x')")


@CASES.expect("X805 the file")
def a_script_has_a_name(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("a"), script("app.alert('x')")]))


@CASES.expect("X805 page 4")
def a_script_runs_on_a_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].obj.AA = Dictionary(O=script("app.alert('x')"))


@CASES.expect("X805 page 6", "D908 page 6, paragraph 8")
def a_link_runs_a_script(pdf: pikepdf.Pdf) -> None:
    _external_link(pdf).A = script("app.alert('x')")


@CASES.expect("X805 the outline")
def the_outline_runs_a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.A = Dictionary(S=Name.GoTo, D=String("notes"), Next=script("app.alert('x')"))


@CASES.expect("X805 page 6", "D908 page 6, paragraph 8")
def a_link_starts_a_program(pdf: pikepdf.Pdf) -> None:
    _external_link(pdf).A = Dictionary(S=Name.Launch, F=String("cmd.exe"))


@CASES.expect("X805 page 6")
def an_address_is_a_script(pdf: pikepdf.Pdf) -> None:
    _external_link(pdf).A.URI = String("javascript:alert(1)")


@CASES.expect("X801 page 6")
def a_link_leads_to_somebody_s_own_file(pdf: pikepdf.Pdf) -> None:
    _external_link(pdf).A.URI = String("file:///home/anna/reports/records.pdf")


@CASES.expect("X804 the file")
def a_form_is_sent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.SubmitForm, F=String("https://example.org/collect"))


@CASES.expect("X804 the file")
def a_stream_lies_on_a_server(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.F = Dictionary(Type=Name.Filespec, FS=Name.URL, F=String("https://example.org/picture"))
    pdf.pages[0].obj.Extra = stream


@CASES.expect("X805 the file")
def the_form_is_a_program(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


@CASES.expect("X805 page 3")
def a_film_is_played(pdf: pikepdf.Pdf) -> None:
    add_annotation(pdf, 3, Subtype=Name.RichMedia)


def _external_link(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(
        each
        for each in pdf.pages[5].obj.Annots
        if "/A" in each and str(each.A.get("/URI", "")).startswith("https")
    )


@CASES.expect_of_bytes("S012 the file")
def it_is_cut_off(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


@CASES.expect_of_bytes("S012 the file")
def its_end_is_cut_off(data: bytes) -> bytes:
    return data[:-12]


@CASES.expect_of_bytes("S012 the file")
def it_is_empty(data: bytes) -> bytes:
    return b""


@CASES.expect_of_bytes("S020 the file")
def it_is_no_pdf(data: bytes) -> bytes:
    return b"<html>" + bytes(2000)


@CASES.expect_of_bytes("S012 the file")
def the_cross_references_lead_astray(data: bytes) -> bytes:
    return re.sub(rb"startxref\s+\d+", b"startxref\n1234", data)


@CASES.expect_of_bytes("S012 the file")
def the_cross_references_are_damaged(data: bytes) -> bytes:
    at = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    return data[:at] + b"x" * 40 + data[at + 40 :]


def _saved(
    edit: Callable[[pikepdf.Pdf], None], data: bytes, encryption: pikepdf.Encryption | None = None
) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        edit(pdf)
        if encryption:
            pdf.save(out, encryption=encryption)
        else:
            pdf.save(out)
    return out.getvalue()


@CASES.expect_of_bytes("S012 the file")
def it_is_encrypted(data: bytes) -> bytes:
    return _saved(lambda pdf: None, data, pikepdf.Encryption(user="secret", owner="secret"))


@CASES.expect("S012 the file")
def it_has_no_pages(pdf: pikepdf.Pdf) -> None:
    pdf.pages[:] = []


@CASES.expect("S012 the file")
def a_stream_unpacks_to_a_thousand_times_as_much(pdf: pikepdf.Pdf) -> None:
    packer = zlib.compressobj(9)
    megabyte = b" " * (1 << 20)
    packed = b"".join(packer.compress(megabyte) for _ in range(80)) + packer.flush()
    pdf.pages[2].Contents.write(packed, filter=Name.FlateDecode)


@CASES.expect("S021 the file")
def a_form_draws_itself(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(b"/X Do " * 50, Type=Name.XObject, Subtype=Name.Form)
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    pdf.pages[0].obj.Resources = form.Resources
    pdf.pages[0].Contents.write(b"/X Do " * 50)


@CASES.expect("D900 page 3")
def a_page_paints_without_end(pdf: pikepdf.Pdf) -> None:
    paint(pdf, 3, b"0 0 9 9 re W n " + b"sh " * 401_000)
