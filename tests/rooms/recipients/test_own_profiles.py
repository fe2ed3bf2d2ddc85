"""A user's own profile beside the source: what is wrong in it is told at its line."""

import datetime
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.profiles import PLACE, WORDS, faults, rule, said, write
from toolchain.formats.toml_text import KeyPlaces
from toolchain.model import Document, NoteKind
from toolchain.model.diagnostics import source_span
from toolchain.model.front_matter import PROFILES, FrontMatter
from toolchain.project.settings import Options, make_project
from toolchain.recipients import Rule
from toolchain.recipients.explaining import explain
from toolchain.recipients.loading import FOLDER, load_beside, load_file
from toolchain.recipients.reading import read
from toolchain.recipients.schema import GROUPS, OPEN, RULES
from toolchain.reports.sentences import help_line, message


def test_where_notes_stand(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    text = rule("notes", value='"footnotes"') + rule("look", value='"house"')
    (tmp_path / "profiles/mine.toml").write_text(text, encoding="utf-8")
    matter = FrontMatter(profile="mine")
    project, defects = make_project(tmp_path / "r.md", Document("r.md", matter, ()), Options())
    assert defects == ()
    assert project.settings.notes is NoteKind.FOOTNOTE
    assert project.look == "house"
    assert project.settings.profile is project.profile
    own = FrontMatter(profile="mine", notes="endnotes", look="un")
    project, _ = make_project(tmp_path / "r.md", Document("r.md", own, ()), Options())
    assert (project.settings.notes, project.look) == (NoteKind.ENDNOTE, "un")


@pytest.mark.parametrize(
    "named", ["mine", "profiles/mine.toml", "./profiles/mine.toml", "x/../profiles/mine.toml"]
)
def test_a_profile_beside_the_source(tmp_path: Path, named: str) -> None:
    source = write(tmp_path, profiles__mine=f'title = "Mine"\ninherits = "crc"\n{WORDS}')
    loaded = load_beside(named, source, PLACE)
    assert loaded.defects == ()
    profile = loaded.profile
    assert (profile.name, profile.title, profile.own) == ("mine", "Mine", True)
    assert profile.recipient == "Committee on the Rights of the Child"
    assert profile.chain == ("mine", "crc", "_treaty-body")
    limit = profile.limit("words")
    assert limit == Rule(500, ("a letter",), datetime.date(2026, 1, 2), of="mine")
    assert profile.counts("annexes") is False
    assert len(loaded.instruments) == 2


def test_profiles_of_one_s_own_inherit_from_each_other(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        profiles__mine='inherits = "base"\nwithout = ["limits"]\n[severities]\nN108 = "warning"\n',
        profiles__base=f'inherits = "../other.toml"\n{WORDS}[severities]\nN108 = "error"\nP107 = "warning"\n',
        other='inherits = "cedaw"\n',
    )
    loaded = load_beside("mine", source, PLACE)
    assert said(loaded.defects) == []
    assert loaded.profile.chain == ("mine", "base", "other", "cedaw", "_treaty-body")
    assert loaded.profile.limit("words") is None
    assert dict(loaded.profile.severities) == {"N108": "warning", "P107": "warning"}


KNOWN = ", ".join((*PROFILES, "mine"))


@pytest.mark.parametrize(("named", "first"), [("CRC", "crc"), ("Upr-Joint", "upr-joint"), ("MINE", "mine")])
def test_capitals_do_not_matter(tmp_path: Path, named: str, first: str) -> None:
    loaded = load_beside(named, write(tmp_path, profiles__mine=WORDS), PLACE)
    assert said(loaded.defects) == []
    assert loaded.profile.chain[0] == first


@pytest.mark.parametrize(
    ("named", "said", "help_"),
    [
        ("crcc", "there is no profile “crcc”", f"did you mean crc? The profiles are {KNOWN}"),
        ("min", "there is no profile “min”", f"did you mean mine? The profiles are {KNOWN}"),
        (
            "quite another",
            "the profile cannot be “quite another”",
            "write a name, or a path such as ./mine.toml",
        ),
        ("", "the profile cannot be “”", "write a name, or a path such as ./mine.toml"),
        ("./absent.toml", "there is no file ./absent.toml", "check the name"),
        ("../secret.toml", "the profile is outside the source's folder", "copy the file into the folder"),
        ("/etc/passwd", "the profile is outside the source's folder", "copy the file into the folder"),
        ("link.toml", "the profile is outside the source's folder", "copy the file into the folder"),
        ("./profiles", "there is no file ./profiles", "check the name"),
        ("a\0.toml", "the name of the profile is not a valid path", "name a file next to the source"),
    ],
)
def test_a_name_that_is_none(tmp_path: Path, named: str, said: str, help_: str) -> None:
    folder = tmp_path / "inside"
    source = write(folder, profiles__mine="")
    write(tmp_path, secret='title = "secret"\n')
    (folder / "link.toml").symlink_to(tmp_path / "secret.toml")
    loaded = load_beside(named, source, PLACE)
    (fault,) = loaded.defects
    assert (fault.rule.code, fault.span) == ("S002", PLACE)
    assert (message(fault), help_line(fault)) == (said, help_)
    assert loaded.profile.rules == {}


def test_a_file_that_nobody_would_read_is_told(tmp_path: Path) -> None:
    """Names of ours always mean ours."""
    loaded = load_beside("crc", write(tmp_path, profiles__crc=WORDS), PLACE)
    (told,) = said(loaded.defects)
    assert told == (
        "1:1 this file is not used: “crc” is a built-in profile | "
        'give the file another name, and write inherits = "crc"'
    )
    limit = loaded.profile.limit("words")
    assert limit is not None
    assert limit.value == 10_000


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"a": 'inherits = "a"\n'},
            ["1:1 a profile cannot inherit from itself: a → a | delete one of the lines with “inherits”"],
        ),
        (
            {"a": 'title = "A"\ninherits = "b"\n', "b": 'inherits = "c"\n', "c": '\n  inherits = "b"\n'},
            ["2:3 a profile cannot inherit from itself: b → c → b | delete one of the lines with “inherits”"],
        ),
        (
            {"a": 'inherits = "crcc"\n'},
            ["1:1 there is no profile “crcc” to inherit from | did you mean crc?"],
        ),
        (
            {"a": 'inherits = "../../out.toml"\n'},
            ["1:1 ../../out.toml is outside the source's folder | copy the file into the folder"],
        ),
        ({"a": "inherits = 1\n"}, ['1:1 inherits is not a text | write inherits = "…"']),
        (
            {"a": 'inherits = "crc"\nwithout = ["limits.wrods"]\n'},
            [
                (
                    "2:1 “without” names the rule limits.wrods, which is not inherited"
                    " | did you mean limits.words?"
                )
            ],
        ),
        ({"a": "without = 1\n"}, ['1:1 “without” is not a list of rules | write without = ["limits.words"]']),
        (
            {f"{'abcdefghij'[number]}": f'inherits = "{"abcdefghij"[number + 1]}"\n' for number in range(9)},
            ["1:1 more than 8 profiles inherit from each other | use fewer profiles"],
        ),
    ],
)
def test_what_is_wrong_with_inheritance(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    files = {**files, "j": ""} if "i" in files else files
    source = write(tmp_path, **{f"profiles__{name}": text for name, text in files.items()})
    loaded = load_beside("a", source, PLACE)
    assert said(loaded.defects) == expected
    assert all(each.rule.code == "L607" for each in loaded.defects)
    assert all("profiles/" in each.span.path for each in loaded.defects)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("limits = [\n", "1:11 the file is not valid TOML: "),
        ('title = "a"\n[limits\n', "2:8 the file is not valid TOML: "),
        ("title = a\n", "1:9 the file is not valid TOML: "),
        ('title = "a"\ntitle = "b"\n', "2:12 a key is given twice | delete one"),
        (f"a = {'[' * 3000}{']' * 3000}\n", ""),
        (f"a = 1{'0' * 5000}\n", ""),
    ],
)
def test_what_is_no_toml(text: str, expected: str) -> None:
    (told,) = faults(text)
    assert told.startswith(expected)
    assert any(words in told for words in ("is not valid TOML", "no key", "given twice"))


