"""What `make size` counts."""

from scripts.size import count_code

MODULE = '''"""What it is.

More of it.
"""

VALUE = """a
b"""  # three lines of code so far, with the next
"""What the value is for: a string, so code."""


class A:
    """What it is."""

    def b(self) -> int:
        # why
        return (
            1

        )
'''


def test_docstrings_comments_and_blank_lines_are_no_code() -> None:
    assert count_code(MODULE) == 8
