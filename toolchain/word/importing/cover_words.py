"""The words on the first page of a draft, which state what belongs into the front matter."""

from __future__ import annotations

import re
from pathlib import Path

from toolchain.citations.style.words import words_for as dates_for
from toolchain.model.languages import primary_subtag, read_language
from toolchain.text.phrases import any_of, phrases

DETAILS = {"address": "address", "telephone": "phone", "email": "email", "website": "website"}
"""The details of a contact, and their names in the front matter."""
YEAR = r"(?:19|20|١٩|٢٠)\d{2}"


class FirstPage:
    """The words on the first page of a draft in a language or in English, from `cover.toml`.

    keys   the meaning of words before a colon
    by     words before a name
    kinds  words of a subtitle
    joint  the end of a line of a title that goes on in the next one
    date   a date, possibly with a place: "Lahore, March 2027"
    several what may be between names: "Children First, House of Law and Forum of Families"
    """

    def __init__(self, lang: str) -> None:
        file = Path(__file__).with_name("cover.toml")
        tables = [read_language(file, each) for each in dict.fromkeys(("en", primary_subtag(lang)))]
        listed = ("submitted_by", "contact", *DETAILS)
        self.keys = {
            word: key for table in tables for key in listed for word in map(str.casefold, table.get(key, ()))
        }
        by, kinds, joints, articles, contents, others = (
            [word for each in tables for word in each.get(key, ())]
            for key in ("by", "kinds", "joints", "articles", "contents", "months")
        )
        spaced = primary_subtag(lang) != "zh"
        bodies = (each for tag in ("en", lang) for each in phrases(tag).bodies)
        self.bodies = re.compile(any_of(bodies, whole=spaced), re.IGNORECASE)
        self.keys |= {word.casefold(): "submitted_by" for word in by} | dict.fromkeys(contents, "")
        self.by = re.compile(rf"{any_of(by)} (\S.+)", re.IGNORECASE)
        self.kinds = re.compile(any_of(kinds, whole=spaced), re.IGNORECASE)
        ends, starts = (any_of(some, whole=spaced) for some in ((*joints, *articles), joints))
        self.joint = re.compile(rf"(?:{ends}|[-–—:,(])\n|\n(?:{starts}|[-–—(])")
        joins = any_of({*phrases(lang).conjunctions, *phrases("en").conjunctions}, whole=spaced)
        self.several = re.compile(rf"^\D*[,،，、]\D*(?:{joins}|[,،，、])\D*$", re.IGNORECASE)
        self._begin = re.compile(rf"^{joins}\s+", re.IGNORECASE)
        dates = [dates_for(each).dates for each in ("en", lang)]
        months = {
            name for each in dates for month in (*each.months, *each.months_of) for name in month.split("/")
        }
        one = any_of(months.union(others))
        month = rf"(?:في )?(?:\d{{1,2}}\w{{0,2}} (?:de )?)?{one}(?:/{one})?(?: \d{{1,2}},| del?)? {YEAR}"
        self.date = re.compile(
            rf"(?:[^\W\d][^,،，\d]{{1,40}}[,،，] ?)?(?:{month}(?: г\.?| года)?"
            rf"|{YEAR} ?年 ?[0-9]{{1,2}} ?月(?: ?[0-9]{{1,2}} ?日)?"
            r"|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)",
            re.IGNORECASE,
        )

    def names(self, line: str) -> list[str]:
        """Return the names in a line, which semicolons separate for certain, unless an address is in it."""
        between = r"(?!)" if re.search(r"[\d@]", line) else r"[;；؛](?![^()（）]*[)）])"
        parts = (each.strip(" ,،，") for each in re.split(between, line))
        return [
            self._begin.sub("", each, count=1) if at else each for at, each in enumerate(filter(None, parts))
        ]
