"""citeproc-py's elements of a style, with other methods where its own would print something wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from toolchain.citations.csl import marks
from toolchain.citations.csl.items import Item
from toolchain.citations.style.words import canonical_label, is_plural
from toolchain.model.expressions import expression
from toolchain.rules import styles as faults

_NUMERIC = expression(r"[A-Za-z]*\d+[A-Za-z]*(?:\s*[-–,&]\s*[A-Za-z]*\d+[A-Za-z]*)*")
_LOOKS = {
    "font-style": {"italic": marks.ITALIC, "oblique": marks.ITALIC, "normal": marks.UPRIGHT},
    "font-weight": {"bold": marks.BOLD, "normal": marks.LIGHT},
}
_FORMS = {"short": ("short", None), "symbol": ("symbol", "short", None), "verb": ("verb", None)}
_FORMS["verb-short"] = ("verb-short", *_FORMS["verb"])
_LONGEST, _STEPS = 100_000, 10_000
"""Characters of one element's text, and elements in one citation: more exhausts the memory or the time."""


class Broken(Exception):
    """An element that failed, by its line in the style."""

    def __init__(self, line: int, reason: faults.StyleFault | str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


class _Element:
    """What is other in all elements."""

    def render(self: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the element's text, "" and None for none. Raise `Broken` for any failure."""
        from citeproc.model import ConditionFailed
        from citeproc.source import VariableError

        try:
            text = super().render(*args, **kwargs)  # type: ignore[misc]
        except (VariableError, ConditionFailed, Broken):
            raise
        except Exception as error:  # citeproc-py fails in many ways
            raise Broken(
                self.sourceline, f"<{self.tag.partition('}')[2]}> {str(error) or type(error).__name__}"
            ) from error
        item = next((each for each in args if isinstance(each, Item)), None)
        if item:
            item.steps += 1
        if (item and item.steps > _STEPS) or (isinstance(text, list | str) and len(str(text)) > _LONGEST):
            raise Broken(self.sourceline, faults.TooMuchText())
        return text

    def format(self: Any, text: Any) -> Any:
        """Return a text with marks for its looks; "normal" ends those of the elements around it."""
        if text is None:
            return None
        for name, known in _LOOKS.items():
            if text and (mark := known.get(self.get(name, ""))):
                text = f"{mark}{text}{marks.END}"
        return str(text)

    def case(self: Any, text: Any, language: str | None = None) -> Any:
        """Return a text in the element's case. Titles have capitals in English alone."""
        english = (language or self.get_root().get("default-locale", "")).startswith("en")
        how = self.get("text-case", "")
        return marks.cased(str(text), how, english=english) if text and how else text

    def quote(self: Any, text: str) -> str:
        """Return a text between marks, which become inner or outer quotation marks at the end."""
        if self.get("quotes") != "true":
            return text
        inside = str(text).replace("“", marks.QUOTE).replace("”", marks.UNQUOTE)
        return f"{marks.QUOTE}{inside}{marks.UNQUOTE}"

    def join(self: Any, texts: Any, default_delimiter: str = "") -> Any:
        """Return texts with the delimiter between them; citeproc-py's own prints nothing after an error."""
        from citeproc.string import join

        return join(
            [str(text) for text in texts if text is not None], self.get("delimiter", default_delimiter)
        )

    def get_term(
        self: Any, name: str, form: str | None = None, fallback_locale: bool = True, zero_padded: bool = False
    ) -> Any:
        """Return a term, rather in another form of its language than in English."""
        root = self.get_root()
        style = root if root.tag.endswith("style") else root.style
        for locales in (style.locales[:-1], style.locales[-1:] if fallback_locale else ()):
            for each in _FORMS.get(form or "", (form,)):
                for locale in locales:
                    try:
                        return locale.get_term(name, each, zero_padded)
                    except IndexError:
                        continue
        return None

    def get_locale_option(self: Any, name: str) -> str:
        """Return an option of the first locale that has it."""
        root = self.get_root()
        style = root if root.tag.endswith("style") else root.style
        found = (locale.find("cs:style-options", self.nsmap) for locale in style.locales)
        return next((each.get(name) for each in found if each is not None and each.get(name)), "false")


class _Date:
    def render_date_range(self: Any, dates: Any, show_parts: Any = None, context: Any = None) -> Any:
        """Return both ends in full; citeproc-py prints nothing where they are of one year."""
        ends = [self.render_single_date(each, show_parts, context) for each in (dates.begin, dates.end)]
        return "–".join(dict.fromkeys(str(end).strip() for end in ends if end)) or None


class _DatePart:
    def render(self: Any, date: Any, context: Any = None) -> Any:
        """Return a part of a date. citeproc-py leaves the date's attributes in the locale: undo that."""
        before = dict(self.attrib)
        try:
            parts = (self, *(context.findall("cs:date-part", self.nsmap) if context is not None else ()))
            in_figures = any(each.get("form", "").startswith("numeric") for each in parts)
            if self.get("name") == "month" and "month" not in date and (in_figures or "season" not in date):
                return None
            return super().render(date, context)  # type: ignore[misc]
        finally:
            self.attrib.clear()
            self.attrib.update(before)


class _If:
    def _position(self: Any, item: Any, context: Any) -> list[bool]:
        """Return the tests of a position, which we know."""
        cite = item.cite
        if cite is None:  # in the list of sources
            return [False]
        again = cite.position != "first"
        most = int(self.get_root().find("cs:citation", self.nsmap).get("near-note-distance", 5))
        found = {
            "first": not again,
            "subsequent": again,
            "ibid": cite.position.startswith("ibid"),
            "ibid-with-locator": cite.position == "ibid-with-locator",
            "near-note": again and cite.distance <= most,
        }
        return [found.get(each, False) for each in self.get("position").split()]

    def _is_numeric(self: Any, item: Any) -> list[bool]:
        names = self.get("is-numeric").split()
        return [bool(_NUMERIC.fullmatch(item.text(name))) for name in names]

    def _locator(self: Any, item: Any) -> list[bool]:
        label = canonical_label(item.locator.label) if item.has_locator else ""
        return [bool(label) and canonical_label(each) == label for each in self.get("locator").split()]


class _Names:
    def process(self: Any, item: Any, *args: Any, **kwargs: Any) -> Any:
        """Return the names; nothing, also not in their place, if they are printed elsewhere or not wanted."""
        from citeproc.source import VariableError

        if item.printed & set(self.get("variable").split()):
            raise VariableError
        return super().process(item, *args, **kwargs)  # type: ignore[misc]


class _Name:
    def initialize(self: Any, given: str, mark: str, context: Any) -> str:
        """Return initials; scripts without capitals have none."""
        whole = given.lower() == given.upper()
        return given if whole else str(super().initialize(given, mark, context))  # type: ignore[misc]


class _Substitute:
    def render(self: Any, item: Any, context: Any = None, **kwargs: Any) -> Any:
        """Return what is printed in place of names; all that it prints is not printed again."""
        from citeproc.source import VariableError

        names = self.getparent()
        for child in self.iterchildren():
            item.read.clear()
            bare = child.tag == names.tag and child.name is None
            around = {"names_context": names} if bare else {}
            try:
                text = child.render(item, context=context, **around, **kwargs)
            except VariableError:
                continue
            if text:
                item.printed.update(item.read - {"language"})
                return text
        return None


class _Label:
    def process(self: Any, item: Any, variable: Any = None, plural: Any = None, **kwargs: Any) -> Any:
        """Return the word for a variable of the source, in the plural if its locator names several."""
        from citeproc.source import VariableError

        own = self.get("variable")
        if variable is None:
            if not (value := item.text(own)):
                raise VariableError
            plural = is_plural(value) or (own.startswith("number-of") and value != "1")
        return super().process(item, variable, plural, **kwargs)  # type: ignore[misc]


class _Number:
    def format_number(self: Any, number: str) -> str:
        """Return a number in its form; large Roman ones would exhaust the memory."""
        large = not number.isdecimal() or not 0 < int(number[:9]) < 4000 or len(number) > 4
        return number if large else str(super().format_number(number))  # type: ignore[misc]


class _Text:
    def calls_variable(self: Any) -> bool:
        """Return whether the text may be empty; of a macro only once, for macros may call many."""
        known, name = self.get_root().calls, self.get("macro")
        if name is None or name not in known:
            known[name] = True
            known[name] = super().calls_variable()  # type: ignore[misc]
        return bool(known[name])


_OWN: Mapping[str, type] = {
    "date": _Date, "date-part": _DatePart, "if": _If, "else-if": _If, "names": _Names, "name": _Name,
    "substitute": _Substitute, "label": _Label, "number": _Number, "text": _Text,
}  # fmt: skip


@cache
def classes() -> Mapping[str | None, type]:
    """Return the classes for the elements of CSL's namespace; None for all others."""
    from citeproc.model import CitationStylesElement, Locale

    bases = CitationStylesElement.__subclasses__()
    made: dict[str | None, type] = {None: type("Other", (_Element, CitationStylesElement), {})}
    for base in bases:
        name = base.__name__.replace("_", "-").lower()
        mine = (_OWN[name], _Element) if name in _OWN else (_Element,)
        made[name] = base if base is Locale else type(base.__name__, (*mine, base), {})
    return made
