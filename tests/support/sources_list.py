"""A submission with sources of many kinds, for the tests of the list of sources and of what rests on them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.stages import Submission
from toolchain.project.settings import Options

Item = dict[str, Any]


def item(key: str, kind: str, title: str = "", author: str = "", year: int = 2020, **more: Any) -> Item:
    """An item of CSL-JSON; an author is "Family, Given" or an institution."""
    family, comma, given = author.partition(", ")
    name = {"family": family, "given": given} if comma else {"literal": author}
    named = {"author": [name]} if author else {}
    fields = {field.replace("_", "-"): value for field, value in more.items()}
    titled = {"title": title} if title else {}
    return {"id": key, "type": kind, **titled, **named, "issued": {"date-parts": [[year]]}, **fields}


COMMITTEE = "Committee on the Rights of the Child"
ITEMS = (
    item("zafar", "book", "Juvenile Courts", "Zafar, Nadia", publisher="Example Press",
         publisher_place="Lahore"),
    item("elie", "article-journal", "Élan", "Élie, Anne", container_title="Journal of Law", volume="12",
         page="5-9"),
    item("eliot", "book", "Early Years", "Eliot, Tom"),
    item("gc25", "report", "General comment No. 25", COMMITTEE, 2021, number="CRC/C/GC/25"),
    item("gc9", "report", "General comment No. 9", COMMITTEE, 2007, number="CRC/C/GC/9"),
    item("penal", "legislation", "Penal Code", "", 1860, jurisdiction="Pakistan"),
    item("crc", "treaty", "Convention on the Rights of the Child", "", 1989),
    item("dawn", "article-newspaper", "Shelters close", "Doe, Jane", container_title="The Day"),
    item("page", "webpage", "Figures", "Example Office", URL="https://example.org/a?a=1&b=2",
         accessed={"date-parts": [[2021, 3, 3]]}),
    item("letter", "personal_communication", "", "Example Association"),
    item("map", "map", "The districts", "Example Survey"),
    item("unused", "book", "Never Opened", "Nobody, Ann"),
)  # fmt: skip
"""All but the last are cited by `BODY`."""

BODY = """\
# The law

1. The law forbids it.[@penal, art. 375] It binds the State.[@crc, art. 34] Said.[@gc25, para. 4; @gc9]

2. Few cases are brought.[^few]

     1. In towns;[@zafar, p. 4]
     2. In villages.[@elie, p. 6][^few]

# Sources {.sources}

Newspapers are cited in translation.

# Further reading

3. Read more.[@eliot][@dawn][@page][@letter][@map]

[^few]: See [@penal, art. 376].
"""


def submitted(folder: Path, body: str = BODY, items: Iterable[Item] = ITEMS, **matter: str) -> Submission:
    """The source of these words, with a bibliography beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    front = {"title": "A title", "lang": "en", "sources": "sources.json", **matter}
    lines = "\n".join(f"{key.replace('_', '-')}: {value}" for key, value in front.items())
    (folder / "sources.json").write_text(json.dumps(list(items), ensure_ascii=False), encoding="utf-8")
    (folder / "report.md").write_text(f"---\n{lines}\n---\n\n{body}", encoding="utf-8")
    return pipeline.read(folder / "report.md", Options())
