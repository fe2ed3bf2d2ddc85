"""Numbers and texts as messages write them."""

import sys

import pytest

from toolchain.model.own_paths import names_path, says_nothing, without_paths
from toolchain.model.wording import command_line, counted, fold, plural, shorten, shorten_to_words


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        (0, "note", "notes"),
        (1, "note", "note"),
        (2, "note", "notes"),
        (1.0, "second", "second"),
        (1.5, "second", "seconds"),
        (1, "custom property", "custom property"),
        (2, "custom property", "custom properties"),
        (2, "day", "days"),
    ],
)
def test_a_noun_has_the_form_that_its_number_wants(number: float, noun: str, expected: str) -> None:
    assert plural(number, noun) == expected


def test_a_number_is_written_with_its_noun() -> None:
    assert [counted(number, "word") for number in (0, 1, 2_815)] == ["0 words", "1 word", "2,815 words"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \n\t", ""),
        ("one", "one"),
        (" one\n\n  two\tthree ", "one two three"),
        ("no\u00a0break", "no break"),
    ],
)
def test_white_space_is_folded(text: str, expected: str) -> None:
    assert fold(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("abcd", "abcd"), ("abcde", "abcde"), ("abcdef", "abcd…"), ("abc def", "abc…")],
)
def test_a_long_text_is_cut_and_the_ellipsis_counts(text: str, expected: str) -> None:
    assert shorten(text, 5) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("one two", "one two"),
        ("one two three", "one …"),
        ("one twos three", "one …"),
        ("undivided", "undivid …"),
    ],
)
def test_a_long_text_is_cut_before_a_word(text: str, expected: str) -> None:
    assert shorten_to_words(text, 7) == expected


@pytest.mark.parametrize(
    ("titles", "nothing"),
    [
        (("Untitled", "untitled-2", "Document1", "Untitled document", "New Page", "no title"), True),
        (("Microsoft Word - Alternative report", "My report.docx", "index.aspx", "report_final_2"), True),
        (
            (
                "Alternative report",
                "Document on girls",
                "报告2.0版",
                "See the U.N.",
                "Page-turning in schools",
            ),
            False,
        ),
    ],
)
def test_a_title_can_say_nothing(titles: tuple[str, ...], nothing: bool) -> None:
    assert [says_nothing(each) for each in titles] == [nothing] * len(titles)


@pytest.mark.parametrize(
    ("words", "elsewhere", "windows"),
    [
        (("submission", "undo", "content/a/report.md"),) + ("submission undo content/a/report.md",) * 2,
        (("a", r"C:\b\c.md@v1", "--to=x"), r"a 'C:\b\c.md@v1' --to=x", r"a C:\b\c.md@v1 --to=x"),
        (("a", "My report.md"), "a 'My report.md'", 'a "My report.md"'),
        (("a", "R&D (1).md", ""), "a 'R&D (1).md' ''", 'a "R&D (1).md" ""'),
        (("a", "l'été.md"), "a 'l'\"'\"'été.md'", 'a "l\'été.md"'),
    ],
)
def test_a_line_can_be_typed_in_the_shell_of_the_system(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], elsewhere: str, windows: str
) -> None:
    assert command_line(*words) == elsewhere
    monkeypatch.setattr(sys, "platform", "win32")
    assert command_line(*words) == windows


@pytest.mark.parametrize(
    "text",
    [
        "a road / a river",
        "and/or",
        "C: the third column",
        "see https://example.org/a b",
        "plan A:\\ the law",
        "the newspapers /media/radio",
        "TV/media/radio",
        "see https://example.org/media/a/b.jpg",
        "A girl. The file is girl.jpg",
        "a poster of example.org",
        "A girl (girl.jpg)",
        "A screenshot of decision.docx",
        "The web page report.txt",
    ],
)
def test_a_description_without_a_path_is_whole(text: str) -> None:
    assert (names_path(text), without_paths(text)) == (False, text)


DRIVE = "C:" + "\\"
USERS = DRIVE + "Users" + "\\ann\\"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Photo " + USERS + "pic A girl by it. She waits.The end",
            "Photo A girl by it. She waits.The end",
        ),
        (USERS + "pic.jpg A girl in school", "A girl in school"),
        (USERS + "My pictures\\a b.png of a girl", "of a girl"),
        ("\\\\server\\share\\My pictures\\a b.jpg shows a girl", "shows a girl"),
        ("Photo /media/ann/USB/My_photo.jpg of a girl", "Photo of a girl"),
        ("A girl (/srv/cases/12/a.png)", "A girl ()"),
        ("/Volumes/My disk/a girl.jpg", ""),
        ("/mnt/c/pictures/a.jpg", ""),
        ("/var/folders/ann/My pictures/a.jpg A girl", "A girl"),
        ("file:///C:/Users/ann/My%20pictures/a.jpg", ""),
        (DRIVE + "Users\\ann planted", ""),
        (DRIVE + "Users\\ann planted\\My scans\\Scan 1.lnk", ""),
        ("C:/Users/ann planted/a girl", ""),
        ("file:///C:/Users/ann planted/My pictures/a b", ""),
        ("\\\\server\\share\\ann planted\\a b", ""),
        ("Photo " + USERS + "ann planted.psd", "Photo"),
        (USERS + "pic A girl waits.", "A girl waits."),
    ],
)
def test_a_path_in_a_description_ends_where_the_words_of_its_author_begin(text: str, left: str) -> None:
    assert (names_path(text), without_paths(text)) == (True, left)


@pytest.mark.parametrize(
    "text", ["IMG_2034-witness.jpg", "decision.docx", "Screenshot 2026-03-04 at 12.13.14.png", " a b.JPEG "]
)
def test_the_name_of_a_file_alone_is_no_description_and_no_path(text: str) -> None:
    assert (names_path(text), without_paths(text)) == (False, "")
