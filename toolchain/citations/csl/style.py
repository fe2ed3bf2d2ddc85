"""A style of CSL: read as a hostile file, validated by the schema, and printed by citeproc-py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from types import SimpleNamespace
from typing import Any

from lxml import etree

from toolchain.citations.csl import marks
from toolchain.citations.csl.elements import Broken, classes
from toolchain.citations.csl.items import Item
from toolchain.citations.style.cite import Cite, Part, fill, merge
from toolchain.citations.style.fields import foreign_tag
from toolchain.citations.style.style import with_words
from toolchain.formats.needs import CITEPROC
from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.model.document import Entry
from toolchain.model.languages import primary_subtag
from toolchain.model.records import replace
from toolchain.rules import styles as faults

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CSL = "http://purl.org/net/xbiblio/csl"
_MOST = 20_000
"""Outputs that are kept."""


class CslStyle:
    """A style for documents in a language. The output for a source in one position is cached.

    `ignored` are the parts of the style that are not supported (S031), each once.
    """

    def __init__(self, data: bytes, display: str, lang: str) -> None:
        self._display, self._lang = display, lang
        if not CITEPROC.find():
            raise self._mistake(1, faults.StyleNeeds(CITEPROC.name, CITEPROC.command()))
        self._root = self._read(data)
        if wrong := unusable(self._root):
            raise self._mistake(*wrong)
        parts = ignored(self._root, primary_subtag(lang))
        self.ignored = tuple(Finding(self._place(line), faults.StylePart(part)) for part, line in parts)
        prepare(self._root)
        self._set_locales()
        term, inside = self._root.get_single_term, self._root.get_locale_option("punctuation-in-quote")
        pairs = tuple(
            (str(term(f"open-{kind}")), str(term(f"close-{kind}"))) for kind in ("quote", "inner-quote")
        )
        self._quotes = marks.Quotes(pairs, inside == "true")
        self._core = lru_cache(maxsize=_MOST)(self._print)

    @property
    def separator(self) -> str:
        """The delimiter of the style's citations."""
        return marks.clean(self._layout("citation").get("delimiter", "; "))

    @property
    def around(self) -> tuple[str, str]:
        """The prefix and the suffix of the style's citations, without the full stop, which the note gets."""
        layout = self._layout("citation")
        return marks.clean(layout.get("prefix", "")), marks.clean(layout.get("suffix", "")).rstrip(". ")

    def citation(self, cites: Sequence[Cite], opens: bool) -> tuple[Part, ...]:
        """Return a group of citations, without a full stop; the style alone decides about capitals."""
        parts: list[Part] = []
        for number, cite in enumerate(cites):
            parts += [Part(self.separator)] if number else []
            core = self._core(cite.entry, replace(cite, prefix="", suffix=""))
            parts += with_words(cite, tuple(fill(core, "", cite.first_note)))
        return merge(iter(parts))

    def entry(self, entry: Entry) -> tuple[Part, ...]:
        """Return a source in the list of sources: by the bibliography, or the citation if there is none."""
        return self._core(entry, None)

    def _print(self, entry: Entry, cite: Cite | None) -> tuple[Part, ...]:
        layout = self._layout("citation" if cite else "bibliography")
        layout.repressed = {}
        foreign = foreign_tag(entry.fields.get("title", ""), entry.fields.get("language", ""), self._lang)
        try:
            text = layout.render_children(Item(entry, cite, foreign))
        except Broken as error:
            raise self._mistake(error.line, error.reason) from error
        if text and not cite:
            text = layout.format(layout.wrap(text))
        address = entry.fields.get("URL", "")
        return marks.read_marked(str(text or ""), foreign, address, self._quotes) or (Part(entry.key),)

    def _layout(self, name: str) -> Any:
        found = self._root.find(f"{{{_CSL}}}{name}/{{{_CSL}}}layout")
        return self._root.find(f"{{{_CSL}}}citation/{{{_CSL}}}layout") if found is None else found

    def _read(self, data: bytes) -> Any:
        """Return the root of a style that follows the schema. Nothing outside of the file is read."""
        from citeproc import SCHEMA_PATH

        parser = self._parser()
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._mistake(getattr(error, "lineno", 1) or 1, str(error)) from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._mistake(1, faults.StyleHasDoctype())
        schema = etree.RelaxNG(etree.parse(SCHEMA_PATH))
        if not schema.validate(root):
            errors = [error for error in schema.error_log if error.line]
            line = errors[0].line if errors else 1
            raise self._mistake(line, "; ".join(error.message for error in errors if error.line == line))
        return root

    def _set_locales(self) -> None:
        """Give the style its words: its own, then those of citeproc-py, in the document's language, then in
        English.
        """
        from citeproc import LANGUAGE_NAMES, LOCALES_PATH, PRIMARY_DIALECTS

        primary, own = primary_subtag(self._lang), self._root.get("default-locale", "")
        usual = "en-GB" if primary == "en" else PRIMARY_DIALECTS.get(primary, "en-US")
        tried = (self._lang, own if primary_subtag(own) == primary else usual, usual)
        chosen = next(tag for tag in tried if tag in LANGUAGE_NAMES)
        tags = dict.fromkeys((chosen, PRIMARY_DIALECTS[primary_subtag(chosen)], "en-US"))
        given = self._root.findall(f"{{{_CSL}}}locale")
        mine = [locale for tag in (chosen, primary, None) for locale in given if locale.get(_LANG) == tag]
        files = (etree.parse(f"{LOCALES_PATH}/locales-{tag}.xml", self._parser()).getroot() for tag in tags)
        self._root.locales = [*mine, *files]
        for locale in self._root.locales:
            locale.style = self._root
        self._root.calls = {}
        self._root.set("default-locale", chosen)
        self._root.formatter = SimpleNamespace(preformat=marks.clean)

    @staticmethod
    def _parser() -> etree.XMLParser:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        lookup = etree.ElementNamespaceClassLookup()
        lookup.get_namespace(_CSL).update(classes())
        parser.set_element_class_lookup(lookup)
        return parser

    def _place(self, line: int) -> SourceSpan:
        return SourceSpan.at(self._display, line, length=0)

    def _mistake(self, line: int, reason: faults.StyleFault | str) -> Failure:
        return Failure(Finding(self._place(line), faults.StyleUnusable(reason)))


