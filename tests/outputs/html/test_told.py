"""What a page tells screen readers and programs, and what its policy lets nobody do."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.judges.validators.browser import Step, Visit, browse
from tests.outputs.html.test_in_use import REPORT, asked, saved
from tests.support.pages import RICH, ROOT, Page, html, read, written
from toolchain.project.settings import Options, Templates
from toolchain.writers.html.template import read_sheet


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages")


FRONT = {
    "title": "A *title* & more",
    "subtitle": "'</script> of 1 < 2'",
    "short-title": "Title",
    "recipient": "Committee",
    "country": "Utopia",
    "instrument": "Convention",
    "date": "2026-11-25",
    "keywords": "[one, two]",
    "public": "true",
    "submitted-by": "[{name: First & Second, contact: {person: Ann Other, email: a@example.org, phone: '12', "
    "address: 1 Street, website: 'https://example.org/'}}, "
    "{name: Third, contact: {website: 'javascript:a'}}]",
}


def named(page: Page) -> dict[str, list[str]]:
    """The contents of META elements by their names."""
    found: dict[str, list[str]] = {}
    for element in page.all("//meta[@name]"):
        found.setdefault(element.get("name"), []).append(element.get("content"))
    return found


def linked(page: Page) -> Any:
    return json.loads(page.one("//script[@type='application/ld+json']").text)


def test_programs_are_told_what_the_front_matter_says(tmp_path: Path) -> None:
    """Of the contact nothing but the website: no person, no address."""
    page = Page(written(tmp_path, "1. A.", Options(), **FRONT))
    title, authors = "A title & more", ["First & Second", "Third"]
    assert linked(page) == {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": title,
        "alternativeHeadline": "</script> of 1 < 2",
        "alternateName": "Title",
        "inLanguage": "en",
        "author": [
            {"@type": "Organization", "name": authors[0], "url": "https://example.org/"},
            {"@type": "Organization", "name": authors[1]},
        ],
        "dateCreated": "2026-11-25",
        "datePublished": "2026-11-25",
        "keywords": "one, two",
        "audience": {"@type": "Audience", "name": "Committee"},
        "spatialCoverage": {"@type": "Country", "name": "Utopia"},
        "about": {"@type": "Thing", "name": "Convention"},
        "conditionsOfAccess": "This submission may be published.",
    }
    of_screen = {"viewport", "referrer"}
    assert {name: content for name, content in named(page).items() if name not in of_screen} == {
        "description": ["</script> of 1 < 2. Committee. Utopia. First & Second, Third"],
        "keywords": ["one, two"],
        "dcterms.title": [title],
        "dcterms.creator": authors,
        "dcterms.created": ["2026-11-25"],
        "dcterms.language": ["en"],
        "dcterms.audience": ["Committee"],
        "dcterms.spatial": ["Utopia"],
        "citation_title": [title],
        "citation_author": authors,
        "citation_technical_report_institution": ["First & Second; Third"],
        "citation_publication_date": ["2026/11/25"],
        "citation_language": ["en"],
    }
    assert page.text.count("Ann Other") == page.text.count("1 Street") == 1


def test_what_is_not_said_is_not_told(tmp_path: Path) -> None:
    page = Page(written(tmp_path, "1. A.", date="in autumn"))
    assert linked(page) == {
        "@context": "https://schema.org", "@type": "Report", "name": "A title", "inLanguage": "en",
    }  # fmt: skip
    assert set(named(page)) == {
        *("viewport", "referrer", "dcterms.title", "dcterms.language", "citation_title"),
        "citation_language",
    }


def test_what_is_not_to_be_published_is_not_to_be_found(tmp_path: Path) -> None:
    def robots(public: str, draft: bool) -> list[str]:
        page = Page(written(tmp_path, "1. A.", Options(draft=draft), public=public, date="2026"))
        assert ("datePublished" in linked(page)) == (public != "false")
        return named(page).get("robots", [])

    hidden = ["noindex, nofollow, noarchive"]
    assert [robots("true", False), robots("false", False), robots("true", True)] == [[], hidden, hidden]


def test_the_report_takes_less_than_112_kilobytes_without_its_images() -> None:
    page = html(read(REPORT))
    assert len(re.sub(r'src="data:[^"]*"', "", page).encode()) < 112_000


def test_what_a_page_weighs_besides_its_words(tmp_path: Path) -> None:
    """So that half of 100 kB is there for the words of any report of 30 paragraphs and 100 notes."""

    def weight(paragraphs: int, notes: int) -> int:
        """Of a page whose words are one letter each."""
        marks = [f"[^n{number}]" for number in range(notes)]
        body = "\n\n".join(["1. A."] * (paragraphs - 1) + [f"1. {'A '.join(['', *marks])}A."])
        texts = "\n".join(f"{mark}: N." for mark in marks)
        return len(html(written(tmp_path, f"{body}\n\n{texts}\n")).encode())

    frame = weight(1, 1)
    paragraph, note = (weight(91, 1) - frame) / 90, (weight(1, 91) - frame) / 90
    assert frame < 20_000
    assert frame + 30 * paragraph + 100 * note < 50_000


TOKEN = re.compile(r'"[^"\n]*"|`[^`]*`|(?<=\()/[^/\n]+/|(?<=> )/[^/\n]+/|(?<==>)/[^/\n]+/|[\w$]+|[^\w\s]')


def test_a_lean_script_says_the_same() -> None:
    from toolchain.writers.html.policy import lean_script

    script = (ROOT / "templates" / "page.js").read_text(encoding="utf-8")
    whole = re.sub(r"^\s*//.*\n", "", script, flags=re.MULTILINE)
    lean = lean_script(script)
    assert TOKEN.findall(lean) == TOKEN.findall(whole)
    assert len(lean) < 0.95 * len(whole)
    made = lean_script(
        'let a = "x = {y}";\nlet b = `${a} - ${a}`\n// no\nif (a) {\n  b++\n}\nlet c = a - -b\n'
    )
    assert made == 'let a="x = {y}";let b=`${a} - ${a}`\nif(a){b++}\nlet c=a - -b'


NAMES = {
    "en": ("Note 2", "back to paragraph 1", "back to the opening text"),
    "fr": ("Note 2", "retour au texte\u00a0: paragraphe 1", "retour au texte\u00a0: texte liminaire"),
    "es": ("Nota 2", "volver al texto: párrafo 1", "volver al texto: texto inicial"),
    "ru": ("Примечание 2", "назад к тексту: пункт 1", "назад к тексту: начало текста"),
    "ar": ("الحاشية 2", "العودة إلى الفقرة 1", "العودة إلى النص الافتتاحي"),
    "zh": ("注2", "返回第1段", "返回开头部分"),
}
BUTTONS = {
    "en": ("Copy the link", "Close", "Enlarge the figure"),
    "fr": ("Copier le lien", "Fermer", "Agrandir la figure"),
    "es": ("Copiar el enlace", "Cerrar", "Ampliar la figura"),
    "ru": ("Скопировать ссылку", "Закрыть", "Увеличить рисунок"),
    "ar": ("نسخ الرابط", "إغلاق", "تكبير الشكل"),
    "zh": ("复制链接", "关闭", "放大图"),
}


def test_what_is_read_out_at_marks_and_ways_back(folder: Path) -> None:
    (folder / "chart.png").write_bytes(RICH.with_name("chart.png").read_bytes())
    body = "An opening.[^a]\n\n1. A.[^b]\n\n     ![Bars](chart.png)\n\n[^a]: One.\n[^b]: Two.\n"
    visits = []
    for lang in NAMES:
        page = saved(folder / f"names-{lang}.html", html(written(folder, body, lang=lang)))
        steps: Sequence[Step] = (
            ("tree", "#mark-2, #note-2 [role=doc-backlink], #note-1 [role=doc-backlink]"),
            ("tree", ".numbered .number, .enlarge"), ("click", "#mark-2"), ("tree", ".box, .box button"),
        )  # fmt: skip
        visits.append(Visit(page, steps))
    for (lang, (mark, back, opening)), seen in zip(NAMES.items(), browse(visits), strict=True):
        marks, numbers, box = seen.answers
        assert [(each["role"], each["name"]) for each in marks] == [
            ("doc-noteref", mark),
            ("doc-backlink", opening),
            ("doc-backlink", back),
        ]
        copy, close, enlarge = BUTTONS[lang]
        assert numbers[0]["description"] == copy
        assert numbers[1] == {"role": "button", "name": enlarge, "description": ""}
        assert [(each["role"], each["name"]) for each in box] == [("dialog", mark), ("button", close)]


def test_no_other_script_or_style_is_run(folder: Path) -> None:
    attack = """(() => {
      const made = document.createElement("script");
      try { made.textContent = "window.ran = true"; } catch {}
      made.append("window.ran = true");
      document.body.append(made);
      try { document.body.innerHTML += "<img src=x onerror='window.ran = true'>"; } catch {}
      const style = document.createElement("style");
      style.append("main { color: rgb(1, 2, 3) }");
      document.head.append(style);
      return [window.ran ?? false, getComputedStyle(document.querySelector("main")).color === "rgb(1, 2, 3)"];
    })()"""
    page = saved(folder / "attacked.html", html(read(RICH)))
    (seen,) = browse([Visit(page, (("ask", attack),))])
    assert seen.answers == [[False, False]]
    assert seen.complaints
    assert seen.requests == []


def test_a_lean_style_sheet_says_the_same(folder: Path) -> None:
    from toolchain.writers.html.policy import lean_style

    sheet = read_sheet("screen.css", Templates((ROOT / "templates",)))
    rules = "[...document.styleSheets[0].cssRules].map((rule) => rule.cssText)"
    said = []
    for name, text in (("whole", sheet), ("lean", lean_style(sheet))):
        page = saved(folder / f"{name}.html", f"<!DOCTYPE html><title>x</title><style>{text}</style>")
        (read_as,) = asked(page, ("ask", rules))
        said.append([re.sub(r"(,|\() |(?<![\w.])0(?=\.)", r"\1", " ".join(rule.split())) for rule in read_as])
    assert said[0] == said[1]
    assert len(said[0]) > 100


def test_in_browsers_without_popovers_links_are_followed(folder: Path, tmp_path: Path) -> None:
    """And the contents fold as elsewhere."""
    ours = (ROOT / "templates" / "page.js").read_text(encoding="utf-8")
    old = "delete HTMLElement.prototype.popover;\n"
    (tmp_path / "page.js").write_text(old + ours, encoding="utf-8")
    page = saved(folder / "old.html", html(read(RICH, Options(templates=tmp_path))))
    steps: Sequence[Step] = (
        ("ask", "document.querySelector('.contents details').open"),
        ("click", "#mark-2"),
        ("ask", "location.hash"),
        ("ask", "document.querySelectorAll('button, dialog, [popover]').length"),
    )
    (seen,) = browse([Visit(page, steps, 360)])
    assert seen.answers == [False, "#note-2", 0]
    assert seen.complaints == ["This browser has no popovers."]
