"""Withheld numbers are known as they are written, and are not parts of larger ones; titles are no names."""

import pytest

from toolchain.text.sought import Sought
from toolchain.text.withheld import Passage

OWN = ("A budget of S/ 12.500.000 in all.",)


@pytest.mark.parametrize(
    ("withheld", "text", "has_it"),
    [
        ("500", "It was S/ 12.500.000, then 14,500,000.", False),
        ("500", "It was 500 in all.", True),
        ("500", "Arcadia 20 500", True),  # two cells
        ("500", "20, 500, 700", True),
        ("1.500", "It was 1,500 in all.", True),
        ("1.500", "It was 1500 in all.", True),
        ("1.500", "It was 21.500 in all.", False),
        ("In all, 1.500 girls", "a keyword: 1.500", True),
    ],
)
def test_a_number_is_found_where_it_is_written(withheld: str, text: str, has_it: bool) -> None:
    """The public text has 500 in a larger number, which excuses nothing."""
    assert bool(list(Sought(passages=[Passage(withheld, 1)], own=OWN).hits(text))) is has_it


@pytest.mark.parametrize("text", ["Ms. Witness A", "the Sra. Witness A", "Dr. Witness A"])
def test_a_title_is_not_a_withheld_name(text: str) -> None:
    withheld = ["Ms. Ximena Torrealba, a nurse", "La Sra. Torrealba y el Dr. Rojas", "Dr. Rojas"]
    sought = Sought(passages=[Passage(each, 1) for each in withheld])
    assert not list(sought.hits(text))
    assert list(sought.hits("Ximena"))
    assert list(sought.hits("Torrealba"))
    assert list(sought.hits("Rojas"))
