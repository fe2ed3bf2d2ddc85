"""The style sheet of a page: variables of the submission, the built-in sheets, and the user's after them.

A built-in sheet can use, by `var()`:

    --accent          the house colour for text, dark enough to read on white
    --accent-on-dark  the same for a dark page
    --colour          the house colour as given, for lines and areas
    --on-colour       black or white, whichever is readable on it
    --folio           of pages: the text of each footer, such as "Page 3 of 12"
    --head, --mark    of pages: the widths of the running head, and of "Draft" next to it
    --head-size, --head-line
                      of pages: the size and the lines of its type, smaller for a title of many lines, which
                      the edge of the sheet would cut
"""

from __future__ import annotations

import re
from typing import Literal

from toolchain.formats.colours import WHITE, readable, text_on
from toolchain.formats.user_style import read_style
from toolchain.model.breaking import width_of
from toolchain.model.design import design
from toolchain.model.expressions import expression
from toolchain.project.settings import Project
from toolchain.resolve.tables import shown_text
from toolchain.writers.html import template
from toolchain.writers.html.context import Context
from toolchain.writers.html.policy import lean_style
from toolchain.writers.typography import typography

Medium = Literal["screen", "print"]

_DARK = design().value("colour.dark")
_WITHOUT = {
    "bold": "@page { font-weight: normal; }\nbody :not(strong):not(em) { font-weight: normal !important; }",
    "italics": "body :not(strong):not(em) { font-style: normal !important; }",
}
"""Rules that remove emphasis that the recipient forbids; the author's own stays, and T507 reports it."""
_HEAD_LINES = 3
_ASIDE = "position: fixed; top: 0; writing-mode: vertical-rl; font-weight: bold;"
_NO_NAME = expression(r"[^\w .-]")
_COUNTERS = {"{page}": "counter(page)", "{pages}": "counter(pages)"}


def style_sheet(context: Context, project: Project, medium: Medium) -> str:
    """Return the style sheet. Raise `Failure`: S012, S019 to S021 if one cannot be read, S023
    if it loads anything.
    """
    house = project.look == "house"
    sheets = [
        _sheet(f"{medium}.css", context, project),
        *([_told(context, project)] if house or context.paged else []),
        *([] if context.paged else _marked(project.marks(context.resolved.words.terms), rtl=context.rtl)),
        *([_sheet(f"{medium}-house.css", context, project)] if house else []),
        *([_typography(project)] if context.paged else []),
        *([read_style(project.css)] if project.css else []),
    ]
    # "</" would end the element; "<\/" means the same in CSS.
    return "\n".join(sheets).replace("</", "<\\/")


def _sheet(name: str, context: Context, project: Project) -> str:
    """Return a style sheet of the templates; the built-in one on a screen, where size matters, without
    comments.
    """
    sheet = template.read_sheet(name, project.templates)
    return lean_style(sheet) if not context.paged and project.templates.is_own(name) else sheet


def _told(context: Context, project: Project) -> str:
    """Return the rule with the variables.

    It follows the first sheet, so that a template's `@import` works, and yields to the sheet's own `:root`.
    """
    told = {}
    if project.look == "house":
        colour = project.house_colour
        told = {
            "accent": readable(colour, WHITE),
            "accent-on-dark": readable(colour, _DARK),
            "colour": colour,
            "on-colour": text_on(colour),
        }
    if context.paged:
        terms = context.resolved.words.terms
        share = 0.8 if project.marks(terms) else 1
        told |= {"folio": _folio(terms["page_of"]), "head": f"{share:.0%}", "mark": f"{1 - share:.0%}"}
        told |= _head_type(context, share)
    return f"html {{ {' '.join(f'--{name}: {value};' for name, value in told.items())} }}"


def _head_type(context: Context, share: float) -> dict[str, str]:
    """Return the type of the running head: three lines of the usual size, or more of a smaller one."""
    resolved, points = context.resolved, design().points
    matter = resolved.document.front_matter
    head = shown_text(matter.short_title or matter.title, resolved.references)
    room = share * (points("page.width") - 2 * points("page.side"))
    lines = width_of(head) * points("running.size") / room
    size = next((each for each in (100, 90, 80) if lines * each**2 < _HEAD_LINES * 100**2), 70)
    line = points("running.line", resolved.words.language) * size / 100
    return {"head-size": f"{size}%", "head-line": f"{line:g}pt"}


def _marked(marks: str, *, rtl: bool) -> list[str]:
    """Return the rules that print "Draft" or "Confidential" on each sheet from a browser: at its head, or in
    Firefox at its side, since that can have nothing outside the area of the text. WebKit has neither.
    """
    if not marks:
        return []
    aside = f'body::after {{ content: "{marks}"; {"left" if rtl else "right"}: 0; {_ASIDE} }}'
    return [
        f'@page {{ @top-center {{ content: "{marks}"; font-weight: bold; }} }}',
        "@supports (-moz-appearance: none) { @media print {",
        aside,
        "} }",
    ]


def _typography(project: Project) -> str:
    """Return the rules for the typeface, size, lines, emphasis and paper that the recipient requires."""
    said = typography(project.profile, design())
    rules = [
        *([f'font-family: "{_NO_NAME.sub("", said.font)}", "Liberation Serif", serif;'] if said.font else []),
        *([f"font-size: {said.size:g}pt;"] if said.size else []),
        *([f"line-height: {said.line:g}pt;"] if said.line else []),
    ]
    body = [f"body {{ {' '.join(rules)} }}"] if rules else []
    without = [_WITHOUT[each] for each in said.forbidden if each in _WITHOUT]
    return "\n".join([*body, *without, *([f"@page {{ size: {said.paper}; }}"] if said.paper else [])])


def _folio(form: str) -> str:
    """Return the content of a page's footer, from its words: `"Page " counter(page) " of "
    counter(pages)`.
    """
    parts = (part for part in re.split(r"(\{\w+\})", form) if part)
    return " ".join(_COUNTERS.get(part) or f'"{part}"' for part in parts)
