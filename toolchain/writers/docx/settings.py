"""`word/settings.xml`, written anew: of a template's settings only those of its page are taken over."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable

from toolchain.writers.docx.notes import SEPARATORS
from toolchain.writers.docx.styles import STEP
from toolchain.writers.docx.xml import Element, add, find, root

_MICROSOFT = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
# The language of each script where the document's own does not say it.
_LANGUAGES = {"val": "en-GB", "eastAsia": "zh-CN", "bidi": "ar-SA"}
_SLOTS = {"zh": "eastAsia", "ja": "eastAsia", "ko": "eastAsia"}
_REGIONS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "zh": "zh-CN", "ar": "ar-SA"}


def languages(lang: str, *, rtl: bool) -> dict[str, str]:
    """The three languages of `w:lang` for a document's BCP 47 tag; without a region it gets its usual one."""
    tag = lang.replace("_", "-")
    if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", tag):
        return dict(_LANGUAGES)
    slot = "bidi" if rtl else _SLOTS.get(tag.partition("-")[0].lower(), "val")
    return {**_LANGUAGES, slot: _REGIONS.get(tag.lower(), tag)}


def new_settings(template: Element, notes: Iterable[str], spoken: dict[str, str]) -> Element:
    """The settings, in the schema's order (ECMA-376-1, 17.15.1.78). No field is updated at opening.

    `notes` are the kinds of notes, footnotes first.
    """
    settings = root("settings")
    add(settings, "zoom", percent=100)
    _take_over(template, settings, "mirrorMargins", "gutterAtTop")
    tab = find(template, "defaultTabStop")
    if tab is not None:
        settings.append(copy.deepcopy(tab))
    else:
        add(settings, "defaultTabStop", val=STEP)
    _take_over(template, settings, "autoHyphenation", "evenAndOddHeaders")
    add(settings, "characterSpacingControl", val="doNotCompress")
    for kind in notes:
        numbering = add(settings, f"{kind}Pr")
        if kind == "endnote":
            add(numbering, "pos", val="sectEnd")
        add(numbering, "numFmt", val="decimal")
        for _, identity in SEPARATORS:
            add(numbering, kind, id=identity)
    compatibility = add(settings, "compat")
    add(compatibility, "doNotExpandShiftReturn")  # a line that a hard break ends is not spread
    for name, value in _COMPATIBILITY.items():
        add(compatibility, "compatSetting", name=name, uri=_MICROSOFT, val=value)
    add(settings, "themeFontLang", **spoken)
    add(settings, "decimalSymbol", val=".")
    add(settings, "listSeparator", val=",")
    return settings


def _take_over(template: Element, settings: Element, *names: str) -> None:
    for name in names:
        found = find(template, name)
        if found is not None:
            settings.append(copy.deepcopy(found))
