"""Citations that Zotero and Mendeley keep in fields become citations, or stay as they are and are listed."""

from __future__ import annotations

import json
from typing import Any

from tests.support.docx_made import call, field, p, run
from tests.support.word_drafts import converted, losses, source

SAHIL = {
    "type": "book",
    "title": "Cruel Numbers",
    "author": [{"family": "Sahil"}],
    "issued": {"date-parts": [[2020]]},
}
KEPT = "a citation of the reference manager stays text"


def cited(*items: object, shown: str = "(Sahil 2020)") -> str:
    """A field as Zotero writes it."""
    said = json.dumps({"citationItems": items}).replace("&", "&amp;").replace("<", "&lt;")
    return field(f"ADDIN ZOTERO_ITEM CSL_CITATION {said}", shown)


def item(**more: Any) -> dict[str, Any]:
    return {"uris": ["http://zotero.org/users/1/items/A"], "itemData": {"id": 7, **SAHIL}, **more}


def test_locators_prefixes_and_suffixes_are_kept() -> None:
    full = item(locator="4-6", label="paragraph", prefix="see", suffix="with tables")
    assert source(p(run("So it is ") + cited(full))) == "So it is[see @sahil-2020, paras. 4-6, with tables]"
    assert (
        source(p(run("Sahil says ") + cited(item(**{"suppress-author": True})))) == "Sahil says[-@sahil-2020]"
    )


def test_two_sources_of_one_author_and_year_have_two_keys() -> None:
    other = {"uris": ["http://zotero.org/users/1/items/B"], "itemData": SAHIL | {"title": "Other Numbers"}}
    assert source(p(run("So it is") + cited(item(), other))) == "So it is[@sahil-2020; @sahil-2020-2]"


def test_a_citation_in_a_note_makes_no_note_of_its_own() -> None:
    note = f'<w:endnote w:id="1"><w:p>{run("See ")}{cited(item(locator="12"))}</w:p></w:endnote>'
    text = source(p(run("So it is.") + call(1)), endnotes=note)
    assert text.endswith("]: See [@sahil-2020, p. 12]")


def test_sources_have_no_address_of_a_user() -> None:
    file = converted(p(cited(item()))).files["sources.json"].decode()
    assert json.loads(file) == [{**SAHIL, "id": "sahil-2020"}]


def test_a_field_without_data_keeps_its_words_and_is_listed() -> None:
    for broken in (
        field("ADDIN ZOTERO_ITEM CSL_CITATION {broken", "(Sahil 2020)"),
        field("ADDIN CSL_CITATION", "(Sahil 2020)"),
        cited({"id": 7}),
        cited(),
    ):
        body = p(run("So it is ") + broken + run("."))
        assert source(body) == "So it is (Sahil 2020)."
        assert losses(body) == [KEPT]


def test_odd_data_is_kept_as_it_is() -> None:
    odd = {"uris": 5, "label": [], "locator": 3, "itemData": {"title": ["x"], "author": "y", "issued": 3}}
    assert source(p(run("So it is ") + cited(odd))) == "So it is[@source-1, p. 3]"


def test_a_list_of_sources_stays_text_and_is_listed() -> None:
    body = p(field("ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY", "Sahil, Cruel Numbers (2020)."))
    assert source(body) == "Sahil, Cruel Numbers (2020)."
    assert losses(body) == ["the list of sources of the reference manager stays text"]
