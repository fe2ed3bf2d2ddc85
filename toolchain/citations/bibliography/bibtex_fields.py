"""Convert an entry of BibTeX or BibLaTeX to CSL, as pandoc's citeproc does.

A field without a CSL name is kept under its own. If two fields map to one variable, both are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from toolchain.citations.bibliography import bibtex_types as kinds
from toolchain.citations.bibliography import dates, terms
from toolchain.citations.bibliography.bibtex_inheritance import Record
from toolchain.citations.bibliography.bibtex_values import read_names, unbraced
from toolchain.citations.bibliography.gathering import Draft, read_note
from toolchain.citations.bibliography.latex import to_text
from toolchain.model import Date, vocabulary
from toolchain.model.expressions import expression
from toolchain.model.languages import read_language
from toolchain.rules import bibliography as faults

_NAMES = {"bookauthor": "container-author", "collaborator": "contributor"}
_DATES = {"": "issued", "event": "event-date", "orig": "original-date", "url": "accessed"}

_SPECIAL = read_language(__file__, "special", "bibtex")
_ESCAPED = expression(r"\{\\([%#&_~$])\}|\\([%#&_~{}$])")
_ONLY_ADDRESS = expression(r"\s*(?:\\url\s*\{([^{}\s]+)\}|(https?://[^\s{}]+))\s*")
_ENDS_SENTENCE = tuple("!?.,:;")


def read_record(record: Record, draft: Draft) -> None:
    """Fill the draft of an entry from a record of BibTeX, and add the entry to the bibliography."""
    _Fields(record, draft).read()


class _Fields:
    """The fields of one record that have not been read yet."""

    def __init__(self, record: Record, draft: Draft) -> None:
        self._left = dict(record.sources)
        self._entry, self._draft = record.type, draft
        self._unknown: set[str] = set()
        draft.key, draft.type = record.key, kinds.item_type(record.type, self._left)
        for name in ("crossref", "xdata"):  # their targets are already included
            self._left.pop(name, None)

    def read(self) -> None:
        """Read all fields, in order of precedence."""
        self._names()
        for prefix, variable in _DATES.items():
            read = read_date(self._left, prefix)
            self._draft.put_date(variable, read.date)
            if read.wrong is not None:
                self._draft.report(f"{prefix}date", faults.NotBibtexDate(variable, read.wrong))
        self._kind()
        self._titles()
        self._numbers()
        self._publishers()
        self._archive()
        self._notes()
        self._others()
        for name in sorted(self._unknown):
            self._draft.report("", faults.UnknownCommand(name))
        read_note(self._draft)
        self._draft.finish()

    def _take(self, name: str) -> str:
        """Return the text of a field, and mark it as read."""
        source = self._left.pop(name, "")
        if not source:
            return ""
        if name in _SPECIAL["addresses"]:
            address = _ONLY_ADDRESS.fullmatch(source)
            source = (address[1] or address[2]) if address else unbraced(source)
            return _ESCAPED.sub(lambda found: found[1] or found[2], source)
        return self._decoded(unbraced(source))

    def _take_title(self, name: str) -> str:
        """Return the text of a title; words in braces keep their case."""
        source = self._left.pop(name, "")
        return to_text(unbraced(source), self._unknown, protect=True) if source else ""

    def _decoded(self, source: str) -> str:
        return to_text(source, self._unknown)

    def _put(self, variable: str, text: str, name: str = "") -> None:
        self._draft.put(variable, text, source=name)

    def _names(self) -> None:
        options = self._left.get("options", "").replace(" ", "").lower()
        use_prefix = "useprefix=true" in options or "useprefix" in options.split(",")
        for name in [*self._left]:
            variable = self._name_variable(name)
            if not variable:
                continue
            report = partial(self._report_name, name)
            found = read_names(self._left.pop(name), self._decoded_name, report, use_prefix=use_prefix)
            if found:
                before = self._draft.names.get(variable, ())
                self._draft.names[variable] = (*before, *found)

    def _decoded_name(self, source: str) -> str:
        return self._draft.clean("", self._decoded(source).replace("\xa0", " "))

    def _report_name(self, field: str, name: str, reason: str) -> None:
        self._draft.report(field, faults.NotBibtexName(field, name, reason))

    def _name_variable(self, name: str) -> str:
        """Return the CSL variable of a names field, "" for another field."""
        if re.fullmatch("editor[abc]?", name):
            role = self._left.get(f"{name}type", "").strip("{} ").lower()
            if role in (known := kinds.by_word("editors")):
                self._left.pop(f"{name}type", None)
                return known[role]
            return name
        if name in _SPECIAL["names"]:
            return name
        variable = _NAMES.get(name) or terms.variable(name)
        return variable if variable in vocabulary.NAMES else ""

    def _kind(self) -> None:
        self._put("genre", kinds.genre(self._entry, self._take("type")))
        self._put("status", kinds.word(self._take("pubstate")))
        tag = kinds.language(self._take("language"))
        babel = kinds.language(self._take("langid") or self._take("hyphenation"))
        self._put("language", tag or babel)
        self._put("language", babel, "langid")

    def _titles(self) -> None:
        """Read titles with their subtitles and additions, in BibLaTeX's three layers."""
        is_chapter = self._entry in kinds.CHAPTERS
        if self._draft.type in kinds.SITES and not is_chapter:
            self._put("container-title", self._take_title("titleaddon"))
        if self._entry == "periodical":
            self._put("volume-title", self._title("issue"))
        if "maintitle" in self._left:
            self._put("container-title" if is_chapter else "title", self._title("main"))
            self._put("volume-title", self._title("book" if is_chapter else ""))
        had_subtitle = "subtitle" in self._left and "shorttitle" not in self._left
        short = self._left.get("title", "")
        self._put("title", self._title(""))
        if had_subtitle:
            self._put("title-short", to_text(unbraced(short), self._unknown, protect=True))
        for layer in ("book", "journal", "main"):
            self._put("container-title", self._title(layer), f"{layer}title")
        self._put("container-title", self._take_title("journal"), "journal")

    def _title(self, layer: str) -> str:
        title, subtitle, addition = (
            self._take_title(layer + part) for part in ("title", "subtitle", "titleaddon")
        )
        return _joined(_joined(title, subtitle, ":"), addition, ".")

    def _numbers(self) -> None:
        """Read `number`: the issue of a journal, the position of a book in its series, or the work's own
        number.
        """
        number, issue = self._take("number"), self._take("issue")
        if self._draft.type.startswith("article-") or self._draft.type == "periodical":
            self._put("issue", ", ".join(text for text in (number, issue) if text))
        else:
            in_series = self._entry in kinds.BOOKS | kinds.CHAPTERS
            self._put("collection-number" if in_series else "number", number)
            self._put("issue", issue)
        self._put("number", self._take("eid"), "eid")
        self._put("page", re.sub("[‐-―]+", "-", self._take("pages")))
        if self._draft.type in kinds.LAW:
            self._put("section", self._take("chapter"), "chapter")

    def _publishers(self) -> None:
        """Read all publishers. For a law, a case or a standard the institution is its authority."""
        self._how_published()
        if self._draft.type in kinds.LAW:
            self._put("authority", "; ".join(self._all_of("institution", "organization")))
        who = self._all_of("school", "institution", "organization", "howpublished", "publisher")
        self._put("publisher", "; ".join(who))
        if self._draft.type == "patent":
            self._put("jurisdiction", "; ".join(self._all_of("location")))
        for name in ("address", "location"):
            self._put("publisher-place", "; ".join(self._all_of(name)), name)

    def _how_published(self) -> None:
        """Read `howpublished`. Some people write the web address there; Zotero repeats the type of a talk
        there.
        """
        source = self._left.get("howpublished", "")
        if "url" not in self._left and _ONLY_ADDRESS.fullmatch(source):
            self._left["url"] = self._left.pop("howpublished")
            if self._draft.type == terms.OTHER:
                self._draft.type = "webpage"
        elif source and self._decoded(unbraced(source)) == self._draft.fields.get("genre"):
            del self._left["howpublished"]

    def _all_of(self, *names: str) -> Iterable[str]:
        for name in names:
            if text := self._take(name):
                yield text

    def _archive(self) -> None:
        self._put("URL", self._take("url"))
        self._put("DOI", re.sub(r"(?i)^(https?://(dx\.)?doi\.org/|doi:\s*)", "", self._take("doi")))
        kind = self._take("eprinttype") or self._take("archiveprefix")
        eprint = self._take("eprint")
        if not eprint:
            self._put("eprinttype", kind)
            return
        archive, address = read_language(__file__, "archives", "bibtex").get(kind.lower(), (kind, ""))
        self._put("archive", archive, "eprinttype")
        self._put("archive_location", eprint, "eprint")
        if address and "URL" not in self._draft.fields:
            self._put("URL", address + eprint)

    def _notes(self) -> None:
        note, addendum = self._take("note"), self._take("addendum")
        self._put("note", _joined(note, addendum, "."))

    def _others(self) -> None:
        """Read all other fields, under their CSL names or their own names."""
        for name in [*self._left]:
            variable = kinds.by_word("fields").get(name) or terms.variable(name) or name
            if variable in vocabulary.DATES:
                read = read_date({"date": self._left.pop(name)}, "")
                if variable not in self._draft.dates:
                    self._draft.put_date(variable, read.date)
                continue
            text = self._take_title(name) if variable in terms.RICH - terms.LONG else self._take(name)
            self._put(variable, text, name)


