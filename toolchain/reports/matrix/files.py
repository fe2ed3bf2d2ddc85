"""Write a matrix in its forms, and fill the one of the Universal Periodic Review."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from toolchain.formats.csv_text import csv_text
from toolchain.formats.docx.opened import open_bytes
from toolchain.formats.table import DOCX, HTML
from toolchain.formats.zip_files import zipped
from toolchain.law.symbols import documents, earlier
from toolchain.model.breaking import width_of
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.languages import is_right_to_left
from toolchain.reports.matrix import Matrix
from toolchain.reports.pages import rendered
from toolchain.resolve.recommendations import stated, text_of
from toolchain.resolve.tables import Resolved
from toolchain.rules.inputs import NoColumn, TooLongForCell
from toolchain.writers.columns import MOST_LINES, divided
from toolchain.writers.docx.runs import mark_as_rtl
from toolchain.writers.docx.tables import row_lines
from toolchain.writers.docx.xml import add

_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 (the same of every file, so that equal files are equal)
_NUMBER = expression(r"\d+\.\d+")
_TYPEFACE, _SIZE = "Times New Roman", 10
"""Of the Word file, as in documents of the United Nations; the size in points."""
_BOLD, _CELL, _SCREEN = 1.1, 1.2, 75.0
"""The width of bold letters against others; in ems, the margins of a cell and all columns of a workbook."""
_MOST_IN_CELL = 32_767
"""UTF-16 units that a cell of Excel holds; openpyxl cuts what is longer and reports nothing."""
_ASSESSMENT = "assessment"
"""How the column begins that others fill: “Assessment/comments on level of implementation”."""


def as_csv(made: Matrix) -> bytes:
    """Return the matrix as CSV in UTF-8, with the mark by which Excel knows it."""
    rows = ((*row.cells, "; ".join(each.name for each in row.reasons)) for row in made.rows)
    return csv_text((made.columns, *rows)).encode("utf-8-sig")


def as_html(made: Matrix) -> bytes:
    """Return the matrix as a page."""
    values = {"matrix": made, "turned": is_right_to_left(made.lang)}
    return rendered(Path(__file__).with_name("page.html.j2"), values).encode()


def as_xlsx(made: Matrix) -> bytes:
    """Return the matrix as a workbook. A cell can have one link, so each reason has a cell of its own."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    book = Workbook()
    sheet, reasons = book.worksheets[0], book.create_sheet(made.columns[-1])
    places = {each: f"'{reasons.title}'!A{at}" for at, each in enumerate(made.reasons(), 1)}

    def put(page: Any, row: int, column: int, text: str, link: str = "") -> None:
        cell = page.cell(row, column, ILLEGAL_CHARACTERS_RE.sub("", text))
        cell.data_type, cell.alignment = "s", Alignment(wrap_text=True, vertical="top")  # never a formula
        cell.font = Font(bold=row == 1 and page is sheet, underline="single" if link else None)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=link) if link else None

    links = max((len(row.reasons) for row in made.rows), default=0)
    more = [f"{made.columns[-1]} ({number})" for number in range(2, links + 1)]
    for column, name in enumerate((*made.columns, *more), 1):
        put(sheet, 1, column, name)
    for at, row in enumerate(made.rows, 2):
        for column, text in enumerate(row.cells, 1):
            put(sheet, at, column, text)
        for column, each in enumerate(row.reasons, len(made.columns)):
            put(sheet, at, column, each.name, places[each])
    for at, each in enumerate(made.reasons(), 1):
        put(reasons, at, 1, each.name)
        put(reasons, at, 2, each.text)
    sheet.freeze_panes, sheet.print_title_rows, sheet.title = "A2", "1:1", made.marks or made.columns[1]
    widths = [round(2 * width) for width in _widths(made, _SCREEN)]  # in digits
    for column, width in enumerate(widths + widths[-1:] * len(more), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    reasons.column_dimensions["A"].width, reasons.column_dimensions["B"].width = widths[-1], 90
    for page in book.worksheets:
        page.sheet_view.rightToLeft = is_right_to_left(made.lang)
        page.set_printer_settings(int(page.PAPERSIZE_A4), "landscape")
        page.page_setup.fitToPage, page.page_setup.fitToHeight = True, 0  # in width only
        head: Any = page.HeaderFooter.oddHeader
        head.center.text = made.marks or None
    book.properties.created, book.properties.creator = _DAY, ""
    return _undated(book.save)


def check_room(made: Matrix, path: Path) -> None:
    """Raise `Failure` if the file is a workbook, and a text is longer than a cell of it can be."""
    texts = (*(text for row in made.rows for text in row.cells), *(each.text for each in made.reasons()))
    for text in texts if path.suffix.lower() == ".xlsx" else ():
        if (count := len(text.encode("utf-16-le")) // 2) > _MOST_IN_CELL:
            raise Failure.of(path.as_posix(), TooLongForCell(text[:40].strip(), count, _MOST_IN_CELL))


def as_docx(made: Matrix) -> bytes:
    """Return the matrix as a Word file on a wide page, with what it rests on below."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.enum.table import WD_TABLE_DIRECTION
    from docx.shared import Length, Mm, Twips

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    about = document.core_properties
    about.author, about.comments, about.title, about.created, about.modified = "", "", made.title, _DAY, _DAY
    _set_type(document, made.lang)
    _print_marks(section, made)
    document.add_heading(made.title, 1)
    table = document.add_table(1 + len(made.rows), len(made.columns), "Table Grid")
    table.autofit = False
    reasons, marks = made.reasons(), {each: f"r{at}" for at, each in enumerate(made.reasons())}
    for column, name in enumerate(made.columns):
        table.cell(0, column).paragraphs[0].add_run(name).bold = True
    room = section.page_width - section.left_margin - section.right_margin
    widths = [round(20 * _SIZE * each) for each in _widths(made, Length(room).pt / _SIZE)]
    for column_of, width in zip(table.columns, widths, strict=True):
        column_of.width = Twips(width)  # LibreOffice reads this one, Word that of each cell
        for cell in column_of.cells:
            cell.width = Twips(width)
    add(_row_of(table.rows[0]).get_or_add_trPr(), "tblHeader")
    for said, cells in zip(made.rows, table.rows[1:], strict=True):
        own = cells.cells
        if row_lines(said.cells, widths) <= MOST_LINES:
            add(_row_of(cells).get_or_add_trPr(), "cantSplit")
        for cell, text in zip(own, said.cells, strict=False):
            cell.text = text
        for at, each in enumerate(said.reasons):
            place = own[-1].paragraphs[0] if not at else own[-1].add_paragraph()
            link = add(_below(place), "hyperlink", anchor=marks[each])
            link.append(place.add_run(each.name).font.element)
    document.add_heading(made.columns[-1], 2)
    for at, each in enumerate(reasons):
        words = _below(document.add_paragraph())
        add(words, "bookmarkStart", id=str(at), name=marks[each])
        document.paragraphs[-1].add_run(each.name).bold = True
        add(words, "bookmarkEnd", id=str(at))
        document.paragraphs[-1].add_run("" if each.text == each.name else f"  {each.text}")
    if is_right_to_left(made.lang):
        table.table_direction = WD_TABLE_DIRECTION.RTL
        mark_as_rtl(document.element.body)
    return _undated(document.save)


def _widths(made: Matrix, room: float) -> list[float]:
    """Return the widths of the columns by their texts, in ems; an empty one has that of its head."""
    reasons = (max((each.name for each in row.reasons), key=len, default="") for row in made.rows)
    rows = [(*row.cells, most) for row, most in zip(made.rows, reasons, strict=True)]
    columns = ["\n".join(each).split("\n") for each in zip(made.columns, *rows, strict=True)]
    wants = [max(map(width_of, each)) * _BOLD + _CELL for each in columns]
    needs = [max(map(width_of, " ".join(each).split(" "))) * _BOLD + _CELL for each in columns]
    return divided(needs, wants, room)


def _print_marks(section: Any, made: Matrix) -> None:
    if made.marks:
        paragraph = section.header.paragraphs[0]
        paragraph.text = made.marks
        if is_right_to_left(made.lang):
            mark_as_rtl(_below(paragraph))


def _set_type(document: Any, lang: str) -> None:
    """Set the styles in one typeface, black, and in the language of the text."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, larger in (("Heading 1", 4), ("Heading 2", 2), ("Normal", 0)):
        font = document.styles[name].font
        font.name, font.color.rgb, font.size = _TYPEFACE, RGBColor(0, 0, 0), Pt(_SIZE + larger)
        fonts = font.element.rPr.rFonts
        fonts.attrib.clear()  # those of the theme come before others
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), _TYPEFACE)
        for old in font.element.rPr.findall(qn("w:szCs")):
            font.element.rPr.remove(old)
        size = add(font.element.rPr, "szCs", val=str(2 * (_SIZE + larger)))
        font.element.rPr.sz.addnext(size)
    add(document.styles["Normal"].font.element.rPr, "lang", val=lang, eastAsia=lang, bidi=lang)


