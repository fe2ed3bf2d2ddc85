"""Submissions for the tests of the page and the PDF, and a page as a tree that can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import lxml.html

from toolchain.model import Document
from toolchain.model.records import replace
from toolchain.project.citing import find_citing
from toolchain.project.settings import Options, Project, make_project
from toolchain.readers.markdown import MarkdownReader
from toolchain.resolve import resolve
from toolchain.resolve.tables import Resolved
from toolchain.writers.html import HtmlWriter

ROOT = Path(__file__).parents[2]
RICH = ROOT / "tests" / "cases" / "page" / "rich.md"
"""Holds everything that a page must be able to show."""
TYPST = Options(pdf_engine="typst")
WEASYPRINT = Options(pdf_engine="weasyprint")
"""For tests that change the objects of a PDF, as WeasyPrint writes them."""
SOURCES = [RICH, *sorted(RICH.parent.glob("[a-z][a-z].md")), *sorted((ROOT / "content").glob("*/report.md"))]


class Submission(NamedTuple):
    """What a writer is given."""

    resolved: Resolved
    project: Project


@cache
def _sample(path: Path) -> Document:
    """What is read of a source of ours, which many tests begin with and none changes."""
    return MarkdownReader().read(path)


def read(path: Path, options: Options = Options(), **settings: Any) -> Submission:  # noqa: B008
    """The source at `path`, with options of the command line and settings other than its own."""
    document = _sample(path) if path.is_relative_to(ROOT) else MarkdownReader().read(path)
    project, _ = make_project(path, document, options)
    project = replace(project, settings=replace(project.settings, **settings))
    citing, _ = find_citing(path, document, project)
    return Submission(resolve(document, project.settings, citing), project)


def without_contents(submission: Submission) -> Submission:
    """The same submission, which asks for no table of contents."""
    document = submission.resolved.document
    document = replace(document, front_matter=replace(document.front_matter, contents=False))
    return Submission(replace(submission.resolved, document=document), submission.project)


def written(folder: Path, body: str, options: Options = Options(), **matter: str) -> Submission:  # noqa: B008
    """A source of these words, with a title, in English, and more front matter."""
    path = folder / "report.md"
    front = {"title": "A title", "lang": "en", **matter}
    lines = "\n".join(f"{key.replace('_', '-')}: {value}" for key, value in front.items())
    path.write_text(f"---\n{lines}\n---\n\n{body}", encoding="utf-8")
    return read(path, options)


def html(submission: Submission) -> str:
    """The page as text."""
    return HtmlWriter().write(*submission).decode()


class Page:
    """A page that can be asked by CSS-like paths of XPath."""

    def __init__(self, submission: Submission) -> None:
        self.text = html(submission)
        parser = lxml.html.HTMLParser(encoding="utf-8")
        self.root = lxml.html.document_fromstring(self.text.encode(), parser=parser)

    def all(self, path: str) -> list[Any]:
        """The elements or attributes that an XPath finds."""
        found = self.root.xpath(path)
        assert isinstance(found, list)
        return found

    def one(self, path: str) -> Any:
        """The only element or attribute that an XPath finds."""
        (found,) = self.all(path)
        return found

    def words(self, path: str) -> str:
        """The words of the only element that an XPath finds, with single spaces."""
        return words(self.one(path))

    def ids(self) -> Mapping[str, Any]:
        """All elements with an id."""
        return {element.get("id"): element for element in self.all("//*[@id]")}


def words(element: Any) -> str:
    """The words of an element, with single spaces."""
    return " ".join(element.text_content().split())
