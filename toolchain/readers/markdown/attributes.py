"""`{#label .class key="value"}`: what it can contain, and its faults."""

from __future__ import annotations

from toolchain.model import About, Inlines, Label, Text, Withheld
from toolchain.model.diagnostics import Edit, Finding, SourceSpan, source_span
from toolchain.model.expressions import expression
from toolchain.model.records import Record, replace
from toolchain.model.suggest import misspelt, nearest, same_name
from toolchain.model.tree import HEADING_CLASSES
from toolchain.model.values import ABOUT
from toolchain.rules import markdown as faults
from toolchain.rules.references import LabelForm

SOURCE_CLASSES = frozenset(("sources", "all-sources"))
"""Classes of a heading that a list of sources follows."""
FULL = "full"
"""The class of a figure whose picture keeps all its pixels."""
_KEYS = ("series", "instead", *ABOUT)
_WITHOUT_DOT = expression(
    rf"[ \t]+(\{{(?:(?:{'|'.join(HEADING_CLASSES)})(?=[ \t}}])|series=)[^{{}}]*\}})[ \t]*$"
)
_LABEL = expression(r"[a-z][a-z0-9-]{0,31}")
ATTRIBUTE = rf"(?:[#.]|(?:{'|'.join(ABOUT)})[ \t]*[=:]|[\w-]+=[\"“„«‘’'])"
"""How attributes begin, after the brace. A misspelt key too: else it would be printed with its value."""
CONFIDENTIAL = "confidential"
"""The class of what the public version has not."""
_WORDS = expression(r"""[\w-]+=(?:"[^"]*"|[“„][^“”]*[“”]|«[^»]*»|[‘’'][^‘’']*[‘’'])|\S+""")


class Attributes(Record):
    """The content of one pair of braces."""

    raw: str
    span: SourceSpan
    label: Label | None
    classes: tuple[str, ...]
    series: str | None
    withheld: Withheld | None = None
    about: About | None = None

    @property
    def names_more(self) -> bool:
        """Whether there is more than a label and what is withheld."""
        return bool(self.classes or self.about) or self.series is not None


def parse_attributes(raw: str, span: SourceSpan) -> tuple[Attributes, list[Finding]]:
    """Parse `raw` ("{#a .b}"). What is not valid is omitted and reported (S006, R209)."""
    label: Label | None = None
    classes: list[str] = []
    values: dict[str, str] = {}
    defects: list[Finding] = []
    if not raw.endswith("}"):
        defects.append(Finding(span, faults.Unclosed(raw)))
    words = _WORDS.findall(raw.strip("{}"))
    one_word = "-".join(words).lower()  # a label that is typed as several
    several = len(words) > 1 and one_word[0] == "#" and _LABEL.fullmatch(one_word, 1)
    for word in words:
        if word.startswith("#") and label is None:
            label = Label(word[1:], span)
            if not several and not _LABEL.fullmatch(label.name):
                defects.append(Finding(span, LabelForm(label.name)))
        elif word.startswith("."):
            classes.append(word[1:])
        elif "=" in word and word.partition("=")[0] in _KEYS:
            key, _, value = word.partition("=")
            marks = "‘’'" if value[:1] in "‘’'" else '"“”„«»'
            values[key] = value if key == "series" else value.strip(marks).strip()
        elif word in HEADING_CLASSES:
            classes.append(word)
            defects.append(Finding(span, faults.NoDot(word), edits=_edits(raw, span, word, f".{word}")))
        elif not any(isinstance(each.facts, faults.NotAttribute | faults.Unclosed) for each in defects):
            near = nearest(word.partition("=")[0], _KEYS)
            meant = f"{{{one_word}}}" if several else near and f"{near}="
            defects.append(Finding(span, faults.NotAttribute(word, meant, raw)))
    series, instead = values.get("series"), values.get("instead")
    about = tuple((key, value) for key, value in values.items() if key in ABOUT)
    withheld = Withheld(span, instead or "") if CONFIDENTIAL in classes else None
    if instead is not None and not withheld:
        defects.append(Finding(span, faults.InsteadAlone(raw)))
    others = tuple(name for name in classes if name != CONFIDENTIAL)
    return Attributes(
        raw, span, label, others, series, withheld, About(span, about) if about else None
    ), defects