def _below(paragraph: Any) -> Any:
    """Return the element of a paragraph."""
    return paragraph.paragraph_format.element


def _row_of(row: Any) -> Any:
    """Return the element of a row of a table."""
    return _below(row.cells[0].paragraphs[0]).getparent().getparent()


def _undated(save: Callable[[io.BytesIO], object]) -> bytes:
    """Return a saved package without the time at which it was saved."""
    out = io.BytesIO()
    save(out)
    with ZipFile(out) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = re.sub(
        rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", core
    )
    return zipped(parts)


def filled(data: bytes, display: str, resolved: Resolved, marks: str = "") -> tuple[bytes, int]:
    """Return the UPR's matrix of earlier recommendations with what a submission says of them, and how many.

    `marks` are the words at its top, such as "Confidential".

    The Office of the High Commissioner gives such a Word file for each State: one table whose last column is
    for others. A paragraph with `follows="A/HRC/43/15, 121.1"` goes into the row of this recommendation.
    Raise `Failure` for a file without such a column.
    """
    import docx

    open_bytes(data, display)  # within limits
    document = docx.Document(io.BytesIO(data))
    said = [
        (found, "; ".join(about.all("status")), node)
        for node, about in stated(resolved)
        for each in about.all("follows")
        for found in earlier(each)
        if found.place
    ]
    rows = [
        (row, at) for table in document.tables for row in table.rows if (at := _column(table)) is not None
    ]
    if not rows:
        raise Failure.of(display, NoColumn(_ASSESSMENT))
    count = 0
    for row, at in rows:
        cells = row.cells
        number = _NUMBER.match(cells[0].text)
        sources = [cells[0].text[slice(*place)] for place in documents(cells[0].text)]
        for found, status, node in said if number else ():
            of_it = not sources or any(each.startswith(found.symbol) for each in sources)
            if number and found.place[0] == number[0] and of_it:
                name = resolved.numbers[node].cited
                words = (
                    f"{status}. " * bool(status) + f"{name[:1].upper()}{name[1:]}: {text_of(node, resolved)}"
                )
                empty = not cells[at].text.strip()
                run = (cells[at].paragraphs[0] if empty else cells[at].add_paragraph()).add_run(words)
                looks = [each.font.element.rPr for each in cells[0].paragraphs[0].runs]
                run.font.element[:0] = [
                    deepcopy(each) for each in looks[:1] if each is not None
                ]  # as the words of the row
                count += 1
    if marks:
        document.element.body.insert(0, document.add_paragraph(marks).paragraph_format.element)
    return _undated(document.save), count


def _column(table: Any) -> int | None:
    heads = [cell.text.strip().casefold() for cell in table.rows[0].cells]
    return next((at for at, head in enumerate(heads) if head.startswith(_ASSESSMENT)), None)


FORMS: Mapping[str, Callable[[Matrix], bytes]] = {
    DOCX.suffix: as_docx, ".xlsx": as_xlsx, HTML.suffix: as_html, ".csv": as_csv,
}  # fmt: skip
