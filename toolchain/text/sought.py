"""Search texts for what a public file must not contain: protected names, and withheld passages.

A name is found also if its words are joined, split or in another order. Of a withheld passage, any four words
in a row are found, and capitalised words and long numbers, unless the rest of the public version has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import product

from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.text.arabic import JOINED, PREFIXES, SON, alike, alone, is_arabic, latin, within
from toolchain.text.labels import russian
from toolchain.text.letters import DOTS, called, in_any_form, is_ideograph
from toolchain.text.phrases import phrases
from toolchain.text.plain import SIGNS, UNSPACED, bare, bare_places, plain, words_of
from toolchain.text.withheld import Passage

RUN = 4
"""Words of a withheld passage in a row that are known again."""
_IDEOGRAPHS = 8
"""The same for characters of scripts without spaces."""
_SHORT = 4
"""A name with fewer letters is looked for as a whole word."""
_NOISE = 6
"""A name with fewer letters may be in packed bytes by chance."""
_NEAR = 60
"""Characters next to a name in which the word before and the word after it are."""
_BESIDE, _SAID = 8, 4
"""Characters before a name, and after it, by which the place is known."""
_JOINED, _JOINED_BEFORE = expression(r"[\w./:-]*"), expression(r"[\w./:-]*\Z")
_FIGURES, _LETTER, _PART = expression(r"\d+"), expression(r"[^\W\d_]"), expression(r"[^\W\d_]|^/")
"""Digits, a letter, and what is joined to a part of a word, or is before the name of a value in a PDF."""
_MARKUP = expression(r"[*`~^_\[]|\](?:\([^()\s]*\)|\{[^{}]*\})?")
"""What divides the words of a source and is not shown."""
_GAP = expression(r",?\s+(?:(?:ا?بن|بنت)\s+)?(?:(?:[^\W\d_]\.?|[^\W\d_]+)\s+)?")
_ADDRESS = expression(r"(?a:[\w.+\-]{0,64}@[\w.\-]+|[a-z]{3,6}:\S+|www\.\S+|[\w\-]{1,60}\.[a-z]{2,4}\b)")
# Where a word begins and ends in a bare text.
_START, _END = rf"(?<![^\W_]|[{SIGNS}])", rf"(?![^\W_]|[{SIGNS}])"
_WHOLE = expression(rf"(?:[^\W_]|[{SIGNS}])+")
_BETWEEN = r"[\W_]{0,3}"
_STEM = expression(r"(?<!\w)(?=\w{3})([\u0400-\u052f]{2,}?)(?:ая|[иыо]и|[аеоья]|и)?(?!\w)")
"""A name in Russian, in a bare text, without the ending: й is и there."""
_CASES = "(?:[аяуюыиеоь]|[ое][июм]|[иы][мх]|ая|ую|[ое](?:го|му)|[ыиая]ми|[ая][мх])?"
"""Endings of its cases."""
_OTHER_NAMES = r"\s+(?:(?:[^\W\d_]\.|[^\W\d_]+)\s+){0,2}"


class Protected(Record):
    """A person of the register: the name with its forms, and the pseudonym."""

    forms: tuple[str, ...]
    pseudonym: str


class Hit(Record):
    """One find in a text: the name of a person, or words of a withheld passage.

    `pseudonym` is that person's, "" for a passage. `line` is the line of the passage in the source. `word` is
    what was found: a word or number, or words with spaces.
    """

    pseudonym: str = ""
    line: int = 0
    word: str = ""


def runs_of(words: list[str], most: int = RUN) -> Iterator[tuple[str, ...]]:
    """Yield each run of words; one of ideographs is longer."""
    for at in range(len(words) - most + 1):
        run = words[at : at + most]
        if all(map(UNSPACED.match, run)):
            run = words[at : at + _IDEOGRAPHS]
            if len(run) < _IDEOGRAPHS:
                continue
        yield tuple(run)


class Spot(Record):
    """Where a text has what is looked for, such as a person's name. `pseudonym` is what is printed for it."""

    start: int
    end: int
    pseudonym: str


