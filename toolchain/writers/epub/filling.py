"""Fill the templates of this folder: the markup around what the functions of the page write."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolchain.writers.html.context import attributes, escape
from toolchain.writers.html.template import finished

if TYPE_CHECKING:
    from jinja2 import Environment


def filled(name: str, /, **values: object) -> str:
    """Return a template with values; a text in it has the filter `text`, markup has `safe`."""
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["text"] = lambda text: finished(escape(text))
    made.globals["attributes"] = lambda **given: finished(attributes(**given))
    return made
