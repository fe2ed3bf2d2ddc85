"""A round: the page with the lines of its blocks, what is beside it, and a fix."""

import asyncio
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from toolchain.model.records import replace
from toolchain.pipeline import stages, undo
from toolchain.pipeline.correct import correct
from toolchain.plugins import registry
from toolchain.project.settings import Options
from toolchain.servers import round as rounds
from toolchain.servers.preview.live import Live
from toolchain.servers.rendered import Rendered

OPTIONS = Options()
HEAD = "---\ntitle: Report\nlang: en\nprofile: crc\ndeadline: 2027-03-01\n---\n\n"
BODY = "# One {#one}\n\n1. First.^[A note.]\n\n2. Second, see [para. 1](#first).\n\n3. Third. {#first}\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(HEAD + BODY, encoding="utf-8")
    return path


def keys(rendered: Rendered) -> dict[str, str]:
    """The key of each numbered paragraph by its last word."""
    found = re.finditer(r'<div class="numbered"[^>]* data-key="([^"]+)">.*?</p>', rendered.after, re.DOTALL)
    texts = ((re.sub("<[^>]+>", "", each[0]), each[1]) for each in found)
    return {text.split(".")[1].split()[0].strip(","): key for text, key in texts}


def test_blocks_have_the_line_of_their_source(source: Path) -> None:
    rendered = rounds.render(source, OPTIONS)

    line = HEAD.count("\n") + 3
    assert f' id="paragraph-1" data-line="{line}"' in rendered.after
    assert rendered.title == "Report"
    assert "Content-Security-Policy" not in rendered.before + rendered.after
    assert "script-src 'sha256-" in rendered.policy


def test_a_file_that_is_written_has_neither_lines_nor_keys_and_its_policy(source: Path) -> None:
    item = stages.read(source, OPTIONS)
    written = registry.writer("html").write(item.resolved, item.project).decode()

    rendered = rounds.render(source, OPTIONS)
    bare = re.sub(r' data-line="\d+" data-key="[\d.]+"', "", rendered.before + rendered.after)

    assert "data-line" not in written
    assert "; trusted-types 'none'; connect-src 'none'; " in unescape(written)
    assert bare == re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n', "", written)


def test_keys_stay_when_a_paragraph_is_inserted_changed_or_deleted(source: Path) -> None:
    before = keys(rounds.render(source, OPTIONS))
    text = HEAD + BODY.replace("2. Second", "2. New.\n\n3. Second").replace("3. Third", "4. Third")
    inserted = keys(rounds.render(source, OPTIONS, text))
    changed = keys(rounds.render(source, OPTIONS, text.replace("First.", "First and more.")))
    deleted = keys(rounds.render(source, OPTIONS, HEAD + BODY.replace("3. Third. {#first}\n", "")))

    assert {name: key for name, key in inserted.items() if name != "New"} == before
    assert inserted["New"] not in before.values()
    assert changed == inserted
    assert deleted["First"] == before["First"]


def test_a_text_is_read_in_place_of_the_file(source: Path) -> None:
    assert "Other words" in rounds.render(source, OPTIONS, f"{HEAD}1. Other words.\n").after
    source.write_text(page := "<p>\v", encoding="utf-8")  # that a page is no source is said first
    assert rounds.render(source, OPTIONS).why == rounds.render(source, OPTIONS, page).why != ()


def test_what_cannot_be_read_has_no_page_and_says_why(source: Path) -> None:
    source.write_bytes(b"\xff\xfe\x00---")

    rendered = rounds.render(source, OPTIONS)

    assert (rendered.before, rendered.after) == ("", "")
    assert [(each["severity"], each["path"], each["line"]) for each in rendered.why] == [("error", "", 1)]
    source.write_text(HEAD + BODY, encoding="utf-8")
    style = source.with_name("none.css")
    (why,) = rounds.render(source, replace(OPTIONS, css=style)).why
    assert (why["path"], why["line"]) == (style.as_posix(), 0)


BROKEN = {
    "a bracket is open": HEAD.replace("deadline: 2027-03-01", "keywords: [a, b"),
    "a tab": HEAD.replace("lang: en", "\tlang: en"),
    "no first line": HEAD.removeprefix("---\n"),
    "no end": HEAD.removesuffix("---\n\n"),
    "a quotation mark is open": HEAD.replace("Report", '"Report'),
}


class Here:
    """In place of a worker: its calls are made in this process."""

    folder = Path()

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return function(*arguments)


@pytest.mark.parametrize("head", BROKEN.values(), ids=BROKEN)
def test_with_broken_front_matter_the_last_good_page_stays(source: Path, head: str) -> None:
    async def looked_at() -> None:
        live = Live(source, OPTIONS, Here(), Here())  # type: ignore[arg-type]
        await live._round()
        good = live.shown
        source.write_text(head + BODY.replace("First", "Other"), encoding="utf-8")
        await live._round()
        assert (live.page, live.shown) == (1, good)
        assert "front matter" in live.why[0]["message"]
        assert live.why[0]["line"]
        source.write_text(HEAD + BODY.replace("First", "Again"), encoding="utf-8")
        await live._round()
        assert (live.page, live.why) == (2, ())
        assert "Again" in live.shown.after

    asyncio.run(looked_at())


