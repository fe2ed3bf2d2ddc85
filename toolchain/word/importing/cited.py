"""Citations that Zotero and Mendeley keep in fields, with the data of their sources."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from toolchain import model as m
from toolchain.citations.style.words import Words, form_of, is_plural, words_for
from toolchain.formats.docx.fields import Field
from toolchain.formats.docx.story import Paragraph
from toolchain.model.diagnostics import Place
from toolchain.model.facts import Word
from toolchain.text.labels import Labels
from toolchain.word.importing.losses import Losses

FILE = "sources.json"
_CITATION, _BIBLIOGRAPHY = "CSL_CITATION", "CSL_BIBLIOGRAPHY"


class Cited:
    """The sources of the citations of one file, by their keys."""

    def __init__(self, lang: str, losses: Losses) -> None:
        self._words: Words = words_for(lang)
        self._losses = losses
        self._labels = Labels()
        self._keys: dict[str, str] = {}
        self._sources: list[dict[str, Any]] = []

    def citation(self, field: Field, paragraph: Paragraph, span: Place, *, in_note: bool) -> m.Inline | None:
        """Return the citation in a field, as a note of its own in running text; None if it has none."""
        text = "".join(field.words)
        if _BIBLIOGRAPHY in text:
            self._losses.once(paragraph, Word("the list of sources of the reference manager stays text"))
        if _CITATION not in text:
            return None
        items: Any = ()
        with suppress(ValueError, RecursionError, TypeError, KeyError):
            items = json.JSONDecoder().raw_decode(text[text.index("{") :])[0]["citationItems"]
        if not items or not all(
            isinstance(each, dict) and isinstance(each.get("itemData"), dict) for each in items
        ):
            self._losses.add(paragraph, Word("a citation of the reference manager stays text"))
            return None
        self._losses.once(paragraph, Word("citations get the form of the citation style"))
        children: list[m.Inline] = []
        for item in items:
            children += (m.Text(span, ";"), m.Text(span, " ")) if children else ()
            children += self._item(item, span)
        cited = m.Citation(span, tuple(children))
        if in_note:
            return cited
        return m.InlineNote(span, m.Note(span, "", (m.Paragraph(span, (cited,)),)))

    def _item(self, item: Mapping[str, Any], span: Place) -> Iterator[m.Inline]:
        if before := _said(item, "prefix"):
            yield m.Text(span, f"{before} ")
        yield m.CitedSource(span, self._key(item), not item.get("suppress-author"))
        locator, after = _said(item, "locator"), _said(item, "suffix")
        if locator:
            form = form_of(self._words, _said(item, "label") or "page", is_plural(locator), "short")
            locator = f", {form.format(locator)}"
        if locator or after:
            yield m.Text(span, locator + (f", {after}" if after[:1].isalnum() else after))

    def _key(self, item: Mapping[str, Any]) -> str:
        """Return the key of a source: its first name and year."""
        data = {name: value for name, value in item["itemData"].items() if name != "id"}
        uris = item.get("uris")
        identity = str(uris[0] if isinstance(uris, list) and uris else json.dumps(data, sort_keys=True))
        if identity not in self._keys:
            first = ""
            with suppress(AttributeError, IndexError, KeyError, TypeError):
                name = (data.get("author") or data.get("editor") or [{"literal": data["title"]}])[0]
                first = f"{name.get('family') or name['literal']}"
                first = f"{first} {data['issued']['date-parts'][0][0]}"
            key = self._labels.new(first, f"source-{len(self._keys) + 1}")
            self._keys[identity] = key
            self._sources.append({"id": key, **data})
        return self._keys[identity]

    def file(self) -> dict[str, bytes]:
        """Return the bibliography as CSL JSON, by the name of its file; empty if no source is cited."""
        text = json.dumps(self._sources, ensure_ascii=False, indent=2)
        return {FILE: f"{text}\n".encode()} if self._sources else {}


def _said(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return str(value).strip() if isinstance(value, str | int) else ""
