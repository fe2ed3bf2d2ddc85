"""The words on the first page of a third-party draft, by language."""

from __future__ import annotations

import re

from toolchain.citations.style.words import words_for as dates_for
from toolchain.model.languages import primary_subtag, read_language
from toolchain.resolve.labels import Words, words_for
from toolchain.text.phrases import any_of, phrases

DETAILS = {"address": "address", "telephone": "phone", "email": "email", "website": "website"}
YEAR = r"(?:19|20|١٩|٢٠)\d{2}"


class FirstPage:
    """The words on the first page of a draft in a language or in English, from `first_page.toml`.

    keys   the meaning of words before a colon
    by     words before a name
    kinds  words of a subtitle
    joint  the end of a line of a title that goes on in the next one
    marks  a line that marks the file or says to whom it goes: "CONFIDENTIAL", "To the Committee"
    date   a date, possibly with a place: "Lahore, March 2027"
    several what may be several names: "Children First, House of Law and Forum"
    """

    def __init__(self, words: Words) -> None:
        lang = words.lang
        tables = [read_language(__file__, each) for each in dict.fromkeys(("en", primary_subtag(lang)))]
        listed = ("submitted_by", "contact", *DETAILS)
        self.keys = {
            word: key for table in tables for key in listed for word in map(str.casefold, table.get(key, ()))
        }
        by, kinds, joints, articles, contents, others, marks, to = (
            [word for each in tables for word in each.get(key, ())]
            for key in ("by", "kinds", "joints", "articles", "contents", "months", "marks", "to")
        )
        spaced = primary_subtag(lang) != "zh"
        bodies = any_of((each for tag in ("en", lang) for each in phrases(tag).bodies), whole=spaced)
        self.bodies = re.compile(bodies, re.IGNORECASE)
        marks += [each.terms[key] for each in (words_for("en"), words) for key in ("secret", "draft")]
        goes = rf"{any_of(to, whole=spaced)}\s*(?:[:：]|\W*(?:\w+\W+){{0,2}}{bodies})[^:：]*"
        self.marks = re.compile(rf"(?:\W*{any_of(marks, whole=spaced)})+\W*|{goes}", re.IGNORECASE)
        self.keys |= {word.casefold(): "submitted_by" for word in by} | dict.fromkeys(contents, "")
        self.by = re.compile(rf"{any_of(by)} (\S.+)", re.IGNORECASE)
        self.kinds = re.compile(any_of(kinds, whole=spaced), re.IGNORECASE)
        ends, starts = (any_of(some, whole=spaced) for some in ((*joints, *articles), joints))
        self.joint = re.compile(rf"(?:{ends}|[-–—:,(])\n|\n(?:{starts}|[-–—(])")
        joins = any_of({*phrases(lang).conjunctions, *phrases("en").conjunctions}, whole=spaced)
        self.several = re.compile(rf"^\D*[,،，、]\D*(?:{joins}|[,،，、])\D*$", re.IGNORECASE)
        self._between = re.compile(rf"\s*[;；؛](?![^()（）]*[)）])\s*(?:{joins}\s+)?", re.IGNORECASE)
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
        return [line] if re.search(r"[\d@]", line) else [*filter(None, self._between.split(line))]
