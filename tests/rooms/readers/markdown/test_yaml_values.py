"""YAML that cannot be read: what is said to be wrong, and what to do."""

import pytest

from toolchain.readers.markdown.front_values import YamlFault, compose
from toolchain.reports.sentences import help_of


@pytest.mark.parametrize(
    ("text", "place", "help_"),
    [
        ("title: [a\nlang: en\n", (0, 7), "close the bracket with a ]"),
        ("title: {a\nlang: en\n", (0, 7), "close the brace with a }"),
        ("title: A\n\tlang: en\n", (1, 0), "indent with spaces"),
        ("title: @a\n", (0, 7), "YAML reserves its first character"),
        ("title: a: b\n", (0, 8), 'put a text with a colon in straight quotation marks ("…")'),
        ("title: a\n lang: en\n", (1, 5), "indent all keys alike"),
        (" title: a\nlang: en\n", (1, 0), "indent all keys alike"),
        ("title: a\nlang\nx: y\n", (1, 0), "a key, a colon and a space"),
        ('title: "a\nlang: en\n', (0, 7), "close the quotation marks"),
        ("title: 'it's'\n", (0, 11), "'' for each '"),
        ("title: [a] b\n", (0, 11), "put the whole text in quotation marks"),
        ("title: - a\n", (0, 7), "put a text with a hyphen in straight quotation marks"),
        ('title: "a\\q"\n', (0, 9), r"write \\ for each \,"),
        ("title: |a\n", (0, 8), "YAML reserves its first character"),
        ("title: }\n", (0, 7), "YAML reserves its first character"),
        ("title: !<\n", (0, 9), "if it contains a : or #"),
        ("title: \x01\n", (0, 0), "delete the character"),
        ("title: &a b\n", (0, 7), "delete & and *"),
        ("title: *a\n", (0, 7), "delete & and *"),
        ("a: " + "[" * 20 + "]" * 20, (0, 14), "fewer levels"),
        ("a: " + "b" * 70_000, (0, 0), "delete what is not needed"),
    ],
)
def test_help_fits_the_fault(text: str, place: tuple[int, int], help_: str) -> None:
    with pytest.raises(YamlFault) as caught:
        compose(text)
    assert help_ in help_of(caught.value.fault)
    assert (caught.value.line, caught.value.column) == place
