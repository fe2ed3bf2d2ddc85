"""Parts of a package, read and written as ECMA-376-2 has them; python-docx reads the same."""

import io
import zipfile

import pytest
from docx.opc.package import OpcPackage

from scripts.make_reference_docx import FILE
from toolchain.writers.docx.package import packed
from toolchain.writers.docx.parts import TYPE, Part, main_part, new_package, parts_of, read_package


def test_the_template_is_read_as_python_docx_reads_it() -> None:
    data = FILE.read_bytes()
    ours = {part.name: part for part in parts_of(read_package(data))}
    theirs = {str(part.partname): part for part in OpcPackage.open(io.BytesIO(data)).iter_parts()}
    assert ours.keys() == theirs.keys()
    for name, part in theirs.items():
        assert ours[name].content_type == part.content_type
        assert {
            (each.id, each.kind, each.target.name if isinstance(each.target, Part) else each.target)
            for each in ours[name].relations.values()
        } == {
            (each.rId, each.reltype, each.target_ref if each.is_external else str(each.target_part.partname))
            for each in part.rels.values()
        }


def test_what_is_written_is_read_back() -> None:
    package, document = new_package(), Part("/word/document.xml", "text/one", b"<one/>")
    header, picture = Part("/word/header1.xml", "text/two", b"<two/>"), Part("/x/A.png", "image/png", b"PNG")
    package.relate("rId1", TYPE.DOCUMENT, document)
    document.relate("rId1", TYPE.HEADER, header)
    document.relate("rId2", TYPE.HYPERLINK, 'https://example.org/?a&b="c"')
    header.relate("rId1", TYPE.IMAGE, picture)
    header.relate("rId2", TYPE.HEADER, document)
    data = packed(package)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [
            *("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels"),
            *("word/header1.xml", "word/_rels/header1.xml.rels", "x/A.png"),
        ]
        assert 'Target="../x/A.png"' in archive.read("word/_rels/header1.xml.rels").decode()
    again = main_part(read_package(data))
    assert again.blob == b"<one/>"
    assert again.relations["rId2"].target == 'https://example.org/?a&b="c"'
    found = again.relations["rId1"].target
    assert isinstance(found, Part)
    assert (found.name, found.content_type) == ("/word/header1.xml", "text/two")
    assert found.relations["rId2"].target is again


@pytest.mark.parametrize(
    ("types", "name"),
    [
        ('<Override PartName="/WORD/document.xml" ContentType="text/x"/>', "word/document.xml"),
        ('<Default Extension="XML" ContentType="text/x"/>', "word/document.xml"),
    ],
)
def test_names_of_parts_and_suffixes_are_the_same_in_any_case(types: str, name: str) -> None:
    """ECMA-376-2, 9.1.1 and 10.1.2."""
    data = io.BytesIO()
    head = "http://schemas.openxmlformats.org/package/2006/"
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{head}content-types">{types}</Types>')
        line = f'<Relationship Id="a" Type="{TYPE.DOCUMENT}" Target="{name}"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{head}relationships">{line}</Relationships>')
        archive.writestr(name, "<x/>")
    assert main_part(read_package(data.getvalue())).content_type == "text/x"


def test_a_package_without_a_document_has_no_main_part() -> None:
    with pytest.raises(KeyError):
        main_part(new_package())
