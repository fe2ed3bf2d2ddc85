"""Whatever stands in a page, or is torn out of it, it is read or refused."""

from __future__ import annotations

import random
import re
from contextlib import suppress

import pytest

from tests.broken.html.against_source import good, rich
from tests.support.proving import prove
from toolchain.model.diagnostics import Failure


@pytest.mark.parametrize("seeds", [range(40), pytest.param(range(40, 150), marks=pytest.mark.long)])
def test_no_page_is_too_strange(seeds: range) -> None:
    page = good().decode()
    start = page.index("<body>")
    tokens = re.findall(r"<[^>]*>|[^<]+", page[start:])
    for seed in seeds:
        chance = random.Random(seed)
        torn = list(tokens)
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(torn))
            torn[at : at + chance.choice([0, 1, 1, 40])] = chance.sample(tokens, chance.randint(0, 2))
        data = f"{page[:start]}{''.join(torn)}</html>".encode()
        with suppress(Failure):
            prove(rich().resolved, data, "x.html", "html")
