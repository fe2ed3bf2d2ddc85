"""The rules of recipients: each of ours has its source, day and status, and is explained with them."""

import datetime
import json
import re
import tomllib
from pathlib import Path
from typing import Literal

import pytest

from tests.support.command import Run, run
from tests.support.pages import ROOT
from tests.support.profiles import WORDS, write
from toolchain.model.diagnostics import Severity
from toolchain.model.front_matter import PROFILES, FrontMatter, Limit, Organization
from toolchain.recipients import Profile, Rule
from toolchain.recipients.explaining import explain, support
from toolchain.recipients.loading import FOLDER, for_instrument, load_ours, with_limits
from toolchain.recipients.reading import read
from toolchain.recipients.rules import KEYS, given
from toolchain.recipients.schema import GROUPS, OPEN, RULES

__all__ = ["run"]  # fixtures

LIMITS: tuple[Literal["words", "pages"], ...] = ("words", "pages")
OURS = sorted(FOLDER.glob("*.toml"))


# Ours ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", OURS, ids=lambda path: path.stem)
def test_every_rule_of_ours_has_its_source_its_day_and_its_status(file: Path) -> None:
    """A source that is read is confirmed or not; without one a rule never is."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    written, defects = read(file.read_text(encoding="utf-8"), file.stem, file.name)
    assert defects == ()
    assert written.title
    found = [*written.rules.values(), *(rule for each in written.instruments for rule in each.rules.values())]
    assert found or file.stem.startswith("_")
    today = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=14)).date()  # wherever it is read
    for rule in found:
        assert rule.checked
        assert datetime.date(2026, 11, 25) <= rule.checked <= today
        assert rule.sources or not rule.confirmed
        assert all(re.match(r"https?://\S+$|docs/\S+$", each) for each in rule.sources)
        assert rule.sources or rule.remark, "what has no source says what it rests on"
    assert "severities" not in table


@pytest.mark.parametrize("name", PROFILES)
def test_every_name_has_its_rules(name: str) -> None:
    loaded = load_ours(name)
    assert loaded.defects == ()
    assert loaded.profile.name == name
    assert loaded.profile.title
    assert loaded.profile.chain[0] == name
    assert bool(loaded.profile.recipient) is (name != "plain")
    assert not loaded.profile.own


def test_no_file_is_left_over() -> None:
    parents = {read(file.read_text(encoding="utf-8"), file.stem, "")[0].inherits for file in OURS}
    assert {file.stem for file in OURS} == {*PROFILES, *parents} - {""}


@pytest.mark.parametrize(
    ("name", "words", "confirmed"),
    [
        ("crc", 10_000, True),
        ("crc-thematic", 3_000, True),
        ("cedaw", 3_300, True),
        ("cedaw-coalition", 6_600, True),
        ("ccpr", 10_000, True),
        ("upr", 2_815, True),
        ("upr-joint", 5_630, True),
        ("hrc-statement", 2_000, True),
        ("hrc-statement-special", 1_500, True),
        ("hrc-statement-nhri", 2_000, True),
    ],
)
def test_limits(name: str, words: int, confirmed: bool) -> None:
    limit = load_ours(name).profile.limit("words")
    assert limit is not None
    assert (limit.value, limit.confirmed) == (words, confirmed)


def test_who_has_no_limit_that_is_known() -> None:
    without = [name for name in PROFILES if load_ours(name).profile.limit("words") is None]
    assert without == [
        *("plain", "cescr", "cat", "spt", "cerd", "crpd", "cmw", "ced", "special-procedures"),
        "individual-communication",
    ]
    pages = load_ours("cescr").profile.limit("pages")
    assert pages is not None
    assert (pages.value, pages.confirmed) == (10, False)


def test_what_counts() -> None:
    crc, cedaw, upr = (load_ours(name).profile for name in ("crc", "cedaw", "upr"))
    assert (crc.counts("annexes"), crc.counts("notes")) == (False, None)
    assert (cedaw.counts("annexes"), cedaw.counts("notes")) == (None, True)
    assert (upr.counts("annexes"), upr.counts("notes")) == (False, None), "of notes it is not confirmed"
    assert upr.word("notes-for") is not None
    statement = load_ours("hrc-statement").profile
    assert statement.counts("notes") is None, "two copies of the form disagree"


def test_a_statement_to_the_council() -> None:
    profile = load_ours("hrc-statement-special").profile
    assert profile.chain == ("hrc-statement-special", "_hrc-statement")
    assert profile.plain_cover
    masthead, emphasis = profile.flag("masthead"), profile.words("emphasis")
    assert masthead is not None
    assert masthead.value is False
    assert emphasis is not None
    assert emphasis.value == ("bold", "italics", "underline")
    required = dict(profile.group("required"))
    assert required["agenda-item"].one_of == tuple(map(str, range(1, 11)))
    assert "submitted-by.status" in required
    assert "submitted-by.status" not in dict(load_ours("hrc-statement-nhri").profile.group("required"))


def test_terms_to_avoid() -> None:
    terms = dict(load_ours("crc-thematic").profile.group("terms"))
    assert "alternative report" in terms["shadow report"].value


@pytest.mark.parametrize(
    ("instrument", "of"),
    [
        ("Optional Protocol on the sale of children, child prostitution and child pornography", "OPSC"),
        ("opsc", "OPSC"),
        ("OP on the involvement of children in armed conflict", "OPAC"),
        ("Convention on the Rights of the Child", ""),
        ("wholesale of childrens' toys; OPSCX", ""),
        ("", ""),
    ],
)
def test_instruments(instrument: str, of: str) -> None:
    loaded = load_ours("crc")
    limit = for_instrument(loaded, instrument).limit("words")
    own = {each.name: each.rules["limits.words"] for each in loaded.instruments}
    assert limit is own.get(of, loaded.profile.limit("words"))


def test_a_user_s_own_limit_takes_the_place_of_ours() -> None:
    matter = FrontMatter(profile="crc", limits=(Limit("words", 9_000, "a letter"),))
    limit = with_limits(load_ours("crc").profile, matter).limit("words")
    assert limit == Rule(9_000, remark="a letter")
    assert limit.gravity is None


# What is required ----------------------------------------------------------------------------------


def test_what_a_front_matter_has() -> None:
    matter = FrontMatter(submitted_by=(Organization("A", status="special"), Organization("B")), public=False)
    assert given(matter, "submitted-by") == (2, "submitted-by")
    assert given(matter, "submitted-by.status") == (0, "submitted-by.1")
    assert given(matter, "submitted-by.contact") == (0, "submitted-by")
    assert given(matter, "submitted-by.contact.email") == (0, "submitted-by")
    assert given(matter, "public") == (1, "public")
    assert given(FrontMatter(), "public") == (0, "public")
    assert given(matter, "contents") == (0, "contents")
    assert given(matter, "country") == (0, "country")
    assert "places" not in KEYS


# How grave ------------------------------------------------------------------------------------------


def test_an_unconfirmed_rule_only_warns_and_says_so() -> None:
    sure, unsure = Rule(1, ("x",), datetime.date(2026, 1, 2)), Rule(1, confirmed=False)
    assert (sure.gravity, sure.doubt) == (None, "")
    assert (unsure.gravity, unsure.doubt) == (Severity.WARNING, " (an unconfirmed rule)")
    assert Rule(1, confirmed=False, severity=Severity.ERROR).gravity is Severity.WARNING
    assert Rule(1, confirmed=False, severity=Severity.INFORMATION).gravity is Severity.INFORMATION
    assert Rule(1, severity=Severity.INFORMATION).gravity is Severity.INFORMATION
    assert support(sure) == "confirmed, read on 2 January 2026: x"
    assert support(unsure) == "unconfirmed (it only warns), without a source"


# The commands ---------------------------------------------------------------------------------------


def test_the_list(run: Run) -> None:
    ran = run("profiles")
    assert ran.status == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == list(PROFILES)
    assert "2,815 words" in ran.out
    assert "10 pages (unconfirmed)" in ran.out
    told = json.loads(run("profiles", "--format", "json").out)
    assert [each["name"] for each in told["profiles"]] == list(PROFILES)


@pytest.mark.parametrize("name", PROFILES)
def test_each_is_explained_with_its_sources(run: Run, name: str) -> None:
    ran = run("profiles", "show", name)
    assert (ran.status, ran.err) == (0, "")
    words = " ".join(ran.out.split())
    loaded = load_ours(name)
    for each in explain(loaded.profile.rules):
        assert " ".join(each.text.split()) in words
        assert all(source in ran.out for source in each.rule.sources)
    told = json.loads(run("profiles", "show", name, "--format", "json").out)["profiles"][0]
    assert {each["name"] for each in told["rules"]} == set(loaded.profile.rules)
    assert all(each["status"] in ("confirmed", "unconfirmed") for each in told["rules"])


def test_one_s_own_is_explained_and_its_faults_told(run: Run, tmp_path: Path) -> None:
    file = write(tmp_path, mine=f'title = "Mine"\n{WORDS}').with_name("mine.toml")
    ran = run("profiles", "show", file)
    assert ran.status == 0
    assert "At most 500 words." in ran.out
    assert "confirmed, read on 2 January 2026: a letter" in ran.out
    file.write_text(f"{WORDS}wrong = 1\n", encoding="utf-8")
    ran = run("profiles", "show", file)
    assert ran.status == 1
    assert f"{file}:6:1: error L607 there is no key “wrong” in a rule" in ran.err
    ran = run("profiles", "show", "crcc")
    assert ran.status == 2
    assert "did you mean crc?" in ran.err


def test_a_circle_is_told_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write(tmp_path, one='inherits = "two"\nwrong = 1\n', two='inherits = "one"\n').parent)
    ran = run("profiles", "show", "one.toml")
    assert ran.status == 1
    assert ran.err.count("there is no key “wrong”") == 1
    assert ran.err.count("cannot inherit from itself: one → two → one") == 1


def test_signs_that_steer_a_terminal_are_shown_as_what_they_are(run: Run, tmp_path: Path) -> None:
    text = """title = "\\u001b[31mred"
