"""Ways in which a word can stay in a public file that is packed once more, or written by codes."""

from __future__ import annotations

import base64
import bz2
import lzma
import zlib

import pikepdf
import pytest

from tests.support import withheld
from toolchain.compare.leaks.written_otherwise import rtf, unpacked, written_otherwise
from toolchain.pipeline.stages import Submission

NAME = "Rosa Quispe"
SAID = f"What was said of {NAME} in the first of three long interviews.".encode()
MAIL = b"MIME-Version: 1.0\r\nContent-Transfer-Encoding: %s\r\n\r\n%s"


def _word(text: str) -> withheld.Change:
    return withheld.changed_zip({r"word/document\.xml": withheld.put("<w:body>", text)})


def _xml(text: str) -> withheld.Change:
    return withheld.part("customXml/item1.xml", f"<a>{text}</a>")


def _symbols(name: str) -> str:
    return "".join(f'<w:sym w:font="Arial" w:char="F0{ord(each):02X}"/>' for each in name)


WORD: dict[str, withheld.Change] = {
    "an RTF file with words in several looks": withheld.part("word/a.rtf", rb"{\rtf1 Quis{\b p}e}"),
    "an RTF file with codes of Windows": withheld.part("word/a.rtf", rb"{\rtf1 \'51uisp\'e9}"),
    "an RTF file with codes of Unicode": withheld.part("word/a.rtf", rb"{\rtf1 Quisp\u233?}"),
    "a saved page, quoted": withheld.part("word/a.mht", MAIL % (b"quoted-printable", b"=51uisp=C3=A9")),
    "a saved page, in base64": withheld.part("word/a.mht", MAIL % (b"base64", base64.encodebytes(SAID))),
    "base64": _xml(base64.b64encode(SAID).decode()),
    "base64 of a name alone": _xml(base64.b64encode(NAME.encode()).decode()),
    "hexadecimal digits": _xml(SAID.hex()),
    "UTF-32": withheld.part("word/x.bin", b"\x01\x80" + NAME.encode("utf-32-le")),
    "zlib": withheld.part("word/x.bin", zlib.compress(SAID)),
    "bzip2": withheld.part("word/x.bin", bz2.compress(SAID)),
    "xz": withheld.part("word/x.bin", lzma.compress(SAID * 9)),
    "one letter as a symbol": _word(f"<w:p><w:r>{_symbols('Q')}<w:t>uispe</w:t></w:r></w:p>"),
    "all letters as symbols": _word(f"<w:p><w:r>{_symbols('Quispe')}</w:r></w:p>"),
    "letters that nobody sees": _word("".join(chr(0xE0000 + ord(each)) for each in "Quispe")),
    "letters shown from right to left": _word("<w:p><w:r><w:t>\u202eepsiuQ\u202c</w:t></w:r></w:p>"),
}
PAGE = {
    "an escape of a style sheet": withheld.put("<style[^>]*>", r".x::before{content:'\51 uispe'}"),
    "a long escape of a style sheet": withheld.put("<style[^>]*>", r".x::before{content:'\000051uispe'}"),
    "base64 in a value": withheld.put("<main[^>]*>", f'<b data-x="{base64.b64encode(SAID).decode()}">x</b>'),
}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Submission:
    return withheld.public_of(withheld.write_source(tmp_path_factory.mktemp("x")))


@pytest.fixture(scope="module")
def files(public: Submission) -> dict[str, bytes]:
    return {form: withheld.built(public, form) for form in ("docx", "pdf", "html")}


@pytest.mark.parametrize("way", WORD)
def test_what_stays_in_a_word_file_is_found(way: str, public: Submission, files: dict[str, bytes]) -> None:
    assert withheld.left_in(public, WORD[way](files["docx"]), "docx")


@pytest.mark.parametrize("way", PAGE)
def test_what_stays_in_a_page_is_found(way: str, public: Submission, files: dict[str, bytes]) -> None:
    assert withheld.left_in(public, PAGE[way](files["html"]), "html")


def test_what_a_program_packed_in_its_own_data_is_found(public: Submission, files: dict[str, bytes]) -> None:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.Root["/PieceInfo"] = pikepdf.Dictionary(X=pdf.make_stream(zlib.compress(SAID)))

    assert withheld.left_in(public, withheld.changed_pdf(plant)(files["pdf"]), "pdf")


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_nothing_else_is_found(form: str, public: Submission, files: dict[str, bytes]) -> None:
    assert withheld.left_in(public, files[form], form) == ()


def test_what_is_not_packed_or_coded_is_left_alone() -> None:
    """Digests, long words and texts that begin as if they were packed."""
    assert [unpacked(each, 99) for each in (b"x^2 + y", b"BZhou", b"", b"\xfd7zXZ\0x")] == [b""] * 4
    texts = (
        "Donaudampfschifffahrtsgesellschaft",
        "9f86d081884c7d659a2feaa0c55ad015",
        "a/long/path/of/a/file",
    )
    assert [each for text in texts for each in written_otherwise(text)] == []
    assert rtf(rb"{\rtf1\ansi One\par two\tab three}") == "One\ntwo\nthree"


def test_limits_hold_for_what_is_unpacked() -> None:
    assert len(unpacked(zlib.compress(bytes(5_000)), 1_000)) == 1_000
