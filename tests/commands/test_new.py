"""`new`: a clean source for each recipient in each language, whose samples are not sent (S028)."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.support.command import CLEAN, Run, run
from tests.support.failing_disk import failing
from tests.support.pages import ROOT
from toolchain.model.front_matter import PROFILES, UN_LANGUAGES
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.recipients.loading import load_ours
from toolchain.recipients.schema import PARTS
from toolchain.resolve.labels import words_for
from toolchain.rules.structure import SampleLeft, SampleSource, SampleTable
from toolchain.text.samples import HINTS, samples, usual_order

__all__ = ["run"]  # fixtures

DIAGONAL = [(name, UN_LANGUAGES[at % 6]) for at, name in enumerate(PROFILES)]
ALL = [(name, lang) for name in PROFILES for lang in UN_LANGUAGES]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def accepted(name: str, lang: str) -> str:
    """The language, or one that the recipient accepts."""
    rule = load_ours(name).profile.words("languages")
    return lang if not rule or lang in rule.value else rule.value[0]


def codes(source: str = "x/report.md") -> list[str]:
    return [each.code for each in pipeline.examine([Path(source)], Options(), lambda _: None).diagnostics]


@pytest.mark.parametrize("name", PROFILES)
def test_each_recipient_in_each_language_checks_clean(run: Run, name: str) -> None:
    """There is nothing but sample texts; of the titles, sentences and values, as many in each language."""
    found = {}
    for lang in UN_LANGUAGES:
        begun = run("new", lang, "--profile", name, "--lang", lang, "--yes")
        if accepted(name, lang) == lang:
            assert begun.status == 0, begun.err
            found[lang] = codes(f"{lang}/report.md")
        else:
            assert begun.status == 2
            assert f"{name} takes en, es, fr" in begun.err
            assert f" only, not '{lang}'" in begun.err
            assert not Path(lang).exists()
    first = found[accepted(name, "en")]
    assert set(first) == {"S028"}
    assert found == dict.fromkeys(found, first)


@pytest.mark.parametrize(
    ("name", "joint"), [("upr", "upr-joint"), ("cedaw", "cedaw-coalition"), ("crc", "crc")]
)
def test_several_organizations_have_their_own_recipient(run: Run, name: str, joint: str) -> None:
    two = ("--organization", "One", "--organization", "Two")
    begun = run("new", "--profile", name, *two, "--yes", "--", "-x")
    assert f"profile: {joint}\n" in Path("-x/report.md").read_text(encoding="utf-8")
    assert set(codes("-x/report.md")) == {"S028"}
    assert "submission check ./-x; submission build ./-x" in begun.out


@pytest.mark.parametrize(("name", "lang"), DIAGONAL)
def test_each_recipient_and_each_language_is_built(run: Run, name: str, lang: str) -> None:
    flags = ("--private", "--editor") if PROFILES.index(name) % 2 else ("--ci",)
    run("new", "x", "--profile", name, "--lang", accepted(name, lang), "--yes", *flags)
    ran = run("build", "x", "--to", "docx,html")
    assert ran.status == 0
    assert not re.search(r"\b(error|warning) [A-Z]", ran.out + ran.err)


@pytest.mark.long
@pytest.mark.parametrize(("name", "lang"), ALL)
def test_each_recipient_in_each_language_is_built_in_all_formats(run: Run, name: str, lang: str) -> None:
    run("new", "x", "--profile", name, "--lang", accepted(name, lang), "--yes")
    for formats in ((), ("--to", "docx,pdf,html,epub", "--force")):
        ran = run("build", "x", *formats)
        assert ran.status == 0
        assert not re.search(r"\b(error|warning) [A-Z]", ran.out + ran.err)


@pytest.mark.parametrize("lang", UN_LANGUAGES)
def test_every_sample_is_found_until_one_word_is_changed(run: Run, lang: str) -> None:
    run("new", "x", "--lang", lang, "--profile", "upr", "--yes")
    source, sources = Path("x/report.md"), Path("x/sources.json")
    texts = {each: each.read_text(encoding="utf-8") for each in (source, sources)}
    findings = [each.finding for each in pipeline.examine([source], Options(), print).diagnostics]
    for each in findings:
        assert isinstance(each.facts, SampleLeft)
        is_source, is_table = isinstance(each.facts, SampleSource), isinstance(each.facts, SampleTable)
        file, start = sources if is_source else source, each.facts.words.partition("…")[0][:12]
        file.write_text(texts[file].replace(start, f"{start[:6]}7{start[6:]}", 1), encoding="utf-8")
        left = len(codes())
        assert left == len(findings) - (not is_table), start  # the table has cells, too
        file.write_text(texts[file], encoding="utf-8")


def test_a_sentence_on_other_lines_is_still_the_sample(run: Run) -> None:
    run("new", "x", "--yes")
    before, source = codes(), Path("x/report.md")
    text = source.read_text(encoding="utf-8")
    source.write_text(re.sub(r"(?m)^(\d\. This \w+ \w+) ", r"\1\n", text), encoding="utf-8")
    assert codes() == before


def test_words_around_a_sample_do_not_hide_it_and_words_in_it_do(run: Run) -> None:
    run("new", "x", "--yes")
    source = Path("x/report.md")
    text, number = source.read_text(encoding="utf-8"), len(codes())
    sample = "This sample recommendation asks for one thing only."
    for other, less in (
        (f"Our own sentence. {sample} And one more.", 0),
        ("This recommendation asks for one thing only.", 1),
        (f"Indeed: {sample}", 1),
        (f"{sample[:-1]} and no other.", 1),
    ):
        source.write_text(text.replace(sample, other), encoding="utf-8")
        assert codes().count("S028") == number - less, other


@pytest.mark.parametrize("lang", UN_LANGUAGES)
def test_the_texts_of_a_language_are_complete(lang: str) -> None:
    own, english = samples(lang), samples("en")
    assert own.parts.keys() == english.parts.keys() == set(PARTS)
    assert own.values.keys() == english.values.keys()
    assert own.comments.keys() == english.comments.keys()
    for name, part in own.parts.items():
        assert len(part.text) == len(english.parts[name].text)
    for text in own.texts():
        hints = HINTS["en" if text in (own.values["email"], own.values["phone"]) else lang]
        assert any(hint in text for hint in hints), text
    assert len(set(own.texts())) == len(list(own.texts()))
    words = words_for(lang).references
    assert own.parts["findings"].heading.lower() not in words["conclusion"]  # it has the facts
    assert own.parts["recommendations"].heading.lower() in words["recommendation"]


def test_what_is_required_is_written(run: Run) -> None:
    run("new", "x", "--profile", "hrc-statement", "--yes")
    text = Path("x/report.md").read_text(encoding="utf-8")
    matter = yaml.safe_load(text.split("---\n")[1])
    assert matter["agenda-item"] == "1"
    assert set(matter["submitted-by"][0]) == {"name", "status", "contact"}
    assert "one of: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10." in text
    assert Path("x/submission.toml").read_text(encoding="utf-8").count('["docx"]') == 1
    assert set(codes()) == {"S028"}
    run("new", "y", "--yes", "--title", "Children: a report on [x] & *y*")
    run("build", "y", "--to", "html")
    page = Path("build/y/report.html").read_text(encoding="utf-8")
    assert "<title>Children: a report on [x] &amp; *y*</title>" in page


@pytest.mark.parametrize("name", ["crc", "upr", "individual-communication"])
def test_each_part_has_its_place_and_a_line_of_guidance(run: Run, name: str) -> None:
    run("new", "x", "--profile", name, "--lang", "es", "--yes")
    text, texts = Path("x/report.md").read_text(encoding="utf-8"), samples("es")
    rule = load_ours(name).profile.words("parts")
    order = rule.value if rule else usual_order()
    expected = [(texts.parts[part].heading, texts.parts[part].guidance) for part in order]
    assert re.findall(r"(?m)^# ([^{\n]+?)(?: \{.+\})?\n\n<!-- (.+) -->$", text) == expected
    assert f"---\n# {texts.comments['file']}\n" in text
    assert f"# {texts.comments['deadline']}\n# deadline: 2027-03-15\n---\n" in text


def test_it_asks_for_what_is_not_given(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = "upr-joimt\nupr-joint\nde\nfr\nTi\x1btre\nUnion A; Union B; Union C\nAtlantide\npdf; docx\n\n"
    Path("x").mkdir()
    Path("x/.DS_Store").touch()
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    ran = run("new", "x")
    assert ran.status == 0, ran.err
    assert "Formats (docx, pdf, html, epub) [docx]:" in ran.err
    assert ran.err.count("Error: ") == 3  # three answers were mistyped, and asked for again
    matter = yaml.safe_load(Path("x/report.md").read_text(encoding="utf-8").split("---\n")[1])
    assert (matter["title"], matter["lang"], matter["country"]) == ("Titre", "fr", "Atlantide")
    assert [each["name"] for each in matter["submitted-by"]] == ["Union A", "Union B", "Union C"]
    assert ran.out.endswith("write your text, then: submission check x; submission build x\n")


def test_what_cannot_be_is_refused_and_nothing_is_written(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("used").mkdir()
    Path("used/a.txt").write_text("a", encoding="utf-8")
    Path("file").write_text("a", encoding="utf-8")
    for arguments, said in (
        (("used", "--yes"), "used: error S013 there are files in this folder already"),
        (("file", "--yes"), "error S013 there is a file where the folder should be"),
        (("x", "--yes", "--profile", "crk"), "did you mean crc?"),
        (("x", "--yes", "--lang", "de"), "'de' is not one of ar, en"),
        (("x", "--yes", "--formats", "docs"), "unknown output 'docs'"),
    ):
        ran = run("new", *arguments)
        assert ran.status == 2
        assert said in ran.err
    monkeypatch.setattr("sys.stdin", io.StringIO("crc\n"))
    assert run("new", "x").err.endswith("interrupted\n")
    assert sorted(each.as_posix() for each in Path().rglob("*")) == ["file", "used", "used/a.txt"]


def test_a_disk_that_fails_at_any_step_leaves_nothing(run: Run) -> None:
    step = 0
    while True:
        step += 1
        with failing(step) as steps:
            ran = run("new", "content/x", "--yes", "--ci")
        if not steps.has_failed:
            break
        if ran.status:
            assert list(Path().iterdir()) == [], steps.failed
        else:
            assert sum(each.is_file() for each in Path("content/x").rglob("*")) >= 7, steps.failed
            shutil.rmtree("content")
            shutil.rmtree("build")
    assert step > 20


@pytest.mark.parametrize("place", ["content/x", "x"])
def test_git_ignores_a_private_report_and_its_outputs(
    run: Run, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    subprocess.run(["git", "init", "-q", "."], check=True)
    run("new", place, "--yes", "--private")
    assert run("build", place, "--to", "html").status == 0
    assert Path("build/x/report.html").is_file()
    added = subprocess.run(
        ["git", "ls-files", "--others", "--exclude-standard"], check=True, capture_output=True, text=True
    )
    assert added.stdout.splitlines() == [f"{place}/.gitignore", f"{place}/submission.toml"]
    Path("here").mkdir()
    monkeypatch.chdir("here")
    run("new", "../there", "--yes")
    assert list(Path().iterdir()) == []


def test_settings_of_a_folder_around_it_stay_in_force(run: Run) -> None:
    Path(".git").mkdir()
    Path("submission.toml").write_text('profile = "upr"\nformats = ["docx", "html"]\n', encoding="utf-8")
    assert run("new", "content/x", "--yes").status == 0
    assert not Path("content/x/submission.toml").exists()
    assert "profile: upr\n" in Path("content/x/report.md").read_text(encoding="utf-8")
    assert set(codes("content/x/report.md")) == {"S028"}


def test_a_profile_of_their_own_in_the_folder_around_it(run: Run) -> None:
    """What has no sample is left to the check of the recipient's rules."""
    Path(".git").mkdir()
    Path("submission.toml").write_text('profile = "mine"\n', encoding="utf-8")
    Path("profiles").mkdir()
    required = dict.fromkeys(
        (f"required.{key}" for key in ("date", "country", "deadline", "agenda-item")), "1"
    )
    rules = {"parts": '["summary"]', "languages": '["de"]', **required}
    text = "".join(f'[{key}]\nvalue = {each}\nstatus = "unconfirmed"\n' for key, each in rules.items())
    Path("profiles/mine.toml").write_text(f'title = "Mine"\nrecipient = "We"\n{text}', encoding="utf-8")
    assert run("new", "content/x", "--yes", "--organization", "One; two").status == 0
    text = Path("content/x/report.md").read_text(encoding="utf-8")
    assert "profile:" not in text
    assert "  - name: One; two\n" in text
    assert set(codes("content/x/report.md")) == {"L603", "L604", "S028"}


