"""The page's structure: addresses, links both ways, numbers as text, landmarks, nothing from outside."""

from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.support.pages import RICH, SOURCES, Page, read, words, written
from toolchain import model as m
from toolchain.project.settings import Options
from toolchain.writers.html.context import Context, address
from toolchain.writers.html.inlines import write_inlines


@pytest.fixture(scope="module", params=SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def page(request: pytest.FixtureRequest) -> Page:
    return Page(read(request.param))


@pytest.fixture(scope="module")
def rich() -> Page:
    return Page(read(RICH))


def test_every_id_is_unique(page: Page) -> None:
    ids = page.all("//@id")
    assert sorted(ids) == sorted(set(ids))
    assert all(ids)


def test_every_link_within_the_page_leads_somewhere(page: Page) -> None:
    ids = page.ids()
    assert [href for href in page.all("//a/@href") if href.startswith("#") and href[1:] not in ids] == []


def test_every_mark_leads_to_its_note_and_back(page: Page) -> None:
    ids = page.ids()
    marks = page.all("//a[@role='doc-noteref']")
    assert marks
    for mark in marks:
        note = ids[mark.get("href")[1:]]
        back = note.xpath(f".//a[@role='doc-backlink'][@href='#{mark.get('id')}']")
        assert len(back) == 1
        assert words(mark) in mark.get("aria-label") or words(mark) == "*"
    assert len(page.all("//a[@role='doc-backlink']")) == len(marks)


@pytest.mark.parametrize(
    ("lang", "line"),
    [("en", "Source: A."), ("fr", "*Sources* : A."), ("es", "Fuente: A."), ("ru", "Примечание: А."),
     ("ar", "المصدر: أ."), ("zh", "资料来源：甲。")],
)  # fmt: skip
def test_a_line_below_a_table_stays_with_it_in_print(lang: str, line: str, tmp_path: Path) -> None:
    body = f"1. One.\n\n     | A |\n     |---|\n     | b |\n\n     {line}\n\n     One: two.\n\n     {line}\n"
    page = Page(written(tmp_path, body, lang=lang))
    (kept,) = page.all("//*[contains(concat(' ', @class, ' '), ' kept ')]")
    assert words(kept.getnext()) == line.replace("*", "")


def test_no_link_stands_in_a_link(page: Page) -> None:
    assert page.all("//a//a") == []


def test_a_number_before_another_block_has_a_paragraph_of_its_own(tmp_path: Path) -> None:
    page = Page(written(tmp_path, "1. > Quoted.\n\n2. Words.\n\n     > Quoted.\n"))
    first, second = (
        [(each.tag, words(each)) for each in div] for div in page.all("//div[@class='numbered']")
    )
    assert first == [("p", "1."), ("blockquote", "Quoted.")]
    assert second == [("p", "2. Words."), ("blockquote", "Quoted.")]


def test_every_number_is_text_with_its_own_address() -> None:
    submission = read(RICH)
    page, resolved = Page(submission), submission.resolved
    ids = page.ids()
    for node, number in resolved.numbers.items():
        element = ids[resolved.anchors[node]]
        printed = next(words(each) for each in element.iter() if each.get("class") == "number")
        assert printed == number.label
        if isinstance(node, m.NumberedParagraph | m.SubParagraph):
            link = next(each for each in element.iter("a") if each.get("class") == "number")
            assert link.get("href") == f"#{element.get('id')}"
            assert link.get("aria-label") == number.cited
    for note in resolved.notes:
        assert words(ids[resolved.anchors[note]].xpath(".//*[@class='number']")[0]) == note.label


def test_style_sheets_count_nothing_but_pages() -> None:
    folder = Path(__file__).parents[3] / "templates"
    assert "counter" not in (folder / "screen.css").read_text()
    pages = (folder / "print.css").read_text()
    of_pages = ("counter(page)", "target-counter(attr(href), page)")
    assert pages.count("counter(") == sum(map(pages.count, of_pages))


def test_cross_references_show_the_true_number_and_lead_there(rich: Page) -> None:
    paragraph = rich.one("//*[@id='paragraph-3']/p[1]")
    links = (link for link in paragraph.iterfind("a") if not link.get("class"))
    shown = [(words(link), link.get("href")) for link in links]
    assert shown == [
        ("1", "#paragraph-1"),
        ("2 (a)", "#paragraph-2-a"),
        ("paragraph 2 (a) (i) b", "#paragraph-2-a-i-b"),
        ("table 1", "#table-1"),
        ("figure 1", "#figure-1"),
        ("section I.A", "#section-2"),
        ("note 1", "#note-1"),
        ("annex II", "#annex-2"),
        ("recommendation 2", "#recommendation-2"),
    ]


def test_a_note_marked_five_times_has_five_ways_back(rich: Page) -> None:
    names = [link.get("aria-label") for link in rich.all("//*[@id='note-2']//a[@role='doc-backlink']")]
    assert names == [
        "back to paragraph 1",
        "back to paragraph 2 (a)",
        "back to table 1",
        "back to recommendation 1",
        "back to annex II, paragraph 1",
    ]


def test_marks_side_by_side_are_parted(rich: Page) -> None:
    marks = rich.all("//*[@id='paragraph-1']//sup")
    assert [mark.text_content() for mark in marks] == ["2", ",\u00a03", "4"]


def test_landmarks_and_headings(page: Page) -> None:
    assert len(page.all("//header")) == len(page.all("//main")) == len(page.all("//footer")) == 1
    assert len(page.all("//h1")) == 1
    notes = page.one("//section[@role='doc-endnotes']")
    assert notes.get("aria-label") == words(notes.find("h2"))
    levels = [int(heading.tag[1]) for heading in page.all("//h1 | //h2 | //h3 | //h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_headers_and_can_be_reached(rich: Page) -> None:
    box = rich.one("//div[@id='table-1']")
    assert box.get("tabindex") == "0"
    assert words(rich.ids()[box.get("aria-labelledby")]) == "Table 1 Laws with notes2"
    assert [words(cell) for cell in rich.all("//div[@id='table-1']//th[@scope='col']")] == ["Law", "Year"]
    assert rich.all("//th[not(text())]") == []


def test_the_cover_says_who_and_to_whom(rich: Page) -> None:
    assert [words(each) for each in rich.all("//dl/*")] == [
        "Submitted to", "Committee on the Rights of the Child",
        "Country", "Utopia",
        "Session", "Ninety-eighth session",
        "Date", "2026-11-25",
        "Publication", "This submission is confidential and may not be published.",
    ]  # fmt: skip
    assert rich.all("//address//a/@href") == [
        "tel:+0001234",
        "mailto:office@example.org",
        "https://example.org/",
    ]
    assert rich.one("//p[@class='logos']/img").get("alt") == "Two bars"


def test_the_title_has_its_note_beside_it(rich: Page) -> None:
    assert rich.words("//h1") == "Report with all its parts*"
    assert rich.words("//header//div[@class='note']").startswith("* The following share the views.")
    assert rich.one("//title").text == "Report with all its parts"


def test_a_heading_of_the_sixth_level_says_its_own(tmp_path: Path) -> None:
    """The title is of the first level, and HTML has no seventh: WAI-ARIA 1.2 says it by an attribute."""
    parts = "\n\n".join(f"{'#' * level} Part {level}" for level in range(1, 7))
    headings = Page(written(tmp_path, parts)).all("//*[starts-with(@id, 'section-')]")
    assert [each.get("aria-level") for each in headings] == [None] * 5 + ["7"]


def test_contents_name_every_heading_without_its_marks(rich: Page) -> None:
    assert rich.words("//nav/details[@open]/summary") == "Contents"
    assert [words(link) for link in rich.all("//nav//a")] == [
        "I. Context",
        "A. A part",
        "Conclusions",
        "Recommendations",
        "Annex I. First terms",
        "Annex II. Second terms",
        "Notes",
    ]
    assert rich.all("//nav/details/ol/li/ol/li/a/@href") == ["#section-2", "#section-4"]


def hashed(element: Any) -> str:
    """The hash of an element's text, by which a policy knows it."""
    return f"'sha256-{b64encode(sha256(element.text.encode()).digest()).decode()}'"


def test_nothing_is_run_or_fetched_but_what_the_policy_knows(page: Page) -> None:
    assert page.all("//iframe | //object | //embed | //link[@rel='stylesheet']") == []
    assert page.all("//script/@src | //@style") == []
    assert [source for source in page.all("//@src") if not source.startswith("data:")] == []
    assert page.all("//@*[starts-with(name(), 'on')]") == []
    rules = (rule.partition(" ") for rule in page.one("//meta[@http-equiv]").get("content").split("; "))
    policy = {name: allowed for name, _, allowed in rules}
    hashes = [hashed(each) for each in page.all("//script")]
    assert len(hashes) == 2
    assert policy.pop("script-src") == " ".join(reversed(hashes))
    assert policy.pop("style-src") == hashed(page.one("//style"))
    assert policy.pop("require-trusted-types-for") == "'script'"
    assert len(policy) > 8
    assert set(policy.values()) == {"'none'"}
    assert "url(" not in page.one("//style").text


@pytest.mark.parametrize("lang", ["en", "es", "fr-CA", "ru", "ar", "zh"])
def test_language_and_direction(lang: str, tmp_path: Path) -> None:
    root = Page(written(tmp_path, "1. Text.", lang=lang)).one("/html")
    assert (root.get("lang"), root.get("dir")) == (lang, "rtl" if lang == "ar" else "ltr")


def test_words_in_another_language_say_so_and_run_in_its_direction(tmp_path: Path) -> None:
    body = "1. [*A*[^n]]{lang=fr} [نعم]{lang=ar} [qisas]{lang=ar-Latn}\n\n[^n]: [B]{lang=fr}\n"
    for lang, directions in (("en", ["", "rtl", "", ""]), ("ar", ["ltr", "", "ltr", "ltr"])):
        spans = Page(written(tmp_path, body, lang=lang)).all("//span[@lang]")
        assert [each.get("lang") for each in spans] == ["fr", "ar", "ar-Latn", "fr"]
        assert [each.get("dir", "") for each in spans] == directions


def test_emphasis_in_letters_without_italics_is_marked(tmp_path: Path) -> None:
    page = Page(written(tmp_path, "1. *été* *文* *نعم* *a 文*\n"))
    assert [each.get("class", "") for each in page.all("//em")] == ["", "upright", "upright", "upright"]


def test_a_space_that_may_not_break_stays() -> None:
    page = Page(read(RICH.with_name("fr.md")))
    assert page.one("//*[@id='paragraph-1']/p/a[not(@class)]").text == "2\u00a0b)"
    assert page.words("//table/caption") == "Tableau 1 Lois provinciales"


def test_what_looks_like_markup_is_text(tmp_path: Path) -> None:
    hostile = r"\<script>alert(1)\</script> &lt;img src=x onerror=alert(1)&gt; \"quoted\" & more"
    body = f"""# {hostile}

1. {hostile} `<script>` [a link](javascript:alert(1)) [b](data:text/html,x) [c](<https://e.org/"><script>>)

```text
</code></pre><script>alert(1)</script>
```
"""
    submission = written(
        tmp_path,
        body,
        title="'</title><script>alert(1)</script>'",
        keywords="['\"><script>']",
        country="'<b>'",
        submitted_by="[{name: '</p><script>', contact: {website: 'javascript:alert(1)', email: '<script>'}}]",
    )
    page = Page(submission)
    assert len(page.all("//script")) == 2
    assert page.all("//@onerror") == []
    assert [href for href in page.all("//a/@href") if "javascript" in href or href.startswith("data:")] == []
    assert "<script>alert(1)</script>" in page.words("//*[@id='section-1']")
    assert page.one("//title").text == "</title><script>alert(1)</script>"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a b?c=[1]|2", "https://example.org/a%20b?c=%5B1%5D%7C2"),
        ("https://example.org/100%/é", "https://example.org/100%25/é"),
        ("https://example.org/%C3%A9", "https://example.org/%C3%A9"),
        ("HTTPS://example.org", "HTTPS://example.org"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        (" ftp://example.org/a ", "ftp://example.org/a"),
        ("mailto:example.org", ""),
        ("https://", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("annex.pdf", ""),
    ],
)
def test_addresses(url: str, expected: str) -> None:
    assert address(url) == expected


def test_a_draft_says_so_and_prints_what_is_missing(tmp_path: Path) -> None:
    body = "1. A mark[^none] and [para. 7](#none).\n\n     ![Alt](none.png)\n"
    page = Page(written(tmp_path, body, Options(draft=True)))
    assert page.words("//p[@class='draft']") == "Draft"
    assert [words(each) for each in page.all("//*[@class='missing']")] == [
        "[Note without text: none]",
        "[Image missing: none.png]",
    ]
    assert "para. 7" in page.words("//*[@id='paragraph-1']/p[1]")
    assert Page(written(tmp_path, body)).all("//p[@class='draft']") == []


def test_notes_can_stand_before_the_annexes() -> None:
    page = Page(read(RICH, notes_place="before-annexes"))
    first, second = page.all("//section[@role='doc-endnotes']")
    assert [note.get("id") for note in first.iter("li") if note.get("class") == "note"] == [
        f"note-{number}" for number in (1, 2, 3, 4, 5, 6, 8)
    ]
    assert [note.get("id") for note in second.iter("li") if note.get("class") == "note"] == ["note-7"]
    order = page.all("//main/section | //main/h2[contains(@class, 'annex')]")
    assert [element.tag for element in order] == ["section", "h2", "h2", "section"]


def test_repeated_notes_can_be_new_ones() -> None:
    page = Page(read(RICH, repeated_notes="again"))
    ids = page.ids()
    assert "mark-2-2" not in ids
    assert words(ids["note-2"]).split()[1:4] == ["A", "source,", "at"] == words(ids["note-5"]).split()[1:4]


def test_a_link_with_a_mark_in_it_goes_around_the_words(tmp_path: Path) -> None:
    submission = written(tmp_path, "1. Text.[^a]\n\n[^a]: A.\n")
    (paragraph,) = submission.resolved.document.blocks
    assert isinstance(paragraph, m.NumberedParagraph)
    (first,) = paragraph.blocks
    assert isinstance(first, m.Paragraph)
    link = m.Link(first.span, "https://example.org", first.children)
    assert write_inlines((link,), Context(submission.resolved)) == (
        '<a class="external" href="https://example.org">Text.</a>'
        '<sup><a id="mark-1" href="#note-1" role="doc-noteref" aria-label="Note 1">1</a></sup>'
    )


def test_date_and_words_for_search_engines(rich: Page, tmp_path: Path) -> None:
    assert rich.one("//meta[@name='keywords']").get("content") == "pages, <paper>"
    assert rich.one("//meta[@name='dcterms.created']").get("content") == "2026-11-25"
    assert Page(written(tmp_path, "1. A.")).all("//meta[@name='dcterms.created']") == []
    dated = Page(written(tmp_path, "1. A.", Options(epoch=0)))
    assert dated.one("//meta[@name='dcterms.created']").get("content") == "1970-01-01T00:00:00Z"


def test_numbers_are_isolated_where_text_runs_from_right_to_left(tmp_path: Path) -> None:
    body = "1. A.[^a]^[B, <https://example.org/>.] {#one}\n\n2. See [1](#one).[^a]\n\n[^a]: C.\n"
    arabic = Page(written(tmp_path, body, lang="ar"))
    isolated = "//main//sup | //main//p/a[not(@class or @role)]"
    assert [element.get("dir") for element in arabic.all(isolated)] == ["rtl"] * 4
    assert arabic.one("//a[@class='external']").get("dir") == "auto"
    english = Page(written(tmp_path, body))
    assert english.all("//body//@dir") == []


def test_telephone_numbers_and_addresses_run_from_left_to_right(tmp_path: Path) -> None:
    contact = '[{name: A, contact: {phone: "+1 555 0100", website: www.example.org, email: a@example.org}}]'
    arabic = Page(written(tmp_path, "1. A.", lang="ar", submitted_by=contact))
    assert [(each.tag, each.get("dir"), words(each)) for each in arabic.all("//address/p/*[2]")] == [
        ("a", "ltr", "+1 555 0100"),
        ("a", "ltr", "a@example.org"),
        ("bdi", "ltr", "www.example.org"),
    ]
    english = Page(written(tmp_path, "1. A.", submitted_by=contact))
    assert english.all("//address//@dir") == []


@pytest.mark.parametrize(
    ("said", "cover"),
    [("", None), (", description: B", "cover"), (", contact: {email: a@example.org}", "cover")],
)
def test_a_cover_with_names_alone_is_no_page_of_its_own(said: str, cover: str | None, tmp_path: Path) -> None:
    page = Page(written(tmp_path, "1. A.", submitted_by=f"[{{name: A{said}}}]"))
    assert page.one("//header").get("class") == cover


def test_two_lists_of_notes_have_names_of_their_own_in_the_contents() -> None:
    page = Page(read(RICH, notes_place="before-annexes"))
    assert [words(link) for link in page.all("//nav//a") if "note" in link.get("href")] == [
        "Notes",
        "Notes (Annex)",
    ]


def test_the_name_of_a_series_ends_no_attribute(tmp_path: Path) -> None:
    body = '# Advice {.restart series=a"title=b}\n\n1. One, as in [paragraph 1](#one). {#one}\n'
    page = Page(written(tmp_path, body, Options(draft=True)))
    assert page.all("//div[@class='numbered']/@id") == ["a_title_b-1"]
    assert page.all("//main//a[not(@class)]/@href") == ["#a_title_b-1"]
    assert page.all("//@title") == []
