"""Cases without a rule of their own: they have the rule of the facts in them."""

from __future__ import annotations

from toolchain.model.facts import Facts, Plural


class MoreLikeThis(
    Facts,
    says=Plural("count", "1 more like this: {last}", "{count} more like this, for example: {last}"),
    help="{last:help}",
):
    """Findings that are counted and not listed one by one, and the last of them."""

    count: int
    last: Facts
