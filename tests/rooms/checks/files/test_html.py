"""What is told of pages and what is not: near misses, pages of other programs, other encodings, hostile."""

from __future__ import annotations

import json
import random
import re
from contextlib import suppress
from pathlib import Path

import lxml.html
import pytest
from PIL import ImageColor

from tests.broken.html.corpora import STRANGER, found, ours
from tests.support.command import Run, project, run
from tests.support.shares import one_in
from toolchain.formats import colours
from toolchain.formats.html.colours import colour
from toolchain.formats.html.tree import parsed
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.pipeline.finished_files.html import examine_file
from toolchain.project.settings import Options
from toolchain.reports.sentences import help_line, message

__all__ = ["project", "run"]  # fixtures

HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page of ours</title>'


def told(body: str, head: str = "") -> list[str]:
    """The codes of what is found in a page with this in its body, and its head."""
    return [each.code for each in page(body, head)]


def page(body: str, head: str = "") -> tuple[Diagnostic, ...]:
    return found(f"{HEAD}{head}</head><body><h1>A page</h1>{body}</body></html>".encode())


def test_messages_say_what_happens_and_what_to_write() -> None:
    (click,) = page('<a href="https://example.org/" ping="https://example.org/n">A page</a>')
    assert message(click.finding) == "<a ping> sends data to https://example.org/n"
    (direction,) = found(HEAD.replace("en", "ar", 1).encode() + "</head><body><h1>تقرير</h1>".encode())
    assert help_line(direction.finding) == 'write <html lang="ar" dir="rtl">'


# What looks like a fault and is none


@pytest.mark.parametrize(
    "body",
    [
        '<a href="https://example.org/">A page</a> <a href="other.html">another</a>',
        '<a href="#">Up</a> <a href="#top">Top</a> <a href="#:~:text=page">words</a>',
        '<p id="é">x</p><a href="#%C3%A9">There</a>',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAIA" alt="">',
        '<img src="data:," alt="A circle in blue">',
        '<svg role="img" aria-label="A drawing"><path fill="url(#a)"/><g id="a"/><use href="#a"/></svg>',
        '<a href="mailto:a@example.org"><svg aria-hidden="true"></svg><span>Write to us</span></a>',
        '<a href="https://example.org/"><img src="data:," alt="Our site"></a>',
        '<template><a></a><img src="data:,"></template>',
        '<table role="presentation"><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>',
        "<table><tr><td><h2>a</h2></td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
        "<table><tr><td>One row</td><td>is none</td></tr></table>",
        "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th><td>d</td></tr></table>",
        "<h2>a</h2><h3>b</h3><h2>c</h2><div role=heading aria-level=3>d</div>",
        '<h2 hidden>a</h2><h4 aria-hidden="true">b</h4>',
        '<script type="application/ld+json">{"@type": "Report", "url": "https://example.org/a.js"}</script>',
        '<form><label for="q">Words</label><input id="q"></form>',
        "<!-- end of header --><!----><!-- [if IE] --><!--[if lt IE 9]><p>Old browsers only</p><![endif]-->",
        "<p>The folder /interviews and https://example.org/home/anna/x are no paths of one's own.</p>",
        "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01 Transitional//EN'><?xml version='1.0'?><p>x</p>",
        "<p>1 < 2 & 3 > 2, a<b>c</b></p><p>An unclosed <b>word<p>and <i>another</p>",
        "<ul><li>One<li>Two</ul><dl><dt>a<dd>b<dt>c<dd>d</dl><select><option>1<option>2</select>",
    ],
)  # fmt: skip
def test_what_is_none(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://example.org/"><link rel="alternate" href="https://example.org/fr">',
        '<link rel="icon" href="data:,"><meta property="og:image" content="https://example.org/a.png">',
        "<style>/* url(https://example.org/a.png) */ p { background: url(data:,) }</style>",
        "<style>@namespace svg url(http://www.w3.org/2000/svg); a::after { content: 'url(x)' }</style>",
        '<meta name="author" content="Page, A"><meta name="created" content="00:00:00">',
        '<meta name="generator" content="LibreOffice 25.2.3.2 (Linux)">',
    ],
)
def test_what_is_none_in_a_head(head: str) -> None:
    assert told("<p>A text by A page.</p>", head) == []


