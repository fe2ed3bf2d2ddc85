"""However a Word file is scrambled: it is cleaned and shows the same, or one finding says why not."""

from __future__ import annotations

import random

import pytest
from lxml import etree

from tests.broken.docx.test_spoilt import scramble
from tests.support.docx_made import unzipped, zipped
from tests.support.plants import plant
from tests.word.test_clean import FILES, cleaned
from toolchain.model.diagnostics import Failure

KNOWN = {"S012", "D906"}


def tried(seed: int, count: int) -> int:
    """Scramble and clean; return how many could be cleaned."""
    luck, done = random.Random(seed), 0
    refused: set[str] = set()
    planted = unzipped(plant(FILES["whole"], seed=1))
    parts = [name for name in planted if name.endswith((".xml", ".rels"))]
    for turn in range(count):
        files = dict(planted)
        for name in {"word/document.xml", luck.choice(parts)}:
            root = etree.fromstring(files[name])
            scramble(root, luck)
            files[name] = etree.tostring(root)
        try:
            cleaned(zipped(files), rejected=turn % 2 == 1)
            done += 1
        except Failure as error:
            refused.update(defect.code for defect in error.defects)
    assert refused <= KNOWN
    return done


@pytest.mark.parametrize("seed", [1, 2])
def test_no_file_brings_the_cleaner_down(seed: int) -> None:
    assert tried(seed, 8) >= 1


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 16))
def test_no_file_of_many_brings_the_cleaner_down(seed: int) -> None:
    assert tried(seed, 200) >= 20