class Sought:
    """What is looked for. `own` are texts that the public version shows, `pictured` those of its pictures;
    `repeated` are the few characters without spaces of a passage that they show too.
    """

    def __init__(
        self,
        names: Iterable[Protected] = (),
        passages: Iterable[Passage] = (),
        own: Iterable[str] = (),
        pictured: Iterable[str] = (),
    ) -> None:
        self.names = tuple(names)
        forms = [(each.pseudonym, form, bare(form)) for each in self.names for form in each.forms]
        self._small = {letters.lower() for _, form, letters in forms if len(form) >= _NOISE}
        self._others = {name for name, *_ in forms} - {
            name for name, _, letters in forms if letters.isascii()
        }
        self.own_words: set[str] = set()
        own_runs: set[tuple[str, ...]] = set()
        rows = [words_of(plain(text)) for text in own]
        own_rows = ["".join(words) for words in rows]
        for words in rows:
            self.own_words.update(words)
            for size in range(2, RUN + 1):
                own_runs.update(runs_of(words, size))
        beside = [words_of(plain(text)) for text in pictured]
        of_pictures = {run for words in beside for size in range(2, RUN + 1) for run in runs_of(words, size)}
        of_pictures |= {(word,) for words in beside for word in words}
        self.runs: dict[tuple[str, ...], int] = {}
        self.repeated: dict[tuple[str, ...], int] = {}
        self.words: dict[str, int] = {}
        for passage in passages:
            words = words_of(plain(passage.text))
            size = max(2, min(RUN, len(words)))
            for run in runs_of(words, size):
                if passage.pictured and run in of_pictures:
                    continue
                if run not in own_runs and not (size < RUN and self.own_words.issuperset(run)):
                    self.runs.setdefault(run, passage.line)
            called = re.findall(phrases("zh").called, passage.text) if UNSPACED.search(passage.text) else ()
            is_short = 1 < len(words) < _IDEOGRAPHS and all(map(UNSPACED.match, words))
            for few in (words,) if is_short else (name for _, name in called):
                is_own = any("".join(few) in row for row in own_rows)
                (self.repeated if is_own else self.runs).setdefault(tuple(few), passage.line)
            for word in passage.telling():
                if word not in self.own_words and not (passage.pictured and (word,) in of_pictures):
                    self.words.setdefault(word, passage.line)
        self._sizes = {len(run) for run in self.runs}

    def __bool__(self) -> bool:
        return bool(self.names or self.runs or self.words)

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str], re.Pattern[str], bool]]:
        found = []
        for each in self.names:
            for form in each.forms:
                usual, unseen = _pattern(form, anycase=False), _pattern(form, anycase=True)
                found.append((each.pseudonym, usual, unseen, sum(map(str.isalnum, form)) >= _NOISE))
        return found

    def named(self, text: str, *, shown: bool = True, noise: bool = False) -> Iterator[str]:
        """Yield the pseudonyms of persons whose names a plain text has.

        In a text that is not `shown`, a name is also known in small letters.
        """
        for pseudonym, usual, unseen, long in self._patterns:
            if (long or not noise) and (usual.search(text) or (not shown and unseen.search(text))):
                yield pseudonym

    def words_with_names(self, text: str, *, shown: bool, noise: bool) -> Iterator[tuple[Hit, set[str]]]:
        """Yield each name in a plain text as it is there, with what its place is known by, without figures:
        the name, with what is joined to its end, and the characters before or after; or a word that has it.
        """
        for pseudonym, usual, unseen, long in self._patterns:
            for pattern in (usual, *(() if shown else (unseen,))) if long or not noise else ():
                for found in pattern.finditer(text):
                    start, end = found.span()
                    after = _JOINED.match(text, end, end + _NEAR)
                    before = _JOINED_BEFORE.search(text, max(start - _NEAR, 0), start)
                    end = after.end() if after else end
                    first = before.start() if before else start
                    rest = _FIGURES.sub("", text[end : end + _BESIDE])[:_SAID]
                    is_part = _PART.search(text[first:start] + text[found.end() : end])
                    yield (
                        Hit(pseudonym, word=found[0]),
                        {
                            _FIGURES.sub("", text[max(start - _BESIDE, 0) : end]),
                            *([_FIGURES.sub("", text[start:end]) + rest] if _LETTER.search(rest) else ()),
                            *([_FIGURES.sub("", text[first:end])] if is_part else ()),
                        },
                    )

    def hits(
        self, text: str, *, shown: bool = True, alone: bool = True, noise: bool = False
    ) -> Iterator[Hit]:
        """Yield what a text has; `alone`: single words and numbers are looked for too."""
        text = plain(text)
        for pseudonym in dict.fromkeys(self.named(text, shown=shown, noise=noise)):
            yield Hit(pseudonym)
        if noise or not (self.runs or self.words):
            return
        words = words_of(text)
        for size in self._sizes:
            for run in dict.fromkeys(run for run in _tuples(words, size) if run in self.runs):
                yield Hit(line=self.runs[run], word=" ".join(run))
        if alone:
            for word in self.words.keys() & set(words):
                yield Hit(line=self.words[word], word=word)

    def pseudonymous(self, text: str, *, broken: bool = False) -> str:
        """Return a text with the pseudonym in place of each name; `broken`: also of names in other forms."""
        parts: list[str] = []
        end = 0
        for found in sorted(self._found(text, broken=broken), key=lambda each: (each.start, -each.end)):
            if found.start >= end:
                parts += (text[end : found.start], found.pseudonym)
            end = max(end, found.end)  # no half of a name that begins within another is left
        return "".join((*parts, text[end:])) if parts else text

    def masked(self, text: str) -> str:
        """Return a text of the same length with a box for each character of a name.

        A line in which a name is written otherwise, such as with entities, or with markup in it, is a row of
        boxes.
        """
        hidden = self._letters(text, broken=True)
        hidden.update(at for each in self.beside(text) for at in range(each.start, each.end))
        shown = ("█" if at in hidden and char != "\n" else char for at, char in enumerate(text))
        lines = "".join(shown).split("\n")
        read = ((line, _MARKUP.sub("", line)) for line in lines)
        named = [any(any(self.named(plain(each), shown=False)) for each in way) for way in read]
        return "\n".join("█" * len(line) if told else line for line, told in zip(lines, named, strict=True))

    def remaining(self, text: str, *, partly: bool = True) -> Iterator[Spot]:
        """Yield the names of which a part stays if only what is typed as listed is replaced.

        If not `partly`, yield also those that stay as they are.
        """
        typed = self._letters(text, broken=False)
        for each in self._found(text, broken=True):
            letters = {at for at in range(each.start, each.end) if text[at].isalnum()}
            if letters - typed and (not partly or letters & typed):
                yield each

    def beside(self, text: str) -> Iterator[Spot]:
        """Yield initials and words of a name that stay next to another form of it, which is replaced (one
        other word can be between), and what may be a name: in a case that is not listed, in Latin letters,
        in an address, in another Chinese form, or one word in small letters.
        """
        known, spots = self._letters(text, broken=True), list(self._found(text, broken=False))
        typed = {each.start for each in spots}
        for person, each in product(self.names, spots):
            if each.pseudonym != person.pseudonym:
                continue
            for part in _parts(person.forms).finditer(text, max(each.start - _NEAR, 0), each.end + _NEAR):
                start, end = part.span()
                gap = text[end : each.start] if start < each.start else text[each.end : start]
                is_near = (_GAP.fullmatch(gap) and not gap.islower()) or is_ideograph(text[start])
                if start not in known and (is_near or {*gap.split()} <= {*" ".join(person.forms).split()}):
                    known.add(start)
                    yield Spot(start, end, each.pseudonym)
        titled = _ADDRESS.sub(lambda found: found[0].title(), text)
        for each in self._found(titled, broken=False, declined=True):
            said = (titled if each.pseudonym in self._others else text)[each.start : each.end]
            is_name = said[0].isupper() or (is_ideograph(said) and said not in each.pseudonym)
            is_name = (is_name or is_arabic(said[0])) and not any(map(str.islower, said.split()))
            if each.start not in known if is_name else bare(said) in self._small and each.start not in typed:
                yield each

    def _letters(self, text: str, *, broken: bool) -> set[int]:
        return {at for each in self._found(text, broken=broken) for at in range(each.start, each.end)}

    def _found(self, text: str, *, broken: bool, declined: bool = False) -> Iterator[Spot]:
        searched, places = bare_places(text)
        for each in self.names:
            ways = _ways(each.forms, broken, declined)
            for found in (found for way in ways for found in way.finditer(searched)):
                start, end = places[found.start()], places[found.end() - 1] + 1
                while end < len(text) and not bare(text[end]):
                    end += 1
                yield Spot(start, end, each.pseudonym)


