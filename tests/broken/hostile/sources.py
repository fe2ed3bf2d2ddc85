"""Sources that would use up a machine."""

from __future__ import annotations

from collections.abc import Callable

from tests.broken.hostile import HEAD, Case, Files, one


def typed(text: str) -> Callable[[], Files]:
    """Return a maker of a source with one paragraph."""
    return lambda: {"a.md": f"{HEAD}1. {text}\n"}


def inlines(name: str, text: str) -> dict[str, Case]:
    """Return the case of a paragraph that only has to be read in time, whatever is found in it."""
    return {name: Case(typed(text), "check a.md", "1 source checked", -1)}


CMARK = (
    inlines("nested strong emphasis", "*a **a " * 3_000 + "b" + " a** a*" * 3_000)
    | inlines("closers of emphasis without openers", "a_ " * 10_000)
    | inlines("openers of emphasis without closers", "_a " * 10_000)
    | inlines("closers of links without openers", "a]" * 10_000)
    | inlines("openers of links without closers", "[a" * 10_000)
    | inlines("mismatched openers and closers", "*a_ " * 10_000)
    | inlines("openers and closers, a multiple of three", "a**b" + "c* " * 10_000)
    | inlines("links and emphasis", "[ a_" * 10_000)
    | inlines("an opener in each link that is none", "[ (](" * 10_000)
    | inlines("images in images", "![[]()" * 10_000)
    | inlines("nested brackets", "[" * 10_000 + "a" + "]" * 10_000)
    | inlines("nested images", "![" * 10_000 + "a" + "]" * 10_000)
    | inlines("nested notes", "^[" * 10_000 + "a" + "]" * 10_000)
    | inlines("borders of tables without rows", "+--+--+\n" * 20_000)
    | inlines("nested quotations", "> " * 10_000 + "a")
    | inlines("nested lists", "- " * 10_000 + "a")
    | inlines("strings of backticks", "".join("e" + "`" * at for at in range(250)))
    | inlines("unclosed links", "[a](<b" * 10_000)
    | inlines("unclosed links with titles", "[a](b '" * 10_000)
    | inlines("unclosed comments", "a <!-- " * 10_000)
    | inlines("unclosed instructions", "a <? " * 10_000)
    | inlines("unclosed declarations", "a <!A " * 10_000)
    | inlines("empty angle brackets", "<>" * 10_000)
    | inlines("opening tags", "<a " * 10_000)
    | inlines("keys without brackets", "[@a" * 10_000)
    | inlines("languages without brackets", "[a]{lang=" * 5_000)
    | inlines("attributes that end nowhere", "{#" * 10_000)
    | inlines("definitions of addresses", "\n\n" + "".join(f"[{at}]: a\n" for at in range(3_000)))
    | inlines("one reference to many definitions", "[0] " * 3_000 + "\n\n[0]: " + "a" * 20_000)
    | inlines("names of bodies", "Committee " * 20_000 + "(para. 1)")
    | inlines("references in one paragraph", "(para. 1) " * 10_000)
    | inlines(
        "references in the notes of one paragraph",
        "".join(f"b[^{at}] " for at in range(3_000))
        + "".join(f"\n\n[^{at}]: See para. 1." for at in range(3_000)),
    )
    | inlines("articles in one paragraph", "article 1 of the Convention " * 4_000)
    | inlines("withheld words in one paragraph", "[a]{.confidential} " * 5_000)
    | inlines("a table of many columns", "\n\n" + "|x" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|y\n" * 100)
    | inlines("tables of short rows", ("\n\n" + "|x" * 60 + "\n" + "|-" * 60 + "\n" + "|y\n" * 900) * 3)
)
"""The pathological inputs of cmark (test/pathological_tests.py), and the same of what this dialect adds."""

FRONT = {
    f"front matter: {name}": Case(one("a.md", f"---\n{text}\n---\n\n1. A.\n".encode), "check a.md", "S002", 1)
    for name, text in {
        "deep lists": "title: " + "[" * 20_000,
        "deep keys": "title: " + "{a: " * 20_000,
        "deep indents": "".join(f"{' ' * at}a:\n" for at in range(500)),
        "references that double": "\n".join(f"a{at + 1}: &a{at + 1} [*a{at}, *a{at}]" for at in range(30)),
        "a long value": "title: " + "b" * 2_000_000,
        "many keys": "\n".join(f"a{at}: b" for at in range(50_000)),
    }.items()
}
CASES = {
    "a finding in each word": Case(typed("{# " * 20_000), "check a.md", "and 19,995 more (--all)", 1),
    "emphasis in emphasis": Case(
        typed("*a " * 30_000 + "b* " * 30_000), "check a.md", "S021 emphasis is nested more than 40 deep"
    ),
    "50 MB": Case(one("a.md", lambda: HEAD + "x " * 25_000_000), "check a.md", "S021 "),
    "a paragraph of megabytes": Case(
        one("a.md", lambda: f"{HEAD}1. {'word ' * 400_000}\n"), "check a.md", "1 source checked", -1
    ),
    "a source that is a pipe": Case(dict, "check pipe.md", "S020 this is not a file, but a device or a pipe"),
    "a source without an end": Case(dict, "check /dev/zero", "S020 "),
    **CMARK,
    **FRONT,
}
