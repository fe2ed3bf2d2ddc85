"""Words that the United Nations spell otherwise, or the recipient asks to avoid: T505, T510."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from toolchain.checks import check
from toolchain.checks.source.text.prose import EVERYWHERE, own, prose
from toolchain.checks.survey import survey
from toolchain.data import table
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.text import Spelling, Term
from toolchain.text.passages import Passage
from toolchain.text.phrases import any_of

_WORD = expression(r"[A-Za-z]{4,}")
_VERB = expression("(?P<stem>[a-z]+)is(?:e|ed|es|er|ers|ing|ation|ations|ational|able|ability)")
_PREFIXES = ("", "re", "de", "un", "dis", "over", "under", "non", "mis", "pre", "co")
_COMPUTING = expression(
    r"\b(?:[Cc]omput\w+|[Ss]oftware|source|code[ds]?|algorithms?|application|install(?:ed)?|users?"
    r"|blockchain|training data)\b"
)


class _Words(Record):
    """Stems of verbs in -ize, and other words with their replacements."""

    stems: frozenset[str]
    instead: Mapping[str, str]

    def right(self, word: str) -> str:
        """Return the spelling of a word in lower case; "" if it is right, or not known."""
        if word in self.instead:
            return self.instead[word]
        verb = _VERB.fullmatch(word)
        known = verb and any(
            verb["stem"].startswith(prefix) and verb["stem"][len(prefix) :] in self.stems
            for prefix in _PREFIXES
        )
        return re.sub("is(?=[a-z]*$)", "iz", word) if known else ""


@check(Spelling)
def spelling(resolved: Resolved) -> Iterator[Finding]:
    """The United Nations spell English by the Concise Oxford Dictionary: organization, recognize and civilize
    with z, but analyse and advise; labour, centre and programme (Editorial Manual, spelling). A court gives a
    judgment, as in the Manual itself. Names keep their own spelling: words with a capital within a sentence
    are not checked. Notes, titles, quotations and computer programs are not checked either. Each word is
    reported once, at its first use.

    Bad:

        1. Civil society organisations work with labor inspectors in this program.
                         ^^^^^^^^^^^^^           ^^^^^                    ^^^^^^^

    Good:

        1. Organizations revise and advertise their programmes, a computer program, the Organisation for
             Economic Co-operation and Development, *Child labor* and “organised” crime; premises otherwise.
    """
    if resolved.words.language != "en" or resolved.words.lang.lower().startswith("en-us"):
        return
    words = _words()
    written = set(_WORD.findall(" ".join(survey(resolved).words)))
    right = {word: spelt for word in written if (spelt := words.right(word.lower()))}
    if not right:
        return
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(right))})\b")
    told: set[str] = set()
    for passage in prose(resolved, pattern, frozenset(("text", "headings"))):
        for found in own(passage, pattern):
            word = found[0].lower()
            if word not in told and not _is_name(passage, found) and not _is_of_computers(passage, found):
                told.add(word)
                yield Finding(passage.span(*found.span()), Spelling(found[0], right[found[0]]))


def _is_name(passage: Passage, found: re.Match[str]) -> bool:
    """Return whether a word has a capital that is not just the start of a sentence."""
    if found[0][0].islower():
        return False
    before = passage.text[: found.start()].rstrip(" \n“‘(")
    begins = not before or before.endswith((".", "!", "?", ":"))
    after = re.match(r"\s+(?:of |for |and |on |the )*[A-Z]", passage.text[found.end() :])
    return not begins or after is not None


def _is_of_computers(passage: Passage, found: re.Match[str]) -> bool:
    return found[0].lower().startswith("program") and bool(_COMPUTING.search(passage.text))


@cache
def _words() -> _Words:
    found = table(__file__)
    return _Words(frozenset(found["ize"].split()), found["words"])


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
