"""Whatever notes are typed, citing them never changes what is printed."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.support.extracting import notes, propose, shown, submission
from tests.support.shares import tried
from toolchain.editing.extracting.same import words
from toolchain.editing.extracting.words import reading

AUTHORS = (
    "Sahil", "UNICEF", "Government of Pakistan", "Government of Pakistan and UNICEF", "The Code",
    "Zafar, N.", "Bhutta, R.N. and Ali, M.", "Zafar N., Naeem M.", "Sarwar, Azeem", "In Punjab",
    "le Gouvernement", "Sahil et al.",
)  # fmt: skip
DATES = (
    "2019", "n.d.", "n,d", "October, 2020", "11 June 2014", "2014, 11 June", "forthcoming", "c. 1900",
)  # fmt: skip
TITLES = (
    "Cruel Numbers 2019", "Penal Code", "Child Marriage Bill", "“Not allowed” campaign",
    "Personal communication", "*Cruel Numbers*", "The State of Children, 2013", "Why?", "It was a bad year",
    "Sexual Abuse, on the custom", "Report. Vol. 3", "A & B \\& C", "Guidelines, Bangkok: ECPAT",
)  # fmt: skip
PLACES = (
    "", ", 5", ". 5", ", p. 5", ". Article 375", ". Article 15-16", ". Articles 2–3", ", paras. 4 and 5",
    ", 90, 128 and 160", ". Bangkok: ECPAT", ". New York: UNICEF, 234", ". Journal of Law, 3",
    ". UNICEF, New York. 234", ", on shelters",
    ". Available at https://example.org/a (accessed on 3 March 2021)", ", accessed on 3 March 2021",
    ". CRC/C/PAK/CO/5, para. 3",
)  # fmt: skip
ENDS = (
    "", ".", ". This Act deals with grooming and abuse.", ". Nothing more", " and more.",
    ".It was so, in all the land.",
)  # fmt: skip
STARTS = (
    "", "See ", "See also ", "Cf. ", "The figures are estimates. ", "The figures, ", "As said, see ",
)  # fmt: skip
WHOLE = (
    "Ibid.", "Ibid", "Ibid., 5.", "Ibid.,39.", "See ibid., p. 7.", "Ibidem, Article 3.", "Id., 4.",
    "Prose comes first. Ibid., 6.", "Emphasis added.", "In 2014, it passed.", "CRC/C/PAK/CO/5, para. 40.",
    "See https://example.org/x.", "[@none, 3]", "[a] (2019). [b].",
)  # fmt: skip


def references() -> st.SearchStrategy[str]:
    def put(author: str, date: str, sign: str, title: str, place: str) -> str:
        return f"{author}{sign} ({date}). {title}{place}"

    signs = st.sampled_from((".", "", ","))
    return st.builds(
        put, *map(st.sampled_from, (AUTHORS, DATES)), signs, *map(st.sampled_from, (TITLES, PLACES))
    )


def typed_notes() -> st.SearchStrategy[str]:
    parts = st.lists(references(), min_size=1, max_size=2).map("; ".join)
    starts, ends = st.sampled_from(STARTS), st.sampled_from(ENDS)
    put = st.builds(lambda start, part, end: start + part + end, starts, parts, ends)
    return st.one_of(put, put, st.sampled_from(WHOLE))


@tried(60)
@given(
    st.lists(typed_notes(), min_size=1, max_size=12), st.sampled_from(("author-date-note", "un", "oscola"))
)
def test_what_is_printed_stays(typed: list[str], style: str) -> None:
    known = reading("en")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        proposal = propose(folder, submission(typed, style=style))
        before, after = shown(proposal, folder)
        assert [words(text, known) for text in after] == [words(text, known) for text in before]
        kept = {left.note.label for left in proposal.extraction.left}
        changed = notes(proposal.after)
        for number, (one, other) in enumerate(zip(typed, changed, strict=True), 1):
            assert (str(number) in kept) <= (one == other)
        again = propose(folder, proposal.after)
        assert again.after == proposal.after
        assert again.extraction.sources == proposal.extraction.sources


@tried(40)
@given(st.lists(st.text(max_size=60).filter(str.isprintable), max_size=4))
def test_any_text_can_be_read(typed: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        proposal = propose(folder, submission([" ".join(text.split()) or "x" for text in typed]))
        before, after = shown(proposal, folder)
        assert [words(text, reading("en")) for text in after] == [
            words(text, reading("en")) for text in before
        ]