@cache
def _ways(forms: tuple[str, ...], broken: bool, declined: bool) -> list[re.Pattern[str]]:
    if not declined:
        others = (_pattern(form, anycase=True) for form in forms if broken)
        return [*(_as_typed(bare(form)) for form in forms), *others]
    return [
        each
        for name in forms
        for each in (_declined(bare(name)), called(name)[0], latin(bare(name)), russian(name))
        if each
    ]


def _tuples(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return zip(*(words[at:] for at in range(size)), strict=False)


@cache
def _parts(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of the capitalised words of a name and of their initials, or of short Chinese forms.

    A letter without a dot that is a word of English is left out.
    """
    words = {word for form in forms for word in re.findall(r"[^\W\d_]+", form) if not word.islower()}
    words = {word for word in words if not UNSPACED.match(word)}
    initials = {word[0] for word in words}
    known = {word for each in words for word in _typed(each) if len(word) > 1} | (initials - {*"AI"})
    dotted = "|".join(rf"{each}\." for each in initials)
    short = "|".join(called(form)[1] for form in forms)
    return re.compile(rf"(?<![^\W_])(?:{dotted or '(?!)'}|(?:{'|'.join(known) or '(?!)'})(?![^\W_]))|{short}")


def _typed(word: str) -> tuple[str, ...]:
    """Return a word as it may be typed: in capitals, and without accents."""
    return word, word.upper(), bare(word), bare(word).upper()


@cache
def _as_typed(form: str) -> re.Pattern[str]:
    """Return the pattern of a name in a text as it is typed: at its case, or in capitals."""
    if _is_unspaced(form):
        return _unspaced(form, "")
    words = [alike(word, alone=not form.count(" ")) for word in form.split()]
    typed, capitals = r"\s+".join(words), r"\s+".join(re.escape(word.upper()) for word in form.split())
    start, end = (_START if form[0].isalnum() else ""), (_END if _WHOLE.match(form[-1]) else "")
    anycase = f"(?i:{typed})" if len(words) > 1 else typed
    return re.compile(f"{start}(?:{anycase}|{capitals}){end}")


@cache
def _declined(form: str) -> re.Pattern[str]:
    """Return the pattern of a bare name, in any letter case, whose Cyrillic words have any ending, with
    the Arabic article, and with up to two other names or initials between its words.
    """
    words = _STEM.sub(lambda found: found[1] + _CASES, _OTHER_NAMES.join(map(re.escape, form.split())))
    article = f"(?:{PREFIXES}{JOINED})?" if is_arabic(form) and form[3:] else ""
    return re.compile(rf"{_START}{article}{words}{_END}", re.IGNORECASE)


def _is_unspaced(form: str) -> bool:
    """Return whether a name is known between other characters; one character can be part of any word."""
    return len(form) > 1 and any(map(UNSPACED.match, form))


@cache
def _unspaced(form: str, between: str) -> re.Pattern[str]:
    """Return the pattern of a name in a script without spaces: anywhere, also where a line ends within it."""
    chars = (in_any_form(char) for char in form if not (char.isspace() or char in DOTS))
    return re.compile(rf"\s*[{DOTS}{between}]?\s*".join(chars))


def _with_any_signs(word: str) -> str:
    """Return the pattern of a word in a script of India, with any vowels: सिता for सीता."""
    return "".join(rf"{re.escape(sign)}[{SIGNS}]{{0,2}}" for sign in word if sign not in SIGNS)


def _in_address(letters: str) -> str:
    """Return the pattern of a name in any letter case in an address, a handle or the name of a file.

    Initials can be joined to it, and any letters to a long name: wquispe, rosaquispe.
    """
    is_long = len(letters) >= _NOISE
    name = rf"[^\W\d_]{{0,{20 if is_long else 2}}}(?i:{letters})"
    before = rf"(?=[\w.+\-]*@|[\w\-]{{0,60}}\.[^\W_]{{2,4}}{_END})"
    joined = rf"|(?<=[.+\-])[^\W\d_]{{1,2}}(?i:{letters})" * is_long
    mail = f"(?i:{letters})" if is_long else _START + name  # a search for letters alone is faster
    return rf"{mail}{before}|(?:(?<=[@/=?&#~])|(?<=www\.)){name}{joined}"


@cache
def _pattern(form: str, *, anycase: bool) -> re.Pattern[str]:
    """Return the pattern of a name in a plain text, with its words together, apart or turned round.

    A name of one word may be a common word too: in small letters it is known in what nobody sees, in
    addresses and in names of files. A short name is known as it is typed only.
    """
    words = _WHOLE.findall(bare(form))
    letters = "".join(words)
    if _is_unspaced(letters):
        return _unspaced(bare(form), r"\-_*./|")
    core = [sign for sign in letters if sign not in SIGNS]
    spell = _with_any_signs if core[1:] and "\u0900" <= core[0] < "\u0e00" else within
    if spell is within and len(letters) < _SHORT and (words[1:] or not letters[2:] or not is_arabic(letters)):
        cased = (words, [word.upper() for word in words])
        typed = "|".join(r"[\W_]{1,3}".join(map(re.escape, each)) for each in cased)
        return re.compile(rf"{_START}(?:{typed}){_END}")
    between = (_BETWEEN if len(letters) >= _NOISE else r"[\W_]{1,3}") + SON * is_arabic(letters)
    forms = [[*words[at:], *words[:at]] for at in range(len(words))]
    typed = "|".join(between.join(map(spell, each)) for each in forms)
    if spell is not within:
        whole = _END * (len(core) < _SHORT)
        return re.compile(f"{_START}(?:(?:{typed}){whole}" + f"|{letters}" * (len(letters) >= _SHORT) + ")")
    if words[1:]:
        inner = rf"{_START}(?i:{typed})|{typed}"
    elif is_arabic(letters):
        inner = alone(letters)
    else:
        forms_of_it = map(re.escape, dict.fromkeys((letters, letters.upper(), letters.title())))
        initials = r"[^\W\d_]{0,2}" * (len(letters) >= _NOISE)
        inner = f"{_START}{initials}(?i:{letters})" if anycase else "|".join(forms_of_it)
        inner += "|" + _in_address(letters)
    spelt = r"\1".join(map(re.escape, letters[1:]))
    inner += rf"|{_START}{re.escape(letters[0])}(?i:([ .\-_*|/\u00b7]){spelt}){_END}"
    return re.compile(inner)