def _joined(first: str, second: str, sign: str) -> str:
    """Return two texts with a character between them, unless the first ends with one."""
    if not first or not second:
        return first or second
    return f"{first}{'' if first.endswith(_ENDS_SENTENCE) else sign} {second}"


_YEARS = expression(r"(-?\d{1,6})\s*(?:--?-?|/|–)\s*(-?\d{1,6})")
_TOKEN = expression(r"[^\W\d]+|\d+")


def read_date(sources: dict[str, str], prefix: str) -> dates.Read:
    """Return the date of `prefix` ("", "event", "orig", "url"), and remove its fields."""
    whole = _plain(sources.pop(f"{prefix}date", ""))
    if whole:
        range_ = whole.replace("--", "/") if "/" not in whole else whole
        date = dates.edtf(range_) or dates.written(whole)
        wrong = date.literal == whole and re.fullmatch(r"[-\d/.~?%]+", whole)
        return dates.Read(date, whole if wrong else None)
    year, month, day = (_plain(sources.pop(prefix + part, "")) for part in ("year", "month", "day"))
    return _of_parts(year, month, day) if year or month else dates.Read(None)


def _plain(source: str) -> str:
    """Return the field's text. Here `~` is an EDTF character, not a space."""
    text = unbraced(source)
    if "\\" in text or "$" in text:
        text = to_text(text, set()).replace("\xa0", "~")
    return text.strip("{} ")


