"""Make pages of HTML from the templates in this room; all have the same style sheet, and none a script."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from toolchain.model.expressions import expression
from toolchain.model.wording import counted, grouped, language, said

_NONE: Mapping[str, Callable[..., object]] = {}
_MARKUP = expression(r"(<style.*?</style>|<[^<>]*>)", re.DOTALL)


def rendered(
    template: Path, variables: Mapping[str, Any], filters: Mapping[str, Callable[..., object]] = _NONE
) -> str:
    """Return a page; all values are escaped in it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader((template.parent, Path(__file__).parent)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters)
    environment.globals |= {"said": said, "grouped": grouped, "counted": counted, "ui_lang": language()}
    return environment.get_template(template.name).render(variables)


def reworded(page: str, say: Callable[[str], str]) -> str:
    """Return a page with other words in its texts, but the same markup."""
    parts = _MARKUP.split(page)
    parts[::2] = [html.escape(say(html.unescape(each)), quote=False) for each in parts[::2]]
    return "".join(parts)
