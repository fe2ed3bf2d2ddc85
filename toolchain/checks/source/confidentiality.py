"""The X series, as far as the source shows it: what would betray a person, a place or a device."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.checks import check, reported
from toolchain.checks.source.shown import shown
from toolchain.model.diagnostics import Finding, Severity
from toolchain.model.own_paths import HINTS, PATH
from toolchain.model.places import Place
from toolchain.model.wording import fold, shorten
from toolchain.resolve.tables import Resolved
from toolchain.rules.confidentiality import (
    Comments,
    ImageLocation,
    ImageNamesPerson,
    OwnPath,
    PersonalMetadata,
    SourceAttached,
)
from toolchain.text.survey import survey

api = 1
found_elsewhere = (
    Comments,
    SourceAttached,
)

_LONGEST = 60
_MOST = 5
"""Things that an image tells which a message names."""


@check(PersonalMetadata)
def personal_metadata(resolved: Resolved) -> Iterator[Finding]:
    """A path such as the first one below says who wrote the text, on which machine, and often for whom. An
    address that begins with `file:` does so as well, and opens for nobody else. Either is an error in what
    readers can see: text, code, links, the front matter, sources that are cited.

    The files of images hold such things out of sight: author, owner and model of the camera, comments, a
    path, a small copy from before a face was cut out. None of it reaches an output, which holds only what
    the image's looks need, its colour profile with it. But it stays in the image itself, beside the source;
    so it is reported as a warning, where the image is used first. Times and places are X802.

    In a finished Word file it is whatever Word wrote into it when somebody saved it: who that was, an author
    whom the text does not name, a company, the path of a template, a list of those who changed it; data and
    properties that programs have put in; and what images tell that were put in there. In a finished PDF it
    is the same: what its properties say (Info and XMP), those of its images, and what files tell that are
    attached to it.

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

    Bad: a photograph whose file names its author

        ![A judge of the court in Sindh](portrait.jpg)
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Good:

        1. The [interviews](https://example.org/home/anna/) are in the folder /interviews.
    """
    yield from reported(resolved, PersonalMetadata.rule)
    for span, text in shown(resolved):
        for found in PATH.finditer(text):
            yield _path(span, found[0])
    for passage in survey(resolved).corpus.holding(HINTS):
        for found in PATH.finditer(passage.text):
            yield _path(passage.span(*found.span()), found[0])
    yield from _of_images(resolved, ImageNamesPerson)


@check(ImageLocation)
def image_location(resolved: Resolved) -> Iterator[Finding]:
    """Telephones write into a photograph where it was taken, to a few metres, when, and often the serial
    number of the camera, by which all photographs of one owner can be brought together. That has led people
    to witnesses. None of it reaches an output; but whoever is given the image, or the folder of the source,
    has it. So in a source it is a warning; take it out of the file as well: `mat2 photo.jpg` makes a copy
    without, `exiftool -all= photo.jpg` cleans the file itself. In a finished file, which is what is sent, an
    image that somebody put in there is an error.

    Bad: a photograph from a telephone

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
    yield from reported(resolved, ImageLocation.rule)
    yield from _of_images(resolved, ImageLocation)


def _path(span: Place, path: str) -> Finding:
    return Finding(span, OwnPath(_short(path)))


def _of_images(resolved: Resolved, case: type[ImageNamesPerson] | type[ImageLocation]) -> Iterator[Finding]:
    images = resolved.document.images
    if not any(image.traces for image in images.values()):
        return
    told: set[str] = set()
    for span, source in _used(resolved):
        image = images.get(source)
        traces = (
            [trace for trace in image.traces if trace.place_or_time is (case is ImageLocation)]
            if image
            else []
        )
        if traces and source not in told:
            told.add(source)
            yield Finding(span, case(source, _listed(traces)), severity=Severity.WARNING)


def _used(resolved: Resolved) -> Iterator[tuple[Place, str]]:
    """Where images are used: logos, then all others."""
    matter = resolved.document.front_matter
    for number, organization in enumerate(matter.submitted_by):
        place = matter.places.get(f"submitted-by.{number}.logo")
        if organization.logo and place:
            yield place, organization.logo
    for image, _ in survey(resolved).each(m.Image):
        yield image.span, image.source


def _listed(traces: Iterable[m.Trace]) -> str:
    """What traces say, each thing once, with its first value that can be shown."""
    said: dict[str, str] = {}
    for trace in traces:
        said[trace.what] = said.get(trace.what) or _short(trace.value)
    shown = [f"{what} ({value})" if value else what for what, value in said.items()]
    rest = [f"and {len(shown) - _MOST} more"] if len(shown) > _MOST else []
    return ", ".join((*shown[:_MOST], *rest))


def _short(text: str) -> str:
    """A text of a stranger's, fit for a line."""
    line = fold("".join(c if c.isprintable() else " " for c in text[: 10 * _LONGEST]))
    return shorten(line, _LONGEST)
