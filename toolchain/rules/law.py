"""The rules of the series U and the cases of each."""

from __future__ import annotations

from toolchain.model.facts import ERROR, INFORMATION, WARNING, Facts, rule


@rule("U301", "article", "An article, paragraph or sub-paragraph of a treaty does not exist", ERROR)
class Article(Facts):
    """Found by `checks.source.law.articles.article`. `kin` is a treaty of the family that has the place."""


class ArticleMissing(Article):
    says = "“{treaty}” has no article {article}"
    help = (
        "the last article is {last}; “{kin}” has an article {article}",
        "the last article is {last}: check the number",
    )
    article: int
    treaty: str
    last: int
    kin: str


class ParagraphMissing(Article):
    says = "article {article} of “{treaty}” has no paragraph {paragraph}"
    help = (
        "its last paragraph is {last}; “{kin}” has an article {article}, paragraph {paragraph}",
        "its last paragraph is {last}: check the number",
    )
    article: int
    paragraph: int
    treaty: str
    last: int
    kin: str


class LetterMissing(Article):
    says = "article {place} of “{treaty}” has no sub-paragraph ({letter})"
    help = "the last sub-paragraph is ({last}): check the letter"
    place: str
    letter: str
    treaty: str
    last: str


@rule("U302", "treaty-name", "A treaty has another name", WARNING, fixable=True)
class TreatyName(Facts):
    """Found by `checks.source.law.names.treaty_name`."""

    says = "the name of the treaty is not “{typed:60}”"
    help = "write “{right}”"
    typed: str
    right: str


@rule("U303", "treaty-forms", "One treaty has two short forms in one text", WARNING)
class TreatyForms(Facts):
    """Found by `checks.source.law.names.treaty_forms`."""

    says = "a second short form, “{short}”, is given to “{treaty}”"
    help = "write “{first}” everywhere"
    short: str
    first: str
    treaty: str


class FirstForm(Facts, says="the first short form is given here"):
    """The other place of `TreatyForms`."""


@rule("U304", "symbol", "The symbol of a United Nations document is impossible", ERROR)
class Symbol(Facts):
    """Found by `checks.source.law.symbols.symbol`."""

    symbol: str


class SymbolForm(Symbol):
    says = "{symbol} is not a valid symbol of a United Nations document"
    help = ("write {right}", "check the symbol")
    right: str


class CountryUnknown(Symbol):
    says = "{symbol} has the country code {code}, which no country has"
    help = ("did you mean {near}?", "write the three-letter code of the country (ISO 3166-1), such as “PAK”")
    code: str
    near: str


class SessionYear(Symbol):
    says = "{symbol} is of {years:or}, not of {year}"
    help = "check the session and the year"
    years: tuple[str, ...]
    year: str


class SessionFuture(Symbol):
    says = "{symbol} is of a session that has not been held"
    help = "check the number of the session"


class ParagraphUnlikely(Symbol):
    says = "“{symbol}”: concluding observations are not known to have a paragraph {number}"
    help = "no paragraph above {most} is known to be cited: check the number"
    number: str
    most: int


@rule("U305", "general-comment", "A general comment or recommendation does not exist", ERROR)
class GeneralComment(Facts):
    """Found by `checks.source.law.comments.general_comment`."""


class CommentMissing(GeneralComment):
    says = "“{name}” does not exist"
    help = ("the last known number of {body} is {last}", "check the number and the committee")
    name: str
    body: str
    last: int | None


class CommentYear(GeneralComment):
    says = "“{name}” is not of {year}"
    help = "the years of No. {number} are: {years:and}"
    name: str
    year: str
    number: int
    years: tuple[str, ...]


class CommentKind(GeneralComment):
    says = "“{name}” is a general recommendation of {body}"
    help = "CEDAW and CERD adopt general recommendations, all other committees general comments"
    name: str
    body: str


class CommentSymbol(GeneralComment):
    says = "{symbol} is not the symbol of “{name}”"
    help = "check the number and the symbol"
    symbol: str
    name: str


class CommentSubject(GeneralComment):
    says = "what is said after “{name}” is the subject of No. {other} of {body}"
    help = "check the number, or the words after it"
    name: str
    body: str
    other: int


@rule("U306", "symbol-link", "A link leads to another document than its words name", ERROR)
class SymbolLink(Facts):
    """Found by `checks.source.law.symbols.symbol_link`."""

    says = "the words name {symbol}, but the link leads to {target}"
    help = "check the address, or the symbol"
    symbol: str
    target: str


@rule("U307", "answered-document", "A symbol is not that of the document that is answered", ERROR)
class AnsweredDocument(Facts):
    """Found by `checks.source.law.answers.answered_document`."""

    says = "“{symbol}” is not the symbol of the kind of document named here"
    help = "a report is like CRC/C/PAK/6-7, a list of issues CRC/C/PAK/Q/6-7, observations CRC/C/PAK/CO/5"
    symbol: str


class AnsweredState(AnsweredDocument, help="check the three letters of the country"): ...


class AnsweredNowhere(AnsweredState, says="{symbol} has the country code {code}, which no country has"):
    code: str


class AnsweredCountry(AnsweredState, says="“{symbol}” is of another country than “{first}”"):
    first: str


@rule("U308", "follows-other", "A paragraph follows a document that is not answered", WARNING)
class FollowsOther(Facts):
    """Found by `checks.source.law.answers.follows_other`."""

    says = "“{follows}” is not in a document that the submission answers"
    help = "check the symbol, or add the document to “answers:” in the front matter"
    follows: str


@rule("U309", "earlier-recommendation", "No paragraph responds to an earlier recommendation", WARNING)
class EarlierRecommendation(Facts):
    """Found by `checks.source.law.answers.earlier_recommendation`."""

    says = "no paragraph responds to “{earlier}”"
    help = 'write {{follows="{earlier}"}} at the end of the paragraph that responds to it'
    earlier: str


@rule("U310", "recommendation-alone", "A recommendation does not refer to a paragraph of the text", WARNING)
class RecommendationAlone(Facts):
    """Found by `checks.source.law.answers.recommendation_alone`."""

    says = "{recommendation} does not refer to a paragraph of the text"
    help = "refer to the paragraph that gives the reasons, as in “(see para. [12](#label))”"
    recommendation: str


@rule("U311", "addressee", "A recommendation does not name who is to act", WARNING)
class Addressee(Facts):
    """Found by `checks.source.law.answers.addressee`."""

    says = "{recommendation} does not name who is to act"
    help = 'write {{addressee="…"}} at its end; “submission profiles show {profile}” shows the source'
    recommendation: str
    profile: str


@rule("U312", "recommendation-verb", "A recommendation does not begin with a verb", INFORMATION)
class RecommendationVerb(Facts):
    """Found by `checks.source.law.answers.recommendation_verb`."""

    says = "{recommendation} does not begin with a verb: “{words}”"
    help = "begin with the action: “Adopt”, “Ensure”"
    recommendation: str
    words: str


@rule("U313", "goal", "A Sustainable Development Goal does not exist", WARNING)
class Goal(Facts):
    """Found by `checks.source.law.answers.goal`."""

    says = "there is no Sustainable Development Goal “{goal:40}”"
    help = 'the Goals are 1 to 17: write {{sdg="5"}}, or a target, {{sdg="5.2"}}'
    goal: str