def test_with_broken_front_matter_from_the_beginning_there_is_a_page_with_its_findings(source: Path) -> None:
    async def looked_at() -> None:
        live = Live(source, OPTIONS, Here(), Here())  # type: ignore[arg-type]
        for word in ("Other", "Again"):
            text = BROKEN["a bracket is open"] + BODY.replace("First", word)
            source.write_text(text, encoding="utf-8")
            await live._round()
            assert word in live.shown.after
            assert live.why == ()
        assert "S002" in [each["code"] for each in rounds.examine(source, OPTIONS)["findings"]]

    asyncio.run(looked_at())


def test_beside_the_page_are_findings_words_and_the_deadline(source: Path) -> None:
    rounds.render(source, OPTIONS)
    beside = rounds.examine(source, OPTIONS)

    [wrong] = [each for each in beside["findings"] if each["code"] == "R204"]
    assert wrong["line"] == HEAD.count("\n") + 5
    assert beside["deadline"] == "2027-03-01"
    assert (beside["recipient"], beside["limit"]) == ("crc", 10_000)
    assert beside["total"] > 5


def test_one_finding_is_fixed_and_the_old_text_is_kept(source: Path) -> None:
    before = source.read_text(encoding="utf-8") + "\n4. Fourth, see [para. 9](#first).\n"
    source.write_text(before, encoding="utf-8")
    rounds.render(source, OPTIONS)
    wrong = [each for each in rounds.examine(source, OPTIONS)["findings"] if each["fix"]]
    assert [each["code"] for each in wrong] == ["R204", "R204"]

    assert rounds.fix(source, OPTIONS, wrong[1]["key"], "submission preview") == ""
    assert source.read_text(encoding="utf-8") == before.replace("para. 9", "para. 3")

    [entry] = undo.entries([source], None)
    undo.bring_back([entry], "submission undo")
    assert source.read_text(encoding="utf-8") == before


def test_what_only_the_author_knows_is_corrected_when_it_is_chosen(source: Path) -> None:
    """“The Committee should …” is probably about this document: `check --fix` leaves it."""
    before = source.read_text(encoding="utf-8").replace(" {#first}", "")
    before = before.replace("[para. 1](#first)", "it") + "\n4. The Committee should ask why (para. 3).\n"
    source.write_text(before, encoding="utf-8")
    rounds.render(source, OPTIONS)
    [found] = [each for each in rounds.examine(source, OPTIONS)["findings"] if each["code"] == "R205"]
    [corrected] = correct(stages.examine([source], OPTIONS, stages.silent), OPTIONS, stages.silent)
    assert not corrected.is_changed

    assert found["fix"]
    assert rounds.fix(source, OPTIONS, found["key"], "submission preview") == ""
    after = before.replace("3. Third.", "3. Third. {#third}").replace("para. 3", "para. [3](#third)")
    assert source.read_text(encoding="utf-8") == after


def test_a_finding_of_an_older_text_is_not_fixed(source: Path) -> None:
    rounds.render(source, OPTIONS)
    [wrong] = [each for each in rounds.examine(source, OPTIONS)["findings"] if each["fix"]]
    source.write_text(f"{HEAD}Words.\n\n{BODY}", encoding="utf-8")

    assert "has changed" in rounds.fix(source, OPTIONS, wrong["key"], "submission preview")
    assert source.read_text(encoding="utf-8") == f"{HEAD}Words.\n\n{BODY}"


def test_the_public_version_is_shown_and_the_whole_source_is_corrected(source: Path) -> None:
    """A fix of what the public version has leaves alone what it does not have."""
    secret = (
        "\n4. Near Pomacocha, see [para. 9](#first). {.confidential}\n\n5. Fifth, see [para. 9](#first) "
        "and [it](https://example.org/pomacocha).\n"
    )
    source.write_text(HEAD + BODY + secret, encoding="utf-8")
    public = replace(OPTIONS, version="public")
    for left, code in (("/pomacocha", "X823"), ("{.confidential}", "X821")):
        wrong = secret if code == "X823" else secret.replace(left, "{.confidental}")
        page = rounds.render(source, public, HEAD + BODY + wrong)
        assert (page.before + page.after, [each["code"] for each in page.why]) == ("", [code])
        source.write_text(HEAD + BODY + wrong, encoding="utf-8")
        drawn = rounds.draw(source, public, "pdf")
        assert (drawn.pages, bool(drawn.why)) == ((), True)
    source.write_text(HEAD + BODY + secret, encoding="utf-8")
    page = rounds.render(source, public, HEAD + BODY + secret.replace("/pomacocha", ""))
    assert "[withheld]" in page.after
    assert "Pomacocha" not in page.before + page.after
    found = rounds.examine(source, public)["findings"]
    assert "Pomacocha" not in repr(found)
    full = rounds.examine(source, OPTIONS)["findings"]
    assert "X823" in [each["code"] for each in full]  # which only the public version has
    [key] = [
        each["key"] for each in found if each["fix"] and each["code"] == "R204" and "9" in each["message"]
    ]

    assert rounds.fix(source, public, key, "submission preview") == ""
    fixed = secret.replace("5. Fifth, see [para. 9]", "5. Fifth, see [para. 3]")
    assert source.read_text(encoding="utf-8") == HEAD + BODY + fixed