def _of_parts(year: str, month: str, day: str) -> dates.Read:
    """Return a date from BibTeX's forms: `mar`, `5~mar`, `March/April`, `2018--2019`, `in press`."""
    month = month.replace("~", " ")
    if years := _YEARS.fullmatch(year):
        start, end = (dates.dated((int(text),)) for text in years.groups())
        if start and end and not month:
            return dates.Read(start._replace(end=end.parts))
    date = dates.written(year) if year and not month and not day else None
    if re.fullmatch(r"-?\d{1,6}", year):
        date = _of_tokens(int(year), _TOKEN.findall(month), day)
    if date:
        return dates.Read(date)
    literal = " ".join(text for text in (day, month, year) if text)
    is_understood = all(dates.month(token) >= 0 for token in _TOKEN.findall(month))
    wrong = re.fullmatch(r"[\d\s/.-]+", literal) or (year.isdecimal() and is_understood)
    return dates.Read(Date(literal=literal), literal if wrong else None)


def _of_tokens(year: int, tokens: list[str], day: str) -> Date | None:
    """Return a date from a year, the words and numbers of its month, and its day."""
    months = [dates.month(token) for token in tokens if not token.isdecimal()]
    numbers = [int(token) for token in tokens if token.isdecimal() and len(token) <= 2]
    if not months and numbers and numbers[0] <= 12:
        months, numbers = numbers[:1], numbers[1:]
    if day.isdecimal() and len(day) <= 2:
        numbers.append(int(day))
    if len(months) == 1 and len(numbers) <= 1:
        return dates.dated((year, months[0], *numbers))
    if not months and not numbers:
        return dates.dated((year,))
    if not months or len(months) > 2 or len(numbers) > 2:
        return None
    days = (*numbers, *numbers, 0, 0)[:2]
    start, end = (dates.dated((year, months[side], days[side])) for side in (0, -1))
    if start and end and not (start.season or end.season):
        return start._replace(end=end.parts)
    return None
