"""Convert inline tokens to inline nodes, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token

from toolchain import model as m
from toolchain.model.diagnostics import Edit, Finding, Severity, SourceSpan, source_span
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts, Word
from toolchain.model.languages import is_language_tag
from toolchain.model.records import Changing, field, replace
from toolchain.readers.markdown.attributes import CONFIDENTIAL, Attributes, parse_attributes
from toolchain.readers.markdown.parser import MAX_NESTING
from toolchain.readers.markdown.places import Locator, Whole
from toolchain.rules import markdown as faults

_EMPHASIS = frozenset(("em_open", "em_close", "strong_open", "strong_close"))
_FIGURES = expression(r"\d\*[\d.,]+\*\d")
_LANGUAGE = expression(r"(?<!\S)lang=(\S*)")
_SEMICOLONS = expression(f"([{''.join(m.SEMICOLONS)}])")


class InlineBuilder(Changing):
    """Makes nodes of the tokens of one content, in a note or in running text.

    A citation in running text makes an inline note. After `build`, `attributes` are those at the end and
    `defects` the faults.
    """

    locator: Locator
    in_note: bool = False
    attributes: Attributes | None = None
    withheld: m.Withheld | None = None
    defects: list[Finding] = field(default_factory=list)
    _in_link: bool = False
    _depth: int = 0
    _is_too_deep: bool = False

    def build(
        self, tokens: Sequence[Token], *, may_end_with_attributes: bool = False, may_begin: bool = False
    ) -> m.Inlines:
        """Return the nodes of a text. With `may_begin`, attributes at its start are those of the note."""
        start, end = 0, len(tokens)
        if may_begin and tokens and tokens[0].type == "attributes":
            start = self._take_beginning(tokens)
        if may_end_with_attributes:
            last = _last_word(tokens)
            if last >= 0 and tokens[last].type == "attributes":
                end = self._take_attributes(tokens, last)
        trailing = [token for token in tokens[end:] if token.type == "html_inline"]
        nodes = self._nodes(tokens, start, end)
        if start:
            nodes = _without_blank(nodes)
        return (*nodes, *(self._single(token) for token in trailing))

    def _take_beginning(self, tokens: Sequence[Token]) -> int:
        """Read the attributes before the text of a note, and return the index from which its text is."""
        attributes, defects = parse_attributes(tokens[0].content, self._span(tokens[0]))
        if defects or attributes.label or attributes.names_more or not attributes.withheld:
            return 0
        self.withheld = attributes.withheld
        return 1

    def _take_attributes(self, tokens: Sequence[Token], last: int) -> int:
        """Read the attributes at `last`; return the index before which the text ends."""
        first = _first_braces(tokens, last)
        raw, span = tokens[last].content, self._span(tokens[first]).to(self._span(tokens[last]))
        if first < last:
            raws = [token.content for token in tokens[first : last + 1] if token.type == "attributes"]
            raw = f"{{{' '.join(raw.strip('{}').strip() for raw in raws)}}}"
            self._report(span, faults.SeveralBraces(raw), Edit(span, raw))
        before = tokens[first - 1] if first else None
        if before is not None and not _ends_in_space(before):
            self._report(span, faults.NoSpaceBefore(raw), Edit(span.start, " "))
        self.attributes, defects = parse_attributes(raw, span)
        self.defects += defects
        return first

    def _report(self, span: SourceSpan, facts: Facts, *edits: Edit) -> None:
        """Report a fault; in a text whose lines were joined, no edit has a place."""
        known = not isinstance(self.locator, Whole)
        self.defects.append(Finding(span, facts, edits=edits if known else ()))

    def _nodes(self, tokens: Sequence[Token], start: int, end: int) -> m.Inlines:
        nodes: list[m.Inline] = []
        words: list[Token] = []
        index = start
        while index < end:
            token, close = tokens[index], index
            if token.type in ("text", "text_special", "attributes"):
                if token.type == "attributes":
                    fault = faults.NamesNothing if token.content.endswith("}") else faults.Unclosed
                    self.defects.append(Finding(self._span(token), fault(token.content)))
                words.append(token)
            elif token.type in _EMPHASIS and (token.nesting < 0 or self._depth >= MAX_NESTING):
                words.append(self._plain(token))
            elif self._in_link and token.type in ("link_open", "link_close"):
                self._unlink(token)
            else:
                self._flush(words, nodes)
                if token.nesting == 1:
                    close = _closing(tokens, index)
                    if token.type == "citation_open" and not self.in_note:  # a mark stands close to its word
                        trim_last(nodes)
                    nodes.append(self._container(token, tokens, index, close))
                else:
                    if token.type == "softbreak":
                        _trim_before_comment(nodes)
                    nodes.append(self._single(token))
            index = close + 1
        self._flush(words, nodes)
        return tuple(nodes)

    def _flush(self, words: list[Token], nodes: list[m.Inline]) -> None:
        """Make one Text of the words collected so far."""
        filled = [token for token in words if token.content]
        words.clear()
        if filled and filled[0].content[0] in " \t":
            _trim_before_comment(nodes)
        if len(filled) == 1:
            nodes.append(m.Text(self._span(filled[0]), filled[0].content))
        elif filled:
            span = self._span(filled[0]).to(self._span(filled[-1]))
            nodes.append(m.Text(span, "".join(token.content for token in filled)))

    def _container(self, token: Token, tokens: Sequence[Token], index: int, close: int) -> m.Inline:
        inner = self._inner(token, tokens[index + 1 : close])
        span = self._span(token).to(self._span(tokens[close]))
        match token.type:
            case "citation_open":
                cited = m.Citation(span, inner)
                return cited if self.in_note else m.InlineNote(span, note_of(span, (cited,)))
            case "em_open":
                before, after = (tokens[at].content for at in (index - 1, (close + 1) % len(tokens)))
                words = "".join(each.content for each in tokens[index + 1 : close])
                if _FIGURES.fullmatch(f"{before[-1:]}*{words}*{after[:1]}") and token.markup == "*":
                    ends = (self._span(token), self._span(tokens[close]))
                    edits = (Edit(end.start, "\\") for end in ends)
                    self._report(span, faults.StarsLost(words), *edits)
                return m.Emphasis(span, inner)
            case "strong_open":  # the outer mark of each pair is an empty text beside the token
                start, end = (token.map or (0, 0))[0], (tokens[close].map or (0, 0))[1]
                return m.Strong(self.locator.span(start - 1, end + 1), inner)
            case "said_open":
                return self._said(token.info, span, inner)
            case "inline_note_open":
                return m.InlineNote(span, note_of(span, inner))
            case "link_open":
                href, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
                if href.startswith("#"):
                    if title:
                        self.defects.append(Finding(span, faults.TitleLost(title), severity=Severity.ERROR))
                    return m.CrossReference(span, href[1:], inner)
                return m.Link(span, href, inner, title)
        raise AssertionError(token.type)

    def _said(self, raw: str, span: SourceSpan, inner: m.Inlines) -> m.Inline:
        """Return words with what the braces after them say: their language, that they are withheld."""
        if raw.startswith("lang=") and CONFIDENTIAL not in raw:
            return m.Foreign(span, self._language(raw.removeprefix("lang="), span), inner)
        attributes, defects = parse_attributes(f"{{{_LANGUAGE.sub('', raw)}}}", span)
        self.defects += defects
        if found := _LANGUAGE.search(raw):
            inner = (m.Foreign(span, self._language(found[1], span), inner),)
        return m.WithheldWords(span, inner, attributes.withheld or m.Withheld(span))

    def _language(self, tag: str, span: SourceSpan) -> str:
        """Return a language tag; "und" for an invalid one, which is reported."""
        if is_language_tag(tag):
            return tag
        self.defects.append(Finding(span, faults.UnknownLanguage(tag)))
        return "und"

    def _inner(self, token: Token, tokens: Sequence[Token]) -> m.Inlines:
        """Return the nodes between a token that opens a container and the one that closes it."""
        in_link, in_note = self._in_link, self.in_note
        self._in_link = token.type == "link_open" or (in_link and token.type != "inline_note_open")
        self.in_note = in_note or token.type in ("inline_note_open", "citation_open")
        if token.type == "citation_open":
            tokens = list(_parted(tokens))
        self._depth += 1
        nodes = self._nodes(tokens, 0, len(tokens))
        self._depth -= 1
        self._in_link, self.in_note = in_link, in_note
        return nodes

    def _plain(self, token: Token) -> Token:
        """Return the typed characters of emphasis that is nested too deeply, which is reported once."""
        if not self._is_too_deep:
            self._is_too_deep = True
            self.defects.append(Finding(self._span(token), faults.EmphasisTooDeep(MAX_NESTING)))
        start, end = token.map or (0, 0)
        outer = len(token.markup) - 1  # of "**", one is an empty text beside the token
        place = [start - outer, end] if token.nesting > 0 else [start, end + outer]
        return Token("text", "", 0, content=token.markup, map=place)

    def _unlink(self, token: Token) -> None:
        """Report an address in angle brackets inside a link: links cannot nest (CommonMark 6.3)."""
        if token.type == "link_open":
            address = str(token.attrs.get("href"))
            self.defects.append(Finding(self._span(token), faults.LinkLost(Word("another link"), address)))

    def _single(self, token: Token) -> m.Inline:
        if token.type == "image":
            self.defects += _unkept(token.children or (), self._span(token))
        return _SINGLE[token.type](token, self._span(token))

    def _span(self, token: Token) -> SourceSpan:
        start, end = token.map or (0, 0)
        return self.locator.span(start, end)


def note_of(span: SourceSpan, inlines: m.Inlines) -> m.Note:
    """Return an inline note."""
    within = inlines[0].span.to(inlines[-1].span) if inlines else span
    return m.Note(span, "", (m.Paragraph(within, inlines),) if inlines else ())


def _parted(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of a citation, with each semicolon outside other markup as a token of its own."""
    depth = 0
    for token in tokens:
        depth += token.nesting
        parts = _SEMICOLONS.split(token.content) if token.type == "text" and not depth else ()
        if len(parts) < 2:
            yield token
            continue
        start = (token.map or (0, 0))[0]
        for part in parts:
            if part:
                kind = "separator" if part in m.SEMICOLONS else "text"
                yield Token(kind, "", 0, content=part, map=[start, start + len(part)])
            start += len(part)


