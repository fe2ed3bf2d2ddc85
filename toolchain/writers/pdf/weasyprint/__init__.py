"""Write the page of `toolchain.writers.html` with print.css as a PDF, laid out by WeasyPrint.

One file is both PDF/UA-1 (accessible) and PDF/A-3a (archival); another is for a print shop.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from toolchain.model import NoteKind
from toolchain.model.diagnostics import Failure, FilePlace, Finding, Place, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.project.settings import Project, Templates
from toolchain.resolve.tables import Resolved
from toolchain.rules.inputs import LinkInPdfLeadsNowhere, LoadsFromOutside
from toolchain.writers.pdf.weasyprint.print_shop import BLEED_STYLE
from toolchain.writers.pdf.weasyprint.standards import TAGGED, identified, put_standards

if TYPE_CHECKING:
    from weasyprint import HTML

_ADDRESS = expression(r"\bat '?([^\s']+?)'? ?:(?=\s|$)")
_LONG = 40  # pages
_YEAR_1980 = "315532800"  # for rewritten fonts; they contain a time, which must not be the current one


def write(resolved: Resolved, project: Project) -> bytes:
    """Return the file's bytes.

    Raise `Failure`: S012 for a mistake in a template or a source that cannot be attached, S023 for a
    template that loads something external, D908 for an internal link without a target.
    """
    from toolchain.project.attached_source import attached_files
    from toolchain.writers.html.page import page
    from toolchain.writers.pdf.weasyprint import tags
    from toolchain.writers.pdf.weasyprint.order import keep_together
    from toolchain.writers.pdf.weasyprint.patches import patched
    from toolchain.writers.pdf.weasyprint.patches.figures import fill_pages
    from toolchain.writers.pdf.weasyprint.patches.own_fonts import font_configuration
    from toolchain.writers.pdf.weasyprint.pictures import pictures
    from toolchain.writers.pdf.weasyprint.start import weasyprint
    from toolchain.writers.pdf.weasyprint.tree import mark_addresses, move_to_marks, put_down_title_note

    files = attached_files(project.source, resolved.document) if project.with_source else ()
    known = pictures(resolved.document.images)
    text = page(resolved, project, "print", known.addresses)
    with _time(str(project.epoch or _YEAR_1980)), messages(weasyprint.LOGGER, logging.ERROR) as said:
        fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
        html = weasyprint.HTML(string=text, url_fetcher=fetcher)
        if resolved.settings.notes is NoteKind.FOOTNOTE:
            move_to_marks(html)
        if resolved.title_note:
            put_down_title_note(html)
        if project.look == "house" or project.css or resolved.words.rtl:  # else no address needs it
            mark_addresses(html)
        keep_together(html, text)
        with patched() as made:

            def finish(document: Any, pdf: Any) -> None:
                _describe_links(document)
                tags.put_right(pdf, made)
                tags.mark_standing(pdf, made, html.etree_element, text)
                put_standards(pdf, document.metadata, files, archived=not project.print_shop)

            fonts = font_configuration()
            own = BLEED_STYLE if project.print_shop else ""

            def render(style: str) -> Any:
                styles = [weasyprint.CSS(string=own + style)] if own + style else []
                return _rendered(html, font_config=fonts, stylesheets=styles, cache=known.known)

            document = fill_pages(html, render)
            # One link is one annotation (ISO 14289-1, 7.18.5), also of words with a look.
            for each in document.pages:
                each.links[:] = [link for link in each.links if link[3].element_tag.partition(":")[0] == "a"]
            data: bytes = document.write_pdf(finisher=finish, pdf_variant=TAGGED)
    for message in said:
        _judge(message, project.templates, resolved.document.path)
    return identified(data)


def _rendered(html: HTML, **options: Any) -> Any:
    """Return the pages. For many pages, layout data is released before drawing.

    That saves a fifth of the memory and costs a fifteenth of the time. Objects from before are not examined:
    in the command there is little garbage. In other programs, garbage that exists then is kept longer.
    """
    if gc.isenabled():
        return html.render(pdf_variant=TAGGED, **options)
    gc.freeze()
    try:
        document = html.render(pdf_variant=TAGGED, **options)
        if len(document.pages) > _LONG:
            gc.collect()
    finally:
        gc.unfreeze()
    return document


@contextmanager
def _time(epoch: str) -> Iterator[None]:
    """Set SOURCE_DATE_EPOCH while a file is made."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = epoch
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


class _Listener(logging.Handler):
    """Collects the messages of a logger."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def messages(logger: logging.Logger, level: int) -> Iterator[list[str]]:
    """Yield the list of messages, of a level or a higher one, that a logger reports meanwhile."""
    listener = _Listener(level)
    logger.addHandler(listener)
    try:
        yield listener.said
    finally:
        logger.removeHandler(listener)


def _judge(message: str, templates: Templates, source: str) -> None:
    """Raise problems that WeasyPrint only logs: a dropped link, something that it was not allowed to load."""
    if message.startswith("No anchor"):
        raise Failure.of(source, LinkInPdfLeadsNowhere(message))
    if message.startswith("Failed to load"):
        place, what = _wanting(message, templates)
        raise Failure(Finding(place, LoadsFromOutside(what, message)))


def _wanting(message: str, templates: Templates) -> tuple[Place, Word]:
    """Return the line of a template that contains the address in a message, or the folder."""
    from toolchain.writers.html.page import TEMPLATE

    found = _ADDRESS.search(message)
    for name in ("print.css", TEMPLATE) if found else ():
        path = templates.find(name)
        text = path.read_text(encoding="utf-8")
        if found and found[1] in text:
            span = SourceSpan.after(path.as_posix(), text[: text.index(found[1])], len(found[1]))
            return span, Word("this style sheet" if name.endswith(".css") else "this page template")
    return FilePlace(templates.folders[0].as_posix()), Word("a style sheet or page template")


def _describe_links(document: Any) -> None:
    """Describe each link ("note 12"), instead of WeasyPrint's "note-12" (ISO 14289-1, 7.18.5)."""
    import pydyf

    for page in document.pages:
        for kind, _target, _rectangle, box in page.links:
            title = box.element.get("title")
            name = box.element.get("aria-label") or ", ".join(
                filter(None, ("".join(box.element.itertext()), title))
            )
            if (title or kind == "internal") and name and box.link_annotation:  # without one it has no target
                box.link_annotation["Contents"] = pydyf.String(name)