def without_dot(nodes: Inlines) -> tuple[Inlines, str, SourceSpan] | None:
    """Return the nodes of a heading without braces at the end that were meant as attributes, and these."""
    last = nodes[-1] if nodes else None
    found = _WITHOUT_DOT.search(last.text) if isinstance(last, Text) else None
    if last is None or found is None:
        return None
    span = source_span(last.span)
    if span.end_column - span.column != len(found.string):  # an escape: the brace may be meant literally
        return None
    start = span.end_column - len(found[1])
    words = last.text[: found.start()] if isinstance(last, Text) else ""
    kept = Text(replace(span, end_column=span.column + len(words)), words)
    return (*nodes[:-1], kept), found[1], replace(span, column=start)


def of_heading(attributes: Attributes) -> tuple[Attributes, list[Finding]]:
    """Return a heading's attributes as they were meant, and the faults in classes and series (S006)."""
    raw, span, series = attributes.raw, attributes.span, attributes.series
    found: list[Finding] = []
    classes: list[str] = []
    for name in attributes.classes:
        near = None if name in HEADING_CLASSES else nearest(name, HEADING_CLASSES)
        classes.append(near or name)
        if name not in HEADING_CLASSES:
            facts = faults.UnknownClass(name, near, tuple(f".{each}" for each in HEADING_CLASSES))
            meant = same_name(name, HEADING_CLASSES) or misspelt(name, HEADING_CLASSES)
            edits = _edits(raw, span, f".{name}", f".{meant}") if meant else ()
            found.append(Finding(span, facts, edits=edits))
    restarts = "restart" in classes
    if restarts is (series is None):
        edits = _edits(raw, span, f"series={series}", f".restart series={series}") if series else ()
        found.append(Finding(span, faults.HalfRestart(raw), edits=edits))
        classes += ["restart"] if series else []
    if series is not None and not (series.isalpha() and series == series.lower()):
        lower = series.lower() if series.isalpha() else series
        edits = _edits(raw, span, f"series={series}", f"series={lower}") if lower != series else ()
        found.append(Finding(span, faults.SeriesNotWord(series), edits=edits))
        series = lower
    if attributes.about:
        found.append(Finding(span, faults.AboutElsewhere(raw)))
    if restarts and "annex" in classes:
        found.append(Finding(span, faults.SeriesInAnnex()))
    return replace(attributes, classes=tuple(classes), series=series), found


def _edits(raw: str, span: SourceSpan, old: str, new: str) -> tuple[Edit, ...]:
    """Return the edit of a word in braces; none if its place is not known."""
    start = span.column + raw.find(old)
    if span.line != span.end_line or span.end_column - span.column != len(raw) or raw.count(old) != 1:
        return ()
    return (Edit(replace(span, column=start, end_column=start + len(old)), new),)


def label_only_defects(attributes: Attributes) -> list[Finding]:
    """Find faults in attributes where only a label is allowed (S006)."""
    if not attributes.names_more:
        return []
    return [Finding(attributes.span, faults.MoreThanLabel(attributes.raw))]


def without_effect(attributes: Attributes, *, beside: bool = False) -> Finding:
    """Return the fault of attributes that say nothing about their block, or are `beside` a picture (S006)."""
    meant = next((name for name in attributes.classes if nearest(name, (CONFIDENTIAL,))), None)
    misplaced = (faults.BesideText if beside else faults.NamesNothing)(attributes.raw)
    facts = faults.NotAttribute(f".{meant}", f".{CONFIDENTIAL}", attributes.raw) if meant else misplaced
    return Finding(attributes.span, facts)
