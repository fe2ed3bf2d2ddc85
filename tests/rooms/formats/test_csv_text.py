"""No cell of a CSV file that we write is a formula for a spreadsheet, and ordinary data stay as they are."""

import csv
import io

import pytest

from toolchain.formats.csv_text import csv_text


@pytest.mark.parametrize(
    "cell",
    [
        *(
            '=HYPERLINK("http://example.org";"x")',
            "+1+1",
            "-1-1",
            "@SUM(1)",
            "-2+3|cmd",
            "\t=1",
            "\r=1",
            " =1",
        ),
        *("＝1+1", "＋1", "-a", "+92-42-111", "\0=1", "- a dash", "=1\n2"),
    ],
)
def test_what_begins_like_a_formula_has_an_apostrophe(cell: str) -> None:
    assert [*csv.reader(io.StringIO(csv_text([("a", cell)]), newline=""))] == [["a", f"'{cell}"]]


@pytest.mark.parametrize(
    "cell",
    ["", "-5", "+92 42 111", "-1,234.5", "-3%", "a=b", "— a dash", "5-7", "a, “b”\nc", "'=1", "مرحبا"],
)
def test_ordinary_data_stay(cell: str) -> None:
    assert [*csv.reader(io.StringIO(csv_text([("a", cell)]), newline=""))] == [["a", cell]]
