"""The language of a text in `w:lang`, by the kind of its script (ECMA-376-1, 17.3.2.20)."""

from __future__ import annotations

from toolchain.model.languages import is_east_asian, is_language_tag, is_right_to_left, primary_subtag

# The default language for each kind of script.
_LANGUAGES = {"val": "en-GB", "eastAsia": "zh-CN", "bidi": "ar-SA"}
_COMPLEX = ("hi", "mr", "ne", "bn", "gu", "pa", "ta", "te", "kn", "ml", "si", "th", "lo", "bo", "km", "my")
_REGIONS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "zh": "zh-CN", "ar": "ar-SA"}


def languages(lang: str) -> dict[str, str]:
    """Return the three languages of `w:lang` for a document's BCP 47 tag."""
    return {**_LANGUAGES, **foreign_language(lang)}


def foreign_language(lang: str) -> dict[str, str]:
    """Return the attributes of `w:lang` for a BCP 47 tag, with its usual region if it has none.

    Most tags have one of `val`, `eastAsia` and `bidi`. Thai and others have two, because Word reads `bidi`
    where it takes a run for complex script, and else `val`. An invalid tag has none.
    """
    tag = lang.replace("_", "-")
    if not is_language_tag(tag):
        return {}
    slot = "bidi" if is_right_to_left(tag) else "eastAsia" if is_east_asian(tag) else "val"
    return dict.fromkeys(
        (slot, "bidi") if primary_subtag(tag) in _COMPLEX else (slot,), _REGIONS.get(tag.lower(), tag)
    )