[checklist."a\\u202eb"]
value = "x\\u001b[2Jy"
status = "unconfirmed"
"""
    file = write(tmp_path, mine=text).with_name("mine.toml")
    ran = run("profiles", "show", file)
    assert ran.status == 0
    assert "\x1b" not in ran.out
    assert "x<U+001B>[2Jy" in ran.out


def test_a_profile_without_rules_says_nothing() -> None:
    assert Profile().limit("words") is None
    assert not Profile().plain_cover
    assert list(Profile().group("required")) == []


# The page about them --------------------------------------------------------------------------------

PAGE = (ROOT / "docs/recipients.md").read_text(encoding="utf-8")


def test_the_example_of_a_profile_is_right() -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    written, defects = read(text, "mine", "mine.toml")
    assert defects == ()
    assert {"limits.words", "counts.notes", "required.country", "checklist.deadline"} <= set(written.rules)
    assert written.inherits in PROFILES


def test_the_page_has_every_recipient_with_its_limit() -> None:
    rows = [line.split("|")[1:5] for line in PAGE.splitlines() if line.startswith("| `")]
    told = {name: row for row in rows for name in re.findall(r"`([a-z-]+)`", row[0]) if name in PROFILES}
    assert set(told) == set(PROFILES)
    for name, (_, _, most, status) in told.items():
        profile = load_ours(name).profile
        limits = [(what, profile.limit(what)) for what in LIMITS]
        said = [f"{limit.value:,} {what}" for what, limit in limits if limit]
        assert [most.strip()] == (said or [""]), name
        if any(limit and not limit.confirmed for _, limit in limits):
            assert status.strip() == "unconfirmed"


def test_the_page_has_every_rule() -> None:
    rows = {
        line.split("|")[1] for line in PAGE.partition("| rule |")[2].splitlines() if line.startswith("| `")
    }
    words = " ".join(rows)
    for name in (*RULES, *OPEN, *(f"{group}." for group in GROUPS)):
        assert f"`{name}" in words, name
    for names in GROUPS.values():
        assert all(f".{name}`" in words for name in names), names
