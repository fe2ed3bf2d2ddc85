"""PO files, by polib. A text that is there several times is one entry; an old translation is fuzzy."""

from __future__ import annotations

from collections.abc import Iterable

import polib

import toolchain
from toolchain.formats.read_bytes import decoded
from toolchain.formats.translations import Message
from toolchain.model.diagnostics import Failure
from toolchain.rules.translating import NotPo

_NO_DAY = "1970-01-01 00:00+0000"


def written(messages: Iterable[Message], source: str, langs: tuple[str, str]) -> bytes:
    """Return the bytes of a file: `source` is the name of the source, `langs` its language and the other."""
    file = polib.POFile()
    file.metadata = {
        "Project-Id-Version": source, "PO-Revision-Date": _NO_DAY, "Last-Translator": "none <>",
        "Language-Team": "none", "Language": langs[1].replace("-", "_"), "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": langs[0], "X-Generator": f"submission {toolchain.__version__}",
    }  # fmt: skip
    found: dict[tuple[str, str], polib.POEntry] = {}
    for each in messages:
        entry = found.setdefault(
            (each.kind, each.text),
            polib.POEntry(
                msgctxt=each.kind, msgid=each.text, msgstr=each.translation, comment=each.hint,
                flags=["fuzzy"] * each.old, previous_msgid=each.before or None, tcomment=each.comment,
            ),
        )  # fmt: skip
        entry.occurrences += [(source, str(line)) for line in each.lines]
    file.extend(found.values())
    return f"{file}\n".encode()


def read(data: bytes, display: str) -> tuple[Message, ...]:
    """Return the messages of a file. Raise `Failure` (S012) if it is not a PO file."""
    text = decoded(data, display)
    try:
        found = polib.pofile(text + "\n")
    except (OSError, ValueError, LookupError) as error:
        raise Failure.of(display, NotPo(str(error))) from None
    return tuple(
        Message(
            kind=each.msgctxt or "", text=each.msgid, translation=each.msgstr, lines=(each.linenum or 1,),
            old=each.fuzzy, before=each.previous_msgid or "", lang=found.metadata.get("Language", ""),
            comment=each.tcomment,
        )
        for each in found
        if not each.obsolete
    )  # fmt: skip