MARKS = {
    "pandoc": '<p>A.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a></p>'
    '<section role="doc-endnotes"><ol><li id="fn1"><p>N.'
    '<a href="#fnref1" role="doc-backlink">↩</a></p></li></ol></section>',
    "LibreOffice": '<p>A<a class="sdendnoteanc" name="sdendnote1anc" href="#sdendnote1sym">'
    "<sup>1</sup></a></p>"
    '<div id="sdendnote1"><p><a class="sdendnotesym" name="sdendnote1sym" href="#sdendnote1anc">1</a> N.'
    "</p></div>",
    "MediaWiki": '<p>A.<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup></p>'
    '<ol><li id="cite_note-1"><a href="#cite_ref-1">^</a> N.</li></ol>',
    "Markdown": '<p>A.<sup id="fnref:1"><a href="#fn:1">1</a></sup></p>'
    '<div class="footnotes"><ol><li id="fn:1"><p>N. <a href="#fnref:1">↩</a></p></li></ol></div>',
}


@pytest.mark.parametrize("program", MARKS)
def test_notes_of_other_programs(program: str) -> None:
    """Good as they are; one of three without its way back has lost it; where none has one, once."""
    text = MARKS[program]
    back = next(each for each in ("#fnref1", "#sdendnote1anc", "#cite_ref-1", "#fnref:1") if each in text)
    others = "".join(text.replace("1", number) for number in ("2", "3"))
    assert told(text) == []
    without = text.replace(f'href="{back}"', 'href="https://example.org/"')
    assert told(without + others) == ["D907"]
    every = without + "".join(without.replace("1", number) for number in ("2", "3"))
    expected = 3 if program == "pandoc" else 1  # whose marks say that they are marks
    assert told(every) == ["D907"] * expected


# Contrast


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#767676", "white", 4.54), ("#000", "rgb(255 255 255)", 21), ("hsl(0, 100%, 50%)", "#fff", 4.0),
     ("rgba(0,0,0,.5)", "white", 3.98), ("yellow", "White", 1.07)],
)  # fmt: skip
def test_contrast_of_colours(one: str, other: str, ratio: float) -> None:
    """By the formula of WCAG; the first and last are widely known."""
    front, behind = colour(one), colour(other)
    assert front
    assert behind
    assert colours.ratio(front.over(behind)[:3], behind[:3]) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(
    "said", ["color-mix(in srgb, red, blue)", "Canvas", "oklch(60% 0.1 20)", "#12", "rgb()", ""]
)
def test_what_only_a_browser_knows(said: str) -> None:
    assert colour(said) is None


def test_names_of_colours_that_pillow_has_met() -> None:
    ImageColor.getrgb("teal")
    assert colour("teal") == (0, 128, 128, 1)


LOW = {
    "p { color: #777 }": "<p>Words</p>",
    ".a p, td { color: #999 }": '<div class="a"><div><p>Words</p></div></div>',
    ".a > p { color: #999 }": '<div class="a"><p>Words</p></div>',
    ":root { --soft: #999 } p { color: var(--soft) }": "<p>Words</p>",
    "p { color: var(--none, #999) }": "<p>Words</p>",
    "div { background: #333 }": "<div><p>Words</p></div>",
    "div { background: rgb(0 0 0 / 60%) }": "<div><p>Words</p></div>",
    "p { color: #999 !important } #a { color: #000 }": '<p id="a">Words</p>',
    "@media (min-width: 40em) { p { color: #999 } }": "<p>Words</p>",
    "@media (max-width: 400px) { p { color: #999 } }": "<p>Words</p>",
    "@media (prefers-color-scheme: dark) { body { background: #000 } p { color: #333 } }": "<p>Words</p>",
    "p { color: light-dark(#999, #fff); background: light-dark(#fff, #000) }": "<p>Words</p>",
    "h2 { color: #aaa }": "<h2>Words</h2>",
    "[data-a] { color: #aaa }": "<p data-a>Words</p>",
    "p:lang(en) { color: #aaa }": "<p>Words</p>",
}


@pytest.mark.parametrize("style", LOW)
def test_too_low(style: str) -> None:
    assert told(LOW[style], f"<style>{style}</style>") == ["A707"]


