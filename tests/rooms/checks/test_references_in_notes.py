"""A paragraph that a note names after another note is one of the document that this other note names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.examined import examine
from toolchain.rules.references import ReferenceTyped

SOURCE = """---
title: A title
lang: en
---

1. The age is 16.[^a] The court agreed.[^b]

[^a]: A/HRC/53/1.

[^b]: {}
"""


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("See above note 1, para. 52.", 0),
        ("Note 1 above, para. 52.", 0),
        ("*Supra* note 1, paras. 52–54.", 0),
        ("A/HRC/53/1, para. 52.", 0),
        ("See para. 52 above.", 1),
        ("Para. 52.", 1),
    ],
)
def test_a_number_is_missing_only_if_this_document_is_meant(note: str, told: int, tmp_path: Path) -> None:
    assert [each.code for each in examine(tmp_path, SOURCE.format(note))].count("R206") == told


@pytest.mark.parametrize(
    ("lang", "text", "codes"),
    [
        ("en", "It is so (see note 1).", ["R205"]),
        ("en", "It is so. See note 7.", ["R206"]),
        ("fr", "C’est ainsi (voir la note 1).", ["R205"]),
        ("fr", "C’est ainsi. Voir note 7.", ["R206"]),
        ("es", "Es así (véase la nota 7).", ["R206"]),
        ("en", "It is so.[^see]\n\n[^see]: See note 7.", ["R206"]),
        ("en", "It is so.[^see]\n\n[^see]: Smith, p. 4; see note 7.", []),
        ("en", "Note 7 says so, and so does note verbale 9.", []),
        ("en", "It is so (see note 7 of the judgment).", []),
        ("en", "The judgment says so (see note 7).", []),
    ],
)
def test_a_note_without_a_direction_is_this_documents_after_see(
    lang: str, text: str, codes: list[str], tmp_path: Path
) -> None:
    source = f"---\ntitle: A title\nlang: {lang}\n---\n\n1. One.[^a]\n\n2. {text}\n\n[^a]: Act 1.\n"
    found = [each.code for each in examine(tmp_path, source)]
    assert [each for each in found if each.startswith("R2")] == codes


@pytest.mark.parametrize(
    ("lang", "text", "quoted"),
    [
        ("es", "Véase el cuadro 1 infra.", ["cuadro 1"]),
        ("es", "Véase la tabla 1 infra.", ["tabla 1"]),
        ("fr", "Voir le\n     tableau 1 ci-dessous.", ["tableau 1"]),
        ("en", "Two.\n\n3. See paras. 1 and 2 above.", ["paras. 1", "paras. 1 and 2"]),
        ("zh", "见下文表1。", ["表1"]),
    ],
)
def test_a_reference_is_quoted_as_it_is_typed(
    lang: str, text: str, quoted: list[str], tmp_path: Path
) -> None:
    table = "     Table: Cases\n\n     | A | B |\n     | --- | --- |\n     | 1 | 2 |\n"
    source = f"---\ntitle: A title\nlang: {lang}\n---\n\n1. One.\n\n2. {text}\n\n{table}\n[^a]: A note.\n"
    found = [each.finding.facts for each in examine(tmp_path, source) if each.code == "R205"]
    assert [each.typed for each in found if isinstance(each, ReferenceTyped)] == quoted
