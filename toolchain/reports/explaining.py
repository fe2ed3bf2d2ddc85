"""Explain a finding to people, with examples."""

from __future__ import annotations

import textwrap

from toolchain.checks import Check
from toolchain.checks.examples import documentation


def explained(check: Check, lang: str) -> str:
    """Return the documentation of a check, with its examples in a language, or else in English."""
    prose, examples = documentation(check)
    languages = dict.fromkeys(each.lang for each in examples)
    lang = lang if lang in languages else "en"
    parts = [f"{check.code} {check.name} ({check.severity.word})\n{check.summary}.", prose]
    for each in examples:
        if each.lang == lang:
            parts += [each.head, textwrap.indent(each.shown, "    ")]
    if others := [f"--lang {each}" for each in languages if each != lang]:
        parts.append(f"Examples in other languages: {', '.join(others)}")
    return "\n\n".join(parts)
