"""Words that the recipient asks to avoid: T510."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolchain.checks import check
from toolchain.checks.source.text.prose import EVERYWHERE, own, prose
from toolchain.model.diagnostics import Finding
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.text import Term
from toolchain.text.phrases import any_of


@check(Term)
def term(resolved: Resolved) -> Iterator[Finding]:
    """The profile of a recipient lists words to avoid, and what to write instead, each with its source:
    `submission profiles show crc` prints them. A Committee that receives a "shadow report" understands that
    its purpose is to contradict the State. Quotations and titles are not checked.

    Bad:

        ---
        title: A shadow report
                 ^^^^^^^^^^^^^
        lang: en
        profile: crc
        country: Example
        submitted-by:
          - name: Example
        ---

        1. This shadow report covers 2019.
                ^^^^^^^^^^^^^

    Good:

        ---
        title: An alternative report
        lang: en
        profile: crc
        country: Example
        submitted-by:
          - name: Example
        ---

        1. In “Writing a shadow report” it is called so; the reports are overshadowed.
    """
    rules = dict(resolved.settings.profile.group("terms"))
    if not rules:
        return
    pattern = re.compile(rf"\b{any_of(rules)}s?\b", re.IGNORECASE)
    folded = {each.casefold(): rule for each, rule in rules.items()}
    for passage in prose(resolved, pattern, EVERYWHERE):
        for found in own(passage, pattern):
            words = fold(found[0].casefold())
            rule = folded.get(words) or folded[words.removesuffix("s")]
            facts = Term(found[0], rule.doubt, tuple(f"“{each}”" for each in rule.value))
            yield Finding(passage.span(*found.span()), facts, severity=rule.gravity)
