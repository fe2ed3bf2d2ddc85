"""Read variables in a note: lines that Zotero users write into "Extra", for missing fields.

The rules are those of Zotero and citeproc-js: lines such as "Type: treaty", "original-date: 1950", "author:
Last || First" at the start of the note, after at most one other line; and `{:type: treaty}` within them.
"""

from toolchain.citations.bibliography import dates, terms
from toolchain.citations.bibliography.gathering import Draft
from toolchain.model import Name, vocabulary
from toolchain.model.expressions import expression

_LINE = expression(r"([A-Za-z][A-Za-z _-]{1,40}):[ \t]*(\S.*)")
_INLINE = expression(r"\{:([A-Za-z][A-Za-z_-]{1,40}):([^{}\n]{1,2000})\}")
_ABOVE = {"type", "citation-key"}


def read_note(draft: Draft) -> None:
    """Move the variables in a draft's note to their fields; the note keeps all other lines."""
    note = draft.fields.get("note", "")
    if ":" not in note:
        return
    lines = _INLINE.sub(r"\n\1: \2\n", note).split("\n") if "{:" in note else note.split("\n")
    kept, found = [], dict[str, list[Name]]()
    for number, line in enumerate(lines):
        match = _LINE.fullmatch(line.strip())
        if match is None and number and line.strip():
            kept += lines[number:]
            break
        if match is None or not _take(draft, _named(match[1]), match[2].strip(), found):
            kept.append(line)
    for variable, names in found.items():
        draft.names[variable] = tuple(names)
    left = "\n".join(line.strip() for line in kept if line.strip())
    if left:
        draft.fields["note"] = left
    else:
        del draft.fields["note"]


def _named(label: str) -> str:
    plain = "-".join(label.split()).lower()
    return plain if plain in _ABOVE else terms.variable(label)


def _take(draft: Draft, variable: str, text: str, found: dict[str, list[Name]]) -> bool:
    """Set a variable, unless it has a value; types and dates are replaced, as in citeproc-js."""
    if variable == "type":
        draft.type = terms.item_type(text) or text
    elif variable in vocabulary.DATES:
        draft.put_date(variable, dates.written(text))
    elif variable in vocabulary.NAMES:
        if variable in draft.names:
            return False
        found.setdefault(variable, []).append(_name(text))
    elif not variable or variable in draft.fields or variable == "note":
        return False
    else:
        draft.put(variable, text)
    return True


def _name(text: str) -> Name:
    family, bars, given = (part.strip() for part in text.partition("||"))
    return Name(family, given) if bars else Name(literal=family)