OURS = sorted(FOLDER.glob("*.toml"))
CASE_FILES = Path(__file__).parents[2] / "cases/profiles"
CASES = (CASE_FILES / "faults.txt").read_text(encoding="utf-8").split("===\n")[1:]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_what_is_wrong_in_a_profile(case: str) -> None:
    text, expected = case.split("---\n")
    assert faults(text) == expected.splitlines()


def test_one_fault_leaves_the_rest(tmp_path: Path) -> None:
    written, defects = read(f"{rule('limits.words')}{rule('limits.pages', value='0')}", "mine", "mine.toml")
    assert list(written.rules) == ["limits.words"]
    assert len(defects) == 1


def test_all_that_can_be_said_is_read() -> None:
    """One rule of each kind that there is."""
    values = {
        "flag": "true", "whole": "5", "number": "1.5", "text": '"x"', "texts": '["a", "b"]',
        "by language": '{en = "a", fr = ["b", "c"]}', "amount": "2",
    }  # fmt: skip
    heads = {
        **RULES,
        **{f"{group}.{name}": kind for group, names in GROUPS.items() for name, kind in names.items()},
        **{f'{group}."{"country" if group == "required" else "a b"}"': kind for group, kind in OPEN.items()},
    }
    text = "".join(
        rule(
            head,
            value=values.get(kind.shape)
            or (f'"{kind.options[0]}"' if kind.shape == "word" else json.dumps(list(kind.options))),
        )
        for head, kind in heads.items()
    )
    written, defects = read(text, "mine", "mine.toml")
    assert said(defects) == []
    assert [name.replace('"', "") for name in heads] == list(written.rules)
    assert all(each.text for each in explain(written.rules))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xff\xfe", "1:1 the file is in UTF-16 | save the file as UTF-8"),
        (b'title = "\xe9"', "1:10 the byte 0xe9 here is not UTF-8 | save the file as UTF-8"),
        (b"#" * 70_000, "0:0 this file is larger than 64 kB | delete what is not needed"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, data: bytes, expected: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(data)
    assert said(load_file(file).defects) == [expected]


def test_a_byte_order_mark_and_other_line_ends_are_nothing_wrong(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xef\xbb\xbf" + WORDS.replace("\n", "\r\n").encode())
    assert load_file(file).defects == ()


def test_places_of_keys() -> None:
    text = (CASE_FILES / "places.toml").read_text(encoding="utf-8")
    tomllib.loads(text)
    places = KeyPlaces(text, "")
    expected = {
        "a": (2, 1), "q.r": (3, 2), "q.r/s": (3, 7), "q.r/s/e": (6, 7), "t": (7, 2), "t/u": (8, 1),
        "t/u/v": (8, 3), "t/x": (11, 3), "t/x/y": (11, 8), "t/x/z": (11, 15), "t/x/z/k": (11, 20),
        "t/x/z/k/l": (11, 26), "arr": (12, 3), "arr/o o": (12, 8), "arr/o o/p": (13, 1),
    }  # fmt: skip
    assert {key: places.span(*key.split("/")).order for key in expected} == expected


@pytest.mark.parametrize(
    "text", ["a." * 32_000 + "b = 1", f"[{'a.' * 20_000}a]\nb = 1", f"x = {{{'b . ' * 50}c = 1}}"]
)
def test_keys_of_very_many_parts_are_refused_at_once(text: str) -> None:
    """The parser takes the square of their number: a minute for the first."""
    (told,) = faults(text)
    assert told.startswith("1:1 the file is not valid TOML: a key or value is nested too deeply, or too long")


def test_dots_in_texts_and_comments_are_no_parts() -> None:
    assert faults(f"title = \"{'a.' * 50}\" # {'.' * 60}\nrecipient = '''\n{'.' * 60}'''\n") == []


@given(st.data())
def test_whatever_a_file_says_is_told_with_a_place(data: st.DataObject) -> None:
    """Profiles of ours, cut and mixed up."""
    text = data.draw(st.sampled_from([path.read_text(encoding="utf-8") for path in OURS]))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 40)))
        into = data.draw(
            st.sampled_from(["", text[start:end] * 2, '"', "[", "{", "\n", "=", "'''", "\\", "#", "0", "\0"])
        )
        text = text[:start] + into + text[end:]
    lines = text.count("\n") + 2
    for fault in read(text, "mine", "mine.toml")[1]:
        span = source_span(fault.span)
        assert 1 <= span.line <= lines
        assert span.column >= 1
        assert message(fault)
