"""What clean leaves of the description of a picture."""

from __future__ import annotations

import pytest

from tests.support.docx_made import made, unzipped
from tests.word.test_clean import cleaned
from tests.word.test_clean_changes import p


@pytest.mark.parametrize(
    ("path", "words", "left"),
    [
        ("Anna Planted", "Photo", "Photo Planted"),
        ("anna A girl waits.", "", "A girl waits."),
        ("anna\\a.png of a girl", "Photo", ""),
        ("anna, a girl waits", "Photo", ""),
        ("Anna Planted", "", ""),
    ],
)
def test_words_after_a_path_without_an_end_stay_and_are_listed(path: str, words: str, left: str) -> None:
    alt = f"{words} " + "C:" + "\\Users\\" + path
    shape = f'<v:shape id="a" alt="{alt.strip()}"><v:imagedata src="a.png"/></v:shape>'
    done = cleaned(made(p(f"<w:r><w:pict>{shape}</w:pict></w:r>")))
    assert "Users" not in unzipped(done.data)["word/document.xml"].decode()
    said = [f"the description “{left}” may still have the end of a path"] if left else []
    assert [each.what for each in done.left] == said