def test_git_ignores_what_is_made_and_what_is_private(run: Run) -> None:
    run("new", "x", "--yes")
    run("new", "y", "--yes", "--private")
    for name, private in (("x", 1), ("y", 0)):
        subprocess.run(["git", "init", "-q", name], check=True)
        paths = [
            "build/a.docx",
            "to-send/a.docx",
            ".submission/a",
            "protected-names.yaml",
            "report.md",
            "images/a.png",
        ]
        ignored = subprocess.run(
            ["git", "-C", name, "check-ignore", *paths], capture_output=True, check=False, encoding="utf-8"
        )
        assert ignored.stdout.split() == paths[: 4 if private else 6]
    assert run("new", "x", "--yes").status == 2


def test_what_git_ignores_is_not_checked_by_a_workflow(run: Run) -> None:
    refused = run("new", "x", "--yes", "--private", "--ci")
    assert (refused.status, Path("x").exists()) == (2, False)
    assert "git would not have the report" in refused.err


def test_files_for_editors_and_for_continuous_integration(run: Run) -> None:
    run("new", "x", "--yes", "--editor", "--ci", "--formats", "docx,html")
    for name in ("front-matter", "submission"):
        written = Path(f"x/.vscode/{name}.json").read_text(encoding="utf-8")
        assert written == (ROOT / f"docs/schemas/{name}.json").read_text(encoding="utf-8")
    settings = json.loads(Path("x/.vscode/settings.json").read_text(encoding="utf-8"))
    assert list(settings["yaml.schemas"]) == [".vscode/front-matter.json"]
    matcher = json.loads((ROOT / ".github/problem-matcher.json").read_text(encoding="utf-8"))
    tasks = json.loads(Path("x/.vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
    assert tasks[0]["problemMatcher"]["pattern"] == matcher["problemMatcher"][0]["pattern"]
    job = yaml.safe_load(Path("x/.github/workflows/submission.yml").read_text(encoding="utf-8"))["jobs"]
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    given = job["submission"]["steps"][1]["with"]
    assert given == {"sources": "report.md", "build": "docx,html"}
    assert given.keys() <= inputs.keys()
    (hook,) = yaml.safe_load(Path("x/.pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0][
        "hooks"
    ]
    assert hook["id"] in {
        each["id"] for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    }
    assert re.match(hook["files"], "report.fr.md")


def test_samples_are_neither_sent_nor_recorded(run: Run) -> None:
    run("new", "x", "--yes", "--profile", "crc")
    run("build", "x", "--to", "docx")
    ran = run("send-check", "x")
    assert ran.status == 1
    assert "[!] Sample texts are left" in ran.out
    frozen = run("freeze", "x")
    assert (frozen.status, frozen.err) == (1, "nothing is recorded: fix the errors first\n")
    assert not Path("x/report.sent.json").exists()
    text = CLEAN.replace("lang: en", "lang: en\nsources: sources.json")
    Path("x/report.md").write_text(text, encoding="utf-8")
    assert "sources.json, line 2: S028 this is still the sample source" in run("send-check", "x").out