def _image(token: Token, span: SourceSpan) -> m.Inline:
    source, title = str(token.attrs.get("src", "")), str(token.attrs.get("title", ""))
    return m.Image(span, source, _alternative(token.children or ()), title)


def _alternative(tokens: Sequence[Token]) -> str:
    """Return an image's alt text: its words, without markup."""
    return "".join(
        f"[^{token.content}]"
        if token.type == "note_mark"
        else " "
        if "break" in token.type
        else token.content
        for token in tokens
    )


def _unkept(tokens: Sequence[Token], span: SourceSpan) -> Iterator[Finding]:
    """Find markup that is lost in an alt text, which can only have words."""
    for token in tokens:
        if token.type in ("link_open", "image"):
            address = str(token.attrs.get("href") or token.attrs.get("src"))
            yield Finding(span, faults.LinkLost(Word("an alt text"), address))
        elif token.type == "attributes":
            yield Finding(span, faults.NamesNothing(token.content))


def _html(token: Token, span: SourceSpan) -> m.Inline:
    text = token.content
    if text.startswith("<!--") and text.endswith("-->"):
        return m.Comment(span, text[4:-3].strip())
    return m.RawHtml(span, text)


_SINGLE: dict[str, Callable[[Token, SourceSpan], m.Inline]] = {
    "note_mark": lambda token, span: m.NoteMark(span, token.content),
    "cited_source": lambda token, span: m.CitedSource(span, token.content, author=not token.markup),
    "separator": lambda token, span: m.Text(span, token.content),
    "code_inline": lambda token, span: m.Code(span, token.content),
    "softbreak": lambda token, span: m.Break(span, hard=False),
    "hardbreak": lambda token, span: m.Break(span, hard=True),
    "image": _image,
    "html_inline": _html,
}


