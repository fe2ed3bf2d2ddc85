"""Print toolchain/data/words/messages.pot: the templates of all findings, for translators.

A translation is a copy of it with a header, `LANGUAGE/LC_MESSAGES/submission.po`, compiled with
`pybabel compile`.
"""

from __future__ import annotations

import ast
import importlib
import io
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

import toolchain
from toolchain import rules
from toolchain.model.facts import Facts, Plural, Template, Text

PACKAGE = Path(toolchain.__file__).parent


def cases() -> list[type[Facts]]:
    """Return all cases with templates, by code and name."""
    for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        importlib.import_module(module.name)
    found = [case for case in _below(Facts) if "templates" in vars(case)]
    return sorted(found, key=lambda case: (_code(case), case.__name__, case.__module__))


def words() -> set[str]:
    """Return the words that are facts: what stands in `Word("…")` anywhere in the package."""
    return {
        node.args[0].value
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Word"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def catalogue() -> Catalog:
    """Return the templates and words, each with the code and name of the rule that uses it."""
    made = Catalog(project="Submission Toolchain", header_comment="", charset="utf-8")
    for case in cases():
        note = f"{_code(case)} {case.__name__}".strip()
        for text in dict.fromkeys(case.templates):
            for template in _each(text):
                message = (template.one, template.many) if isinstance(template, Plural) else template
                if template:
                    made.add(message, auto_comments=[note])
    for word in sorted(words()):
        made.add(word, auto_comments=["a word of a sentence"])
    return made


def page() -> str:
    """Return the text of the file."""
    out = io.BytesIO()
    write_po(out, catalogue(), width=0, omit_header=True, no_location=True)
    return out.getvalue().decode("utf-8")


def _below(case: type[Facts]) -> Iterator[type[Facts]]:
    for each in case.__subclasses__():
        if each.__module__.startswith(f"{toolchain.__name__}."):
            yield each
            yield from _below(each)


def _code(case: type[Facts]) -> str:
    return case.rule.code if hasattr(case, "rule") else ""


def _each(text: Text) -> tuple[Template, ...]:
    return (text,) if isinstance(text, str | Plural) else text


if __name__ == "__main__":
    print(page(), end="")
