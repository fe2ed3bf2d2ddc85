"""What abbreviations look like in a text, as regular expressions; each is made when it is asked for first."""

from __future__ import annotations

import re
from functools import cache, cached_property

from toolchain.text.corpus import SEPARATOR

_QUOTE = "[“”‘’«»'\"]"
_HEREINAFTER = r"(?:hereinafter|hereafter|henceforth|the|or|ci-après|en adelante|далее)[ :,–—-]*"
_SIGNS = rf"s?[ \t\u00a0:=–—{SEPARATOR}-]{{1,4}}"
_LATIN = ("A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ")
_CYRILLIC = ("A-ZА-ЯЁ", "a-zа-яё")


@cache
def forms_of(lang: str) -> Forms:
    """Return the forms in a language, by its primary subtag."""
    return Forms(*(_CYRILLIC if lang == "ru" else _LATIN))


class Forms:
    """The forms, of letters given as ranges of a regular expression's class."""

    def __init__(self, capital: str, small: str) -> None:
        self._capital, self._small = capital, small
        self._short = rf"[{capital}][{capital}0-9&-]*[{capital}]"

    @cached_property
    def abbreviation(self) -> re.Pattern[str]:
        """An abbreviation, `short` without the s of its plural; none in symbols, codes and addresses.

        Spanish doubles letters for a plural, with full stops: "EE. UU.", "DD. HH.".
        """
        letters = self._capital
        short = rf"[{letters}][{letters}0-9&]*[{letters}](?:-[{letters}]{{2,}})?"
        start, end = rf"(?<![\w/@#&.-])(?!([{letters}])\1\.)", r"(?![\w/@&~(]|\.[A-Z\d]|-[A-Z\d])"
        return re.compile(rf"{start}(?P<short>{short})s?{end}")

    @cached_property
    def capitals(self) -> re.Pattern[str]:
        """What a text with abbreviations has in it."""
        return re.compile(rf"[{self._capital}]{{2}}")

    @cached_property
    def run(self) -> re.Pattern[str]:
        """Words in capitals for emphasis: three in a row, or two of which one is long."""
        letter = rf"[{self._capital}'’&-]"
        word, space = rf"[{self._capital}]{letter}*", r"[ \n\u00a0]+"
        two = rf"{letter}{{8,}}{space}{word}|{word}{space}{letter}{{8,}}"
        return re.compile(rf"(?<![\w-])(?:{word}(?:{space}{word}){{2,}}|{two})(?!\w)")

    @cached_property
    def bracket(self) -> re.Pattern[str]:
        """A short bracket."""
        return re.compile(r"[(\[](?P<inside>[^()\[\]]{2,80})[)\]]")

    @cached_property
    def inside(self) -> re.Pattern[str]:
        """The text in a bracket that introduces one abbreviation or several."""
        one = rf"{_QUOTE}?{self._short}s?{_QUOTE}?"
        lead = rf"(?:{_HEREINAFTER}|[{self._small} ]{{2,24}}{_QUOTE})?"
        joined = rf"(?:(?:,| and| or| et| ou| y| o| и| или)+ {one})*"
        return re.compile(rf"{_QUOTE}*\s*{lead}{one}{joined}\W*(?:[;,].*)?", re.DOTALL)

    @cached_property
    def expansion(self) -> re.Pattern[str]:
        """An abbreviation with its long form in a bracket after it."""
        noun = rf"(?:[ \n][{self._small}]+)?"
        return re.compile(rf"(?P<short>{self._short})s?{noun}[ \n]\((?P<long>[^()]{{8,120}})\)")

    @cached_property
    def alone(self) -> re.Pattern[str]:
        """The content of a bracket with only an abbreviation, or with one after "hereinafter"."""
        return re.compile(rf"(?P<lead>{_HEREINAFTER})?{_QUOTE}?(?P<short>{self._short})s?{_QUOTE}?")

    @cached_property
    def word_behind(self) -> re.Pattern[str]:
        """Punctuation and a word after an abbreviation, which may be its long form: "NPA – National Plan"."""
        return re.compile(rf"{_SIGNS}(?P<word>[^\W\d_])")

    @cached_property
    def line(self) -> re.Pattern[str]:
        """The rest of a line in a list of abbreviations, which is not a sentence."""
        return re.compile(rf"{_SIGNS}[^\W\d_][^{SEPARATOR}.]{{5,90}}(?:$|{SEPARATOR})")

    @cached_property
    def cited_by_year(self) -> re.Pattern[str]:
        """The text after the name of a source that is cited with its year: "(OECD 2017)"."""
        return re.compile(
            rf"(?: (?:and|et|y) {self._short})?,?[ \n\u00a0](?:19|20)\d\d[a-z]?(?:[);,:]|$| ?\[)"
        )

    @cached_property
    def name(self) -> re.Pattern[str]:
        """A name in capitals that is read as a word, as LEGEBITRA is: six letters, three of them vowels."""
        return re.compile(r"(?=(?:[^AEIOUY]*[AEIOUY]){3})[^\W\d_]{6,}")

    @cached_property
    def name_goes_on(self) -> re.Pattern[str]:
        """A word with a capital after an abbreviation: both are a name."""
        return re.compile(rf"[’']?s? (?:of |for |and |on )?[{self._capital}][\w’-]*[{self._small}]")

    @cached_property
    def name_before(self) -> re.Pattern[str]:
        """A word with a capital before an abbreviation, which does not begin a sentence."""
        return re.compile(rf"(?<=[\w,;)’”] )[{self._capital}][{self._small}]+[ -]$")

    @cached_property
    def after_year(self) -> re.Pattern[str]:
        """The year before a court or a series of reports: "[2006] UKHL 16"."""
        return re.compile(r"\b[12]\d{3}[\])]?,?[ \n\u00a0]+\(?$")

    @cached_property
    def in_report(self) -> re.Pattern[str]:
        """A series of reports between its numbers: "2 SCC 3"."""
        return re.compile(r"\d[ \u00a0][A-Z]+[ \u00a0]\d")

    @cached_property
    def two_scripts(self) -> re.Pattern[str]:
        """Letters of two scripts, which is another finding's matter (T509)."""
        return re.compile(r"[A-Z].*[А-ЯЁ]|[А-ЯЁ].*[A-Z]")

    @cached_property
    def roman(self) -> re.Pattern[str]:
        """A Roman numeral."""
        return re.compile(r"[IVXLCDM]+")
