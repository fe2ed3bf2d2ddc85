"""Mark an organization's standing text in the tags of a PDF, as `toolchain.formats.pdf.standing` reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from toolchain.formats.html.elements import is_standing
from toolchain.formats.pdf.standing import NAME
from toolchain.model.expressions import expression

if TYPE_CHECKING:
    from toolchain.writers.pdf.weasyprint.patches.origins import Origins

_DECLARED = expression(r"""--standing\s*:\s*(?:"([^"]*)"|'([^']*)')""")


def _standing_texts(root: Element, style: str) -> list[str]:
    """Return the standing texts of a page: in elements of that class, and as `--standing` in style sheets."""
    marked = ("".join(each.itertext()) for each in root.iter() if is_standing(each.attrib))
    declared = (first or other for first, other in _DECLARED.findall(style))
    texts = (" ".join(text.split()) for text in (*marked, *declared))
    return list(dict.fromkeys(filter(None, texts)))


def mark_standing(pdf: Any, made: Origins, root: Element, markup: str) -> None:
    """Mark the tags of elements with standing text, and list in the document's tag what its margins may say.

    `root` is the page's root element; `markup` contains its style sheet.
    """
    import pydyf

    for tag, element in made:
        if "S" in tag and is_standing(element.attrib):
            tag["T"] = pydyf.String(NAME)
    properties = [
        pydyf.Dictionary({"N": pydyf.String(NAME), "V": pydyf.String(text)})
        for text in _standing_texts(root, markup)
    ]
    for each in _documents(pdf) if properties else ():
        each["A"] = pydyf.Dictionary({"O": "/UserProperties", "P": pydyf.Array(properties)})
        pdf.catalog["MarkInfo"]["UserProperties"] = "true"  # ISO 32000-1, 14.7.5.4


def _documents(pdf: Any) -> Iterator[Any]:
    objects: Iterable[Any] = pdf.objects
    return (each for each in objects if isinstance(each, dict) and each.get("S") == "/Document")
