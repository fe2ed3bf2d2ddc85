"""`word/settings.xml`, written anew: of a template's settings only those of its page are taken over."""

from __future__ import annotations

import copy
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
