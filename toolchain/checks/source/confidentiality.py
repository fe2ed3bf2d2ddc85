"""The X series, as far as the source shows it: what would betray a person, a place or a device."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import unquote

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.shown import logos, shown
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding, Place, Related, Severity, SourceSpan, gathered
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.own_paths import PATH
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold, printable, shorten
from toolchain.resolve.tables import Resolved
from toolchain.rules import confidentiality as cases
from toolchain.rules import withheld
from toolchain.rules.sources import EntryHere
from toolchain.text.persons import persons_in

api = 1
catalogue = (cases, withheld)

_LONGEST = 60
_TO_PERSONS = ("mailto:", "tel:")
_MOST = 5
"""Things that an image tells which a message names."""


@check(cases.PersonalMetadata)
def personal_metadata(resolved: Resolved) -> Iterator[Finding]:
    """A path such as the first one below shows who wrote the text, on which machine, and often for whom. So
    does an address that begins with `file:`, and nobody else can open it. Either is an error in what readers
    can see: text, code, links, the front matter, cited sources (`file` of a `.bib` is in no output).

    Image files contain such data too: author, owner and model of the camera, comments, a path, a thumbnail
    from before a face was cut out. Outputs do not contain it: they have only what is needed to display the
    image, and its colour profile. But it stays in the image file in the source's folder, so it is reported as
    a warning, at the first use of the image. Times and places are X802.

    In a finished Word file it is what Word stored when somebody saved the file: that person's name, an author
    whom the text does not name, a company, the path of a template, a list of editors; data and properties
    from programs; and the metadata of inserted images. In a finished PDF it is the same: its properties (Info
    and XMP), those of its images, and the data in attached files.

    Bad: in a text

        1. The interviews are in C:\\Users\\anna\\interviews, and in `/home/anna/interviews`.
                                 ^^^^^^^^^^^^^^^^^^^^^^^^         ^

    Bad: in a link, and in the front matter

        ---
        title: Example
        lang: en
        instrument: file:///C:/Users/anna/convention.pdf
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ---

        1. See [the report](C:/Users/anna/report.pdf).
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ S014

    Bad: a photograph whose file names its author

        ![A judge of the court in Sindh](portrait.jpg)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Good:

        1. The [interviews](https://example.org/home/anna/) are in the folder /interviews.
    """
    yield from reported(resolved, cases.PersonalMetadata.rule)
    for span, text in shown(resolved):
        for found in PATH.finditer(text):
            yield Finding(span, cases.OwnPath(_short(found[0])))
    for passage in survey(resolved).corpus.matching(PATH):
        for found in PATH.finditer(passage.text):
            yield Finding(passage.span(*found.span()), cases.OwnPath(_short(found[0])))
    yield from _of_images(resolved, cases.ImageNamesPerson)


@check(cases.ImageLocation)
def image_location(resolved: Resolved) -> Iterator[Finding]:
    """Phones store in a photograph where it was taken, to a few metres, when, and often the serial number of
    the camera, which connects all photographs of one owner. Witnesses have been found in this way. Outputs do
    not contain it, but anyone who gets the image, or the source's folder, has it. So in a source it is a
    warning. Remove it from the file too: `mat2 photo.jpg` makes a clean copy, `exiftool -all= photo.jpg`
    cleans the file itself. In a finished file, which will be sent, an image with such data is an error.

    Bad: a photograph from a phone

        ![A court in Sindh](photo.jpg)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bad: a logo

        ---
        title: Example
        lang: en
        submitted-by:
          - name: Example
            logo: photo.jpg
                  ^^^^^^^^^
            logo-alt: Example
        ---

        1. The age is 16.

    Good:

        ![A court in Sindh](chart.png)
    """
    yield from reported(resolved, cases.ImageLocation.rule)
    yield from _of_images(resolved, cases.ImageLocation)


@check(cases.PersonsData)
def persons_data(resolved: Resolved) -> Iterator[Finding]:
    """What identifies a person can put the person in danger, and a published text cannot be called back. So
    phone numbers, e-mail addresses, dates of birth, ages next to a name or initials, the age of one child
    (“a girl of 14”), bank accounts and identity numbers of China (both with the right check digits) are
    reported, but only in a text that may be published: one with `public: true`, or without `public` for a
    recipient that publishes what is not marked as confidential. The addresses of the organizations in the
    front matter are not looked at, and those of an office, such as info@, are not reported. The words are
    those of the six languages; in Arabic a name is known only after a word such as الطفل, and in Chinese not
    at all. A range of ages, several children, and rules for any child (“a girl of 14 can marry”) are not
    reported. Other data, and persons who are recognized without any, are not found.

    A phone number without a country's code is found only next to a word such as “phone”. If the library
    phonenumberslite is installed, only numbers that can exist are reported.

    Bad:

        ---
        title: Example
        lang: en
        public: true
        ---

        1. Maria Example, aged 14, born on 3 May 2011, was heard (phone 020 7946 0123, maria@example.org).
           ^^^^^^^^^^^^^^^^^^^^^^  ^^^^^^^^^^^^^^^^^^                   ^^^^^^^^^^^^^  ^^^^^^^^^^^^^^^^^

    Good: a text that is confidential

        ---
        title: Example
        lang: en
        public: false
        ---

        1. Maria Example, aged 14, was heard.

    Good:

        ---
        title: Example
        lang: en
        public: true
        ---

        1. Children of 14 to 17, and girls of 12, were heard (info@example.org). A girl of 16 can marry.
    """
    published = resolved.settings.profile.flag("published")
    public = resolved.document.front_matter.public
    if not (bool(published and published.value) if public is None else public):
        return
    lang, links = resolved.words.language, survey(resolved).each(m.Link)
    for passage in survey(resolved).passages:
        for kind, start, end in persons_in(passage.full, lang):
            yield Finding(passage.span(start, end), cases.PersonsData(kind, fold(passage.full[start:end])))
    for link, _ in links:
        for kind, start, end in persons_in(link.url, lang) if link.url.startswith(_TO_PERSONS) else ():
            if (words := link.url[start:end]) not in plain_text(link.children):
                yield Finding(link.span, cases.PersonsData(kind, words))


TRACE = expression(
    r"(?i:utm_\w{1,30}|(?:fb|g|d|ms|y|tw)clid|[gw]braid|mc_[ce]id|igshid|mkt_tok|_hs(?:enc|mi))=(?:[\w%+~/*!@$|-]|[.:](?=[a-z\d%+-]))*",
    re.ASCII,
)
"""What web sites, mailing lists and chatbots add to an address; each names one click or one reader. Words and
marks of a language after an address, as in “…?fbclid=1”, are not part of it.
"""
_THROUGH = expression(
    r"https?://([\w.-]*safelinks\.protection\.outlook\.com|www\.google\.[\w.]+/url|l\.facebook\.com)(?=[/?])"
)
_TYPED = expression(
    r"https?://[^\s<>?]{1,500}\?(?:[^\s<>.,;:)\]\"'\u0080-\U0010ffff]|[.,;:)\]](?=[^\s<>.,;:)\]\"'\u0080-\U0010ffff]))+"
)
"""An address in a text, without the full stop or bracket after it."""
_UNENDED = expression(r"[\w']")
"""What may belong to the address before it."""
_INNER = expression(r"[?&](?:url|q|u)=(https?[^&#]+)")


@check(cases.AddressTraces)
def address_traces(resolved: Resolved) -> Iterator[Finding]:
    """Many sites add to an address who shared it, where, or for which reader (`utm_source`, `fbclid`,
    `mc_eid`): a reader sees that a source was found by a chatbot, and the site sees which newsletter a link
    came from. Outlook replaces addresses in messages by those of its own server, with the
    e-mail address of the person who received the message in them. The edits delete what was added. An address
    in a quotation, or that leads through another server, is only reported.

    Bad:

        1. Few cases are brought.[^cases]

        [^cases]: The courts’ report, <https://example.org/courts?year=2019&utm_source=chatgpt.com>.
                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Bad: an address from a message

        1. Few cases are brought.[^cases]

        [^cases]: [The courts’ report](https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F&data=anna).
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Good:

        1. Few cases are brought.[^cases]

        [^cases]: The courts’ report, <https://example.org/courts?year=2019>.
    """
    source = survey(resolved).source
    for place, url, is_whole in _addresses(resolved):
        if facts := _traces(url):
            typed = source.at(place)
            certain = type(facts) is cases.AddressTraces and is_whole and url in typed
            edits = source.edit(place, typed, typed.replace(url, facts.right)) if certain else ()
            yield Finding(place, facts, edits=edits)
    for entry, cited in survey(resolved).cited.values():
        if facts := _traces(entry.fields.get("URL", "")):
            yield Finding(cited.span, facts, related=(Related(entry.span, EntryHere()),))


def _addresses(resolved: Resolved) -> Iterator[tuple[Place, str, bool]]:
    """Yield the addresses with their places, and whether each may be changed: it ends there, and nobody is
    quoted.
    """
    links = list[SourceSpan]()
    for link, around in survey(resolved).each(m.Link):
        yield link.span, link.url, not any(isinstance(each, m.Quotation) for each in around)
        if isinstance(link.span, SourceSpan) and _traces(link.url):
            links.append(link.span)
    for passage in survey(resolved).passages:
        for found in _TYPED.finditer(passage.full) if passage.full != passage.text else ():
            place, goes_on = passage.span(*found.span()), _UNENDED.match(passage.full, found.end())
            if _traces(found[0]) and not any(link.covers(place) for link in links):
                is_quoted = passage.in_quotation or found.start() in passage.quoted
                yield place, found[0], not (goes_on or is_quoted)


@lru_cache(maxsize=64)  # an address of many kilobytes may be that of many links
def _traces(url: str) -> cases.AddressTraces | None:
    found, through = tuple(each.partition("=")[0] for each in TRACE.findall(url)), _THROUGH.match(url)
    if through and (inner := _INNER.search(url)):
        return cases.AddressThrough((through[1],), unquote(inner[1]))
    if "?" not in url or not found:
        return None
    address, _, rest = url.partition("?")
    query, mark, fragment = rest.partition("#")
    kept = "&".join(each for each in query.split("&") if not TRACE.fullmatch(each))
    right = address + (f"?{kept}" if kept else "") + mark + fragment
    return cases.AddressTraces(found, right) if right != url else None


def _of_images(
    resolved: Resolved, case: type[cases.ImageNamesPerson] | type[cases.ImageLocation]
) -> Iterator[Finding]:
    images = resolved.document.images
    if not any(image.traces for image in images.values()):
        return
    found: dict[str, Finding] = {}
    of_logos = [(place, each.logo) for each, place in logos(resolved.document.front_matter)]
    of_others = ((image.span, image.source) for image, _ in survey(resolved).each(m.Image))
    for span, source in (*of_logos, *of_others):
        image = images.get(source)
        every = image.traces if image else ()
        traces = [each for each in every if each.place_or_time is (case is cases.ImageLocation)]
        if traces and source not in found:
            found[source] = Finding(span, case(source, _listed(traces)), severity=Severity.WARNING)
    first = {source for _, source in of_logos}
    yield from gathered(each for source, each in found.items() if source in first)
    yield from (each for source, each in found.items() if source not in first)


def _listed(traces: Iterable[m.Trace]) -> cases.Traces:
    """Return what traces say, each thing once, with its first value that can be shown."""
    said: dict[str, str] = {}
    for trace in traces:
        said[trace.what] = said.get(trace.what) or _short(trace.value)
    shown = [cases.TraceInImage(Word(what), value) for what, value in said.items()]
    rest = [cases.MoreTraces(len(shown) - _MOST)] if len(shown) > _MOST else []
    return (*shown[:_MOST], *rest)


def _short(text: str) -> str:
    """Return a third-party text, short enough for a line."""
    return shorten(fold(printable(text[: 10 * _LONGEST])), _LONGEST)
