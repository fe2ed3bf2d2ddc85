"""A PO file that is not UTF-8 is refused in the words and at the place that any text has."""

import pytest

from toolchain.formats.translations import po
from toolchain.model.diagnostics import Failure
from toolchain.reports.sentences import message


@pytest.mark.parametrize(
    ("data", "place", "said"),
    [
        ('msgid "a"\n'.encode("utf-16"), (1, 1), "the file is in UTF-16"),
        ('msgid "a"\n'.encode("utf-32"), (1, 1), "the file is in UTF-32"),
        (b'msgid "a"\nmsgstr "\xe9"\n', (2, 9), "the byte 0xe9 here is not UTF-8"),
    ],
)
def test_another_encoding(data: bytes, place: tuple[int, int], said: str) -> None:
    with pytest.raises(Failure) as caught:
        po.read(data, "report.fr.po")
    (finding,) = caught.value.findings
    assert (finding.span.order, message(finding)) == (place, said)
