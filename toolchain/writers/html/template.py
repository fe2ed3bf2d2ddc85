"""Render the page's template in a sandbox, and report its mistakes at their lines."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolchain.formats.read_bytes import text_of
from toolchain.model.design import FILE, Design, read_design
from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.project.settings import Templates
from toolchain.rules.inputs import TemplateUnusable

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_USE = expression(r"design\(([^()]*)\)")


def render(name: str, variables: dict[str, object], templates: Templates) -> str:
    """Return the rendered template `name`. Raise `Failure` (S012) at the line of a mistake."""
    from jinja2 import TemplateSyntaxError

    try:
        return _environment(templates).get_template(name).render(variables)
    except Failure:
        raise
    except TemplateSyntaxError as error:
        raise _mistake(
            error.filename or str(templates.find(name)), error.lineno, error.message or ""
        ) from error
    except Exception as error:  # any error of a template's expression
        path, line = _place(error, templates.find(name))
        raise _mistake(path, line, str(error) or type(error).__name__) from error


def read(name: str, templates: Templates) -> str:
    """Return a template file as text. Raise `Failure` (S012, S019, S020) if it cannot be read."""
    path = templates.find(name)
    return text_of(path, str(path))


def read_design_of(templates: Templates) -> Design:
    """Return the design of the templates. Raise `Failure` as `read` does, and S012 for a mistake."""
    import tomllib

    try:
        return read_design(read(FILE, templates))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise _mistake(str(templates.find(FILE)), int(line[1]) if line else 1, str(error)) from error


def read_sheet(name: str, templates: Templates) -> str:
    """Return a style sheet with the values of the design: "10pt" for "design(text.size)".

    Raise `Failure` (S012) at the line of one that the design lacks.
    """
    text, values = read(name, templates), read_design_of(templates)

    def value(use: re.Match[str]) -> str:
        try:
            return values.value(use[1])
        except ValueError as error:
            line = text.count("\n", 0, use.start()) + 1
            raise _mistake(str(templates.find(name)), line, f"{FILE} has no {error}") from error

    return _USE.sub(value, text)


def finished(markup: str) -> Markup:
    """Mark markup as escaped, so that a template prints it unchanged."""
    from markupsafe import Markup

    return Markup(markup)  # noqa: S704


@lru_cache(maxsize=4)
def _environment(templates: Templates) -> Environment:
    """Return the environment for templates, which compiles each file once until it changes."""
    from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def load(name: str) -> tuple[str, str, Callable[[], bool]]:
        if Path(name).name != name:
            raise TemplateNotFound(name, f"a template lies beside the others: {name!r} is no plain file name")
        text = read(name, templates)
        return text, str(templates.find(name)), lambda: read(name, templates) == text

    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _place(error: Exception, path: Path) -> tuple[str, int]:
    """Return the template's line at which the error occurred."""
    frames = traceback.extract_tb(error.__traceback__)
    found = [
        frame for frame in frames if frame.filename.endswith((".j2", ".html")) or frame.filename == str(path)
    ]
    return (found[-1].filename, found[-1].lineno or 1) if found else (str(path), 1)


def _mistake(path: str, line: int, message: str) -> Failure:
    return Failure(Finding(SourceSpan.at(path, line, length=0), TemplateUnusable(message)))