_HARMLESS = {
    "cite-group-delimiter": (), "collapse": (), "delimiter-precedes-et-al": ("always", "contextual", "never"),
    "delimiter-precedes-last": ("always", "contextual", "never"), "disambiguate": (),
    "disambiguate-add-givenname": ("false",), "disambiguate-add-names": ("false",),
    "disambiguate-add-year-suffix": ("false",), "display": (), "et-al-subsequent-min": (),
    "font-variant": ("normal",), "font-weight": ("normal", "bold"),
    "name-delimiter": (", ",), "page-range-format": ("expanded",), "range-delimiter": ("–",),
    "subsequent-author-substitute": (), "text-decoration": ("none",), "vertical-align": ("baseline",),
}  # fmt: skip
"""For each attribute that is not observed, the values that ask for what is printed anyway."""

_UNKNOWN = frozenset(("citation-label",))
_LOOKS = ("font-style", "font-weight", "text-case")


def unusable(root: Any) -> tuple[int, faults.StyleFault] | None:
    """Return the line and the reason if a style cannot be used, else None."""
    if root.find("cs:citation", root.nsmap) is None:
        return root.sourceline, faults.StyleIsDependent()
    macros = {each.get("name"): each for each in root.findall("cs:macro", root.nsmap)}
    for element in root.xpath_search("//*[@macro or @variable='citation-number'][not(self::cs:key)]"):
        name = element.get("macro")
        if name is None:
            return element.sourceline, faults.StyleIsNumeric()
        if name not in macros:
            return element.sourceline, faults.UnknownName(name)
    calls = {
        name: {each.get("macro"): each.sourceline for each in macro.xpath_search(".//*[@macro]")}
        for name, macro in macros.items()
    }
    try:
        TopologicalSorter(calls).prepare()
    except CycleError as error:
        called, calling, *_ = error.args[1]
        return calls[calling][called], faults.MacroCircle(called)
    return None


def ignored(root: Any, language: str) -> Iterator[tuple[str, int]]:
    """Yield each part of a CSL style that is ignored in documents of a language, with its first line.

    A part is a string such as '<date font-style="italic">', and comes once. `language` is a primary subtag.
    """
    seen = set()
    for element in root.iter():
        for part in _parts(element, element.tag.partition("}")[2], language):
            if part not in seen:
                seen.add(part)
                yield part, element.sourceline


def _parts(element: Any, tag: str, language: str) -> Iterator[str]:
    for name, value in element.items():
        if (
            value not in _HARMLESS.get(name, (value,))
            or (
                name in _LOOKS
                and (tag == "date" or (tag == "layout" and element.getparent().tag.endswith("citation")))
            )
            or (name == "variable" and value in _UNKNOWN)
            or (name == "form" and tag == "number" and value.endswith("ordinal") and language != "en")
        ):
            yield f'<{tag} {name}="{value}">'
    if tag == "sort" and element.getparent().tag.endswith("citation"):
        yield "<citation> <sort>"


def prepare(root: Any) -> None:
    """Take out what is not observed, so that it has no half effect."""
    for element in root.iter():
        if "disambiguate" in element.attrib:  # a test that never holds
            element.set("position", element.get("position", "") + " none")
        for name, value in element.items():
            if value not in _HARMLESS.get(name, (value,)):
                del element.attrib[name]
    for names in root.xpath_search("//cs:names[not(cs:name) and not(parent::cs:substitute)]"):
        names.insert(0, names.makeelement(f"{{{root.nsmap['cs']}}}name"))