def _without_blank(nodes: m.Inlines) -> m.Inlines:
    """Return the nodes without the white space at their beginning."""
    first = nodes[0] if nodes else None
    if not isinstance(first, m.Text):
        return nodes
    words, span = first.text.lstrip(" \t"), source_span(first.span)
    kept = m.Text(replace(span, column=span.column + len(first.text) - len(words)), words)
    return (kept, *nodes[1:]) if words else nodes[1:]


def trim_end(nodes: m.Inlines) -> m.Inlines:
    """Return the nodes without the white space that was before the attributes at the end."""
    trimmed = list(nodes)
    trim_last(trimmed)
    return tuple(trimmed)


def trim_last(nodes: list[m.Inline]) -> None:
    """Remove white space and line ends from the end of the nodes; comments there stay."""
    comments: list[m.Inline] = []
    while nodes:
        last = nodes[-1]
        if isinstance(last, m.Comment):
            comments.append(nodes.pop())
        elif isinstance(last, m.Break):
            nodes.pop()
        elif isinstance(last, m.Text) and last.text != (shorter := last.text.rstrip(" \t")):
            nodes.pop()
            if shorter:
                lost = len(last.text) - len(shorter)
                span = source_span(last.span)
                end = replace(span, end_column=max(span.end_column - lost, 1))
                nodes.append(m.Text(end, shorter))
                break
        else:
            break
    nodes.extend(reversed(comments))


def _trim_before_comment(nodes: list[m.Inline]) -> None:
    """Remove white space before a comment at the end of the nodes: other white space follows it."""
    if len(nodes) > 1 and isinstance(nodes[-1], m.Comment) and isinstance(nodes[-2], m.Text):
        trim_last(nodes)


def _last_word(tokens: Sequence[Token]) -> int:
    """Return the index of the last token that is not a comment or white space, -1 if there is none."""
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        comment = token.type == "html_inline" and token.content.startswith("<!--")
        blank = token.type == "text" and not token.content.strip()
        if not (comment or blank or token.type == "softbreak"):
            return index
    return -1


def _first_braces(tokens: Sequence[Token], last: int) -> int:
    """Return the index of the first of the braces that end with those at `last`, with only blanks between."""
    first = last
    for index in range(last - 1, -1, -1):
        if tokens[index].type == "attributes" and tokens[index].content.endswith("}"):
            first = index
        elif tokens[index].type != "text" or tokens[index].content.strip(" \t"):
            break
    return first


def _ends_in_space(token: Token) -> bool:
    return token.type in ("softbreak", "hardbreak") or token.content.endswith((" ", "\t"))


def _closing(tokens: Sequence[Token], index: int) -> int:
    """Return the index of the token that closes the one at `index`."""
    depth = 0
    for position in range(index, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    raise AssertionError(f"{tokens[index].type} is never closed")