ENOUGH = {
    "p { color: #767676 }": "<p>Words</p>",
    "h2 { color: #949494 }": "<h2>Words</h2>",  # 3.03, of 24 pixels
    "p { color: #949494; font-size: 14pt; font-weight: 700 }": "<p>Words</p>",
    "p:hover, p::before, p:focus-visible { color: #eee }": "<p>Words</p>",
    "p:not(.a), p:nth-child(2) { color: #eee }": '<p class="a">Words</p>',
    "@media print { p { color: #eee } }": "<p>Words</p>",
    "@media (prefers-contrast: less) { p { color: #eee } }": "<p>Words</p>",
    "@supports (color: red) { p { color: #eee } }": "<p>Words</p>",
    "p { color: #eee; background-image: linear-gradient(red, blue) }": "<p>Words</p>",
    "p { color: #eee; display: none }": "<p>Words</p>",
    "p { color: #eee; position: absolute }": "<p>Words</p>",
    "p { color: #eee } p { color: #222 }": "<p>Words</p>",
    ".a p { color: #222 } p { color: #eee }": '<div class="a"><p>Words</p></div>',
    "p { color: #eee } ": '<p style="color: black">Words</p>',
    "div + p, div ~ p { color: #eee }": "<p>Words</p><div>x</div><p>Words</p>",
    "p { color: color-mix(in srgb, white, #eee) }": "<p>Words</p>",
    "p { color: #eee }": "<p>•</p><p hidden>Words</p>",
    "button { background: #767676 }": "<button>Words</button>",
    "@keyframes a { from { color: #eee } } @font-face { color: #eee }": "<p>Words</p>",
    "p { color: #eee; & b { color: black } }": "<p><b>Words</b></p>",
    "p { color: white }": '<link rel="stylesheet" href="data:text/css,body{background:black}"><p>Words</p>',
}


@pytest.mark.parametrize("style", ENOUGH)
def test_enough_or_not_certain(style: str) -> None:
    assert told(ENOUGH[style], f"<style>{style}</style>") == []


# Loads that hide


@pytest.mark.parametrize(
    "body",
    [
        '<IMG SRC=//example.org/a.gif alt="">',
        '<img srcset="data:, 1x, https://example.org/a.png 2x" src="data:," alt="">',
        '<picture><source srcset="https://example.org/a.png"><img src="data:," alt=""></picture>',
        '<p style="background: u\\72l(https://example.org/a.png)">x</p>',
        '<p style="background: image-set(\'https://example.org/a.png\' 1x)">x</p>',
        '<video poster="https://example.org/a.png"></video>',
        '<audio src="https://example.org/a.mp3"></audio>',
        '<noscript><img src="https://example.org/a.gif" alt=""></noscript>',
        '<iframe title="x" srcdoc="&lt;img src=https://example.org/a.gif>"></iframe>',
        '<link rel="prefetch" href="https://example.org/">',
        '<link rel="dns-prefetch" href="//example.org">',
        '<table background="http://example.org/a.gif"><tr><td>x</td></tr></table>',
        '<button formaction="https://example.org/">Send</button>',
        '<img src="\\\\example.org\\a.gif" alt="">',
        '<base href="https://example.org/"><img src="a.gif" alt="">',
        '<img src="ht&#10;tps://example.org/a.gif" alt="">',
    ],
)  # fmt: skip
def test_loads_that_hide(body: str) -> None:
    assert "X804" in told(body)


@pytest.mark.parametrize(
    "body",
    [
        '<a href="JaVaScRiPt:alert(1)">x y</a>',
        '<a href="&#106;avascript:alert(1)">x y</a>',
        '<a href="java\tscript:alert(1)">x y</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x y</a>',
        '<svg aria-hidden="true"><a xlink:href="javascript:alert(1)"></a></svg>',
        '<form action="javascript:alert(1)"></form>',
    ],
)
def test_addresses_that_run_code(body: str) -> None:
    assert [(each.code, each.severity.word) for each in page(body)] == [("X805", "error")]


# Encodings, and what is no page


