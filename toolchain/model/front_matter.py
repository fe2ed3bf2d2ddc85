"""The front matter as typed values: what a submission says about itself.

`toolchain.readers.markdown.front_matter` reads it from YAML and reports mistakes. Texts that may contain
Markdown are nodes of `toolchain.model`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from toolchain.model.diagnostics import Place
from toolchain.model.records import Record
from toolchain.model.tree import Blocks, Inlines

UN_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""The six official languages of the United Nations, as BCP 47 primary subtags."""

PdfEngine: TypeAlias = Literal["typst", "weasyprint"]
Look: TypeAlias = Literal["un", "house"]
"""How all outputs look: as documents of the United Nations do, or with the submitter's colour."""

PROFILES = (
    "plain", "crc", "crc-thematic", "cedaw", "cedaw-coalition", "ccpr", "cescr", "cat", "spt", "cerd",
    "crpd", "cmw", "ced", "upr", "upr-joint", "hrc-statement", "hrc-statement-special",
    "hrc-statement-nhri", "special-procedures", "individual-communication",
)  # fmt: skip
"""Names of all recipients' profiles; one whose rules are not written yet acts as "plain"."""


COVER_FACTS = (
    "recipient", "country", "session", "instrument", "reporting_cycle", "agenda_item", "date",
)  # fmt: skip
"""Keys on the cover with a term, in the order of the front matter."""


class Detail(NamedTuple):
    """What a cover says of an organization: the key of its term, its lines, and the URL of its link."""

    term: str
    said: str
    url: str = ""


class Contact(Record):
    """How to contact an organization."""

    person: str = ""
    role: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    confidential: bool = False

    def details(self) -> Iterator[Detail]:
        """Yield what a cover says, except what is empty."""
        said = (
            Detail("contact", "\n".join(filter(None, (self.person, self.role)))),
            Detail("address", self.address),
            Detail("telephone", self.phone, "tel:" + re.sub(r"[^0-9+]", "", self.phone)),
            Detail("email", self.email, f"mailto:{self.email}"),
            Detail("website", self.website, self.website),
        )
        return (each for each in said if each.said)


class Organization(Record):
    """One submitting organization. `logo` is a path relative to the source's folder."""

    name: str = ""
    status: str = ""
    description: Blocks = ()
    logo: str = ""
    logo_alt: str = ""
    contact: Contact | None = None
    confidential: bool = False


class Limit(Record):
    """The user's own limit instead of the profile's, with the reason."""

    name: str
    value: int
    reason: str


class Answers(Record):
    """The documents that a submission answers, by their symbols, and earlier recommendations, each as it is
    cited: "CRC/C/PAK/CO/5, para. 74".
    """

    state_report: str = ""
    list_of_issues: str = ""
    concluding_observations: str = ""
    recommendations: tuple[str, ...] = ()


class FrontMatter(Record):
    """All keys in the table of docs/source-format.md. None means the profile's default.

    `version` is not a key: it is "" unless the source withholds something. `places` has the span of each
    key's value by its path ("title", "submitted-by.0.logo").
    """

    title: Inlines = ()
    lang: str = "en"
    subtitle: Inlines = ()
    short_title: Inlines = ()
    profile: str = "plain"
    recipient: str = ""
    country: str = ""
    session: str = ""
    instrument: str = ""
    reporting_cycle: str = ""
    agenda_item: str = ""
    date: str = ""
    deadline: str = ""
    keywords: tuple[str, ...] = ()
    submitted_by: tuple[Organization, ...] = ()
    public: bool | None = None
    notes: Literal["endnotes", "footnotes"] | None = None
    notes_place: Literal["end", "before-annexes"] = "end"
    repeated_notes: Literal["same", "again"] = "same"
    headings: Literal["plain", "numbered"] = "plain"
    numbers: Literal["kept", "closed"] = "kept"
    contents: bool = False
    links: bool = True
    sources: str = ""
    citation_style: str = ""
    template: str = ""
    look: Look | None = None
    pdf_engine: PdfEngine | None = None
    colour: str = ""
    limits: tuple[Limit, ...] = ()
    answers: Answers = Answers()
    version: Literal["", "confidential", "public"] = ""
    places: Mapping[str, Place] = MappingProxyType({})

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of the organizations; a draft may have one without a name."""
        return tuple(each.name for each in self.submitted_by if each.name)

    @property
    def fills_page(self) -> bool:
        """Whether the cover is a separate page: it has more than the authors' names."""
        return any(each.description or each.contact or each.logo for each in self.submitted_by)