def test_other_encodings() -> None:
    text = ours().decode().replace('<meta charset="utf-8">', '<meta charset="windows-1252">')
    text = "".join(sign for sign in text if ord(sign) < 256)
    assert examine_file(text.encode("cp1252"), "x.html", Options()) == ()
    assert examine_file(b"\xff\xfe" + ours().decode().encode("utf-16-le"), "x.html", Options()) == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (f"{HEAD}<body>é</body></html>".encode("cp1252"), "not in UTF-8 (at byte"),
        (
            f"{HEAD}<body>é</body></html>".replace("utf-8", "cp9999").encode(),
            "encoding of this page is unknown: cp9999",
        ),
        (
            f"{HEAD}<body>é</body></html>".replace("utf-8", "hex").encode(),
            "encoding of this page is unknown: hex",
        ),
        (b"From: <Saved by Blink>\r\n", "saved as MHTML"),
        (b"Dear colleagues, <b>please</b> find our report.", "not an HTML page"),
        (b"<!DOCTYPE html>", "is empty"),
        (f"{HEAD}<body>a\0b</body></html>".encode(), "a NUL"),
    ],
)
def test_what_is_no_page(data: bytes, words: str) -> None:
    with pytest.raises(Failure) as error:
        examine_file(data, "x.html", Options())
    assert words in message(error.value.findings[0])


@pytest.mark.parametrize(
    "end",
    ["<p>All words", "<p>All words.", "<p>All <b>words</b>", "<p>All\n", "<img alt='x y' src='data:,'>"],
)
def test_a_page_may_leave_its_last_tags_out(end: str) -> None:
    """HTML, 13.1.2.4; but not in the middle of a text."""
    codes = [each.code for each in found(f"{HEAD}<body><h1>A page</h1>{end}".encode())]
    assert codes == (["S012"] if end == "<p>All words" else [])


# Much, deep and damaged


def test_what_is_found_often_is_told_at_each_place() -> None:
    body = "\n".join(f'<p><img src="https://example.org/{number}.png" alt=""></p>' for number in range(40))
    diagnostics = page(body)
    assert [each.finding.span.lines[0] for each in diagnostics] == list(range(1, 41))


@pytest.mark.parametrize("seed", one_in(4, range(4)))
def test_no_damage_is_a_traceback(seed: int) -> None:
    drawn = random.Random(seed)
    text = STRANGER.read_text(encoding="utf-8")
    for _ in range(60):
        signs = list(text)
        for _ in range(drawn.randint(1, 12)):
            at = drawn.randrange(len(signs))
            signs[at : at + drawn.randint(0, 30)] = drawn.choice(
                ["", "<", ">", '"', "</", "{", "}", "<!--", "é", "("]
            )
        with suppress(Failure):
            examine_file("".join(signs).encode(), "x.html", Options())


def test_nothing_of_a_page_is_lost_or_there_twice() -> None:
    """Its tags and texts are in the order of their places, each once; its text is what lxml reads."""
    for text in (ours().decode(), STRANGER.read_text(encoding="utf-8")):
        page = parsed(text, "x.html")
        for places in ([each.at for each in page.elements], [each.at for each in page.texts]):
            assert places == sorted(places)
        for tag in ("p", "a", "li", "td", "sup", "script"):
            assert len(list(page.all(tag))) == len(re.findall(rf"<{tag}[\s>]", text))
        words = "".join(each.text for each in page.texts).split()
        assert words == str(lxml.html.document_fromstring(text.encode()).xpath("string()")).split()


# The command


def test_the_command(run: Run, project: Path) -> None:
    good, bad = Path("good.html"), Path("bad.htm")
    good.write_text(ours().decode(), encoding="utf-8")
    bad.write_text(ours().decode().replace('href="#note-4"', 'href="#note-5"'), encoding="utf-8")
    assert run("check", "good.html").status == 0
    shown = run("check", "good.html", "bad.htm")
    assert shown.status == 1
    assert (
        "paragraph 7: error D907 the mark “4” leads to “note-5”, which does not exist"
        in shown.err + shown.out
    )
    record = json.loads(run("check", "bad.htm", "--format", "json").out)["diagnostics"][0]
    line = bad.read_text(encoding="utf-8").split("\n")[record["line"] - 1]
    assert line[record["column"] - 1 :].startswith('<a id="mark-4"')
    assert (record["place"], record["path"]) == ("paragraph 7", "bad.htm")


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_a_page_is_not_corrected(run: Run, project: Path, option: str) -> None:
    Path("x.html").write_text(ours().decode(), encoding="utf-8")
    ran = run("check", "x.html", option)
    assert ran.status == 2
    assert f"{option}: only sources can be corrected" in ran.err
