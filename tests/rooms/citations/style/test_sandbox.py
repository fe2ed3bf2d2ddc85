"""A style can be wrong or hostile: one diagnostic at its line ends it, and no field is executed."""

import re
import threading

import pytest

from tests.support.citing import entry, plain, shown
from toolchain.citations.style import load_style
from toolchain.citations.style.cite import Cite, Part
from toolchain.citations.style.sandbox import LONGEST
from toolchain.model.diagnostics import Failure, Finding, source_span
from toolchain.reports.sentences import help_line, message

PEOPLE = [f"Family{number}, Given" for number in range(1000)]
BOOK = entry({"type": "book", "title": "Title", "author": PEOPLE})


def fault(template: str) -> Finding:
    """What is wrong with a style that is loaded and used."""
    with pytest.raises(Failure) as raised:
        printed(template)
    (finding,) = raised.value.findings
    assert finding.rule.code == "S012"
    assert finding.span.path == "my/style.j2"
    return finding


def printed(template: str, cited: Cite | None = None) -> tuple[Part, ...]:
    style = load_style(template, "my/style.j2", "en")
    return style.citation([cited or Cite(BOOK, "first")], True)


def body(text: str) -> str:
    """A style whose macro for everything has this on its second line."""
    return "{% macro document(s, c) %}\n" + text + "\n{% endmacro %}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ s.titel }}", "titel"),
        ("{{ titel }}", "titel"),
        ("{{ s.title | shout }}", "shout"),
        ("{{ join(', ', s.author) }}", "names(…)"),
        ("{{ s.author }}", "names(…)"),
        ("{{ date(s.title) }}", ""),
        ("{{ term('abracadabra') }}", "abracadabra"),
        ("{{ names(s.author, 'upside-down') }}", "upside-down"),
        ("{% if %}x{% endif %}", "expected"),
        ("<em>{{ s.title }}</em>", "<em>"),
        ("<script>alert(1)</script>", "<script>"),
        ("<a href='x'>x</a>", "<a"),
        ("{% import 'other.j2' as other %}", "import"),
        ("{% from 'other.j2' import x %}", "import"),
        ("{% include '/etc/passwd' %}", "include"),
        ("{% extends '/etc/passwd' %}", "extends"),
        ("{% call document(s, c) %}x{% endcall %}", "'call'"),
        ("{% filter quote %}x{% endfilter %}", "filter"),
        ("{% autoescape false %}x{% endautoescape %}", "autoescape"),
        ("{% with x = 1 %}{{ x }}{% endwith %}", "with"),
        ("{{ 'a' * 1000000000 }}", "'*'"),
        ("{{ 9 ** 9 ** 9 }}", "'**'"),
        ("{{ '%1000000000s' % 1 }}", "'%'"),
        ("{{ s.title[0] }}", "[…]"),
        ("{{ s['title'] }}", "[…]"),
        ("{{ range(1000000000) }}", "range"),
        ("{% for x in range(1000000000) %}x{% endfor %}", "range"),
        ("{{ lipsum(1000) }}", "lipsum"),
        ("{{ namespace(a=1) }}", "namespace"),
        ("{{ ''.__class__ }}", "__class__"),
        ("{{ s.__class__ }}", "__class__"),
        ("{{ s._known }}", "_known"),
        ("{{ s.entry }}", "entry"),
        ("{{ c.__init__ }}", "__init__"),
        ("{{ join.__globals__ }}", "__globals__"),
        ("{{ '{}'.format(1) }}", "format"),
        ("{{ s.title.ljust(1000000000) }}", "ljust"),
        ("{{ s.title() }}", "called"),
        ("{{ self }}", "self"),
        ("{{ join(*s.author) }}", "one by one"),
        ("{{ [s.author, s.author] }}", "list"),
        ("{{ {'a': 1} }}", "dict"),
        ("{% for a in s.author recursive %}{{ loop(s.author) }}{% endfor %}", "loop"),
    ],
)
def test_what_a_style_may_not_do_is_said_at_its_line(text: str, said: str) -> None:
    finding = fault(body(text))
    assert source_span(finding.span).line == 2
    assert said in message(finding).lower()
    assert message(finding).startswith("the style cannot be used: ")
    assert help_line(finding)


ENDLESS = {
    "a macro that calls itself": body("{{ document(s, c) }}"),
    "two that call each other": body("{{ other(s, c) }}")
    + "{% macro other(s, c) %}{{ document(s, c) }}{% endmacro %}",
    "many that call many": "".join(
        f"{{% macro m{n}(s, c) %}}" + f"{{{{ m{n + 1}(s, c) }}}}" * 10 + "{% endmacro %}" for n in range(10)
    )
    + "{% macro m10(s, c) %}x{% endmacro %}"
    + body("{{ m0(s, c) }}"),
    "loops in loops": body(
        "".join(f"{{% for a{n} in s.author %}}" for n in range(6)) + "x" + "{% endfor %}" * 6
    ),
    "a loop that prints much": body("{% for a in s.author %}" + "x" * 40_000 + "{% endfor %}"),
    "text that doubles": body("{{ twice(twice(twice(twice(twice('x'))))) }}")
    + "{% macro twice(x) %}{{ once(once(once(once(once(x))))) }}{% endmacro %}"
    + "{% macro once(x) %}{{ x ~ x }}{% endmacro %}",
    "text that grows by joining": body("{{ more(more(more(more('abcdefghij')))) }}")
    + "{% macro more(x) %}{{ join(x, x, x, x, x, x, x, x, x, x, x, x, x, x) }}{% endmacro %}",
    "text that grows as it is set": body(
        "{% set a = s.title %}" + "{% set a = a ~ a ~ a %}" * 20 + "{{ a }}"
    ),
}


@pytest.mark.parametrize("template", ENDLESS.values(), ids=ENDLESS)
def test_a_template_without_end_ends(template: str) -> None:
    assert source_span(fault(template).span).line >= 1


def test_it_ends_outside_the_main_thread_too() -> None:
    found: list[Finding] = []

    def find() -> None:
        found.extend(map(fault, ENDLESS.values()))

    thread = threading.Thread(target=find)
    thread.start()
    thread.join()
    assert len(found) == len(ENDLESS)


@pytest.mark.parametrize(
    "template",
    [
        "{{" + "(" * 40_000,
        body("{{ " + "(" * 300 + "1" + ")" * 300 + " }}"),
        body("{{ " + "not " * 20_000 + "1 }}"),
        body("{% if 1 %}" * 2_000 + "{% endif %}" * 2_000),
        "x" * (LONGEST + 1),
        "",
        "{% macro book(s, c) %}x{% endmacro %}",
        "{% macro document(s) %}x{% endmacro %}",
        "{% macro document(s, c) %}x{% endmacro %}{% macro short_book() %}x{% endmacro %}",
        "{{ document(1, 2) }}",
        "{% set document = 1 %}",
    ],
)
def test_a_template_that_is_none_is_said_to_be(template: str) -> None:
    fault(template)


def test_a_mistake_in_a_macro_of_a_macro_is_said_where_it_stands() -> None:
    template = "{% macro by(s) %}\n{{ names(s.author) }}\n{{ s.nobody }}\n{% endmacro %}\n" + body(
        "{{ by(s) }}"
    )
    assert source_span(fault(template).span).line == 3


@pytest.mark.parametrize(
    "text",
    [
        "{{ s.titel }}",
        "{{ x.y }}",
        "{{ nobody }}",
        "{{ nobody(s) }}",
        "{{ s.title | loud }}",
        "{{ term('of') }}",
    ],
)
def test_a_name_that_nothing_has_is_said_before_anything_is_cited(text: str) -> None:
    with pytest.raises(Failure) as raised:
        load_style(body("{% if c.opens %}\n" + text + "{% endif %}"), "style.j2", "en")
    assert source_span(raised.value.findings[0].span).line == 3


def test_a_mistake_that_only_another_type_meets_is_said_when_it_is_met() -> None:
    template = body("{% if s.type == 'map' %}{{ date(s.title) }}{% endif %}{{ s.title }}")
    assert plain(printed(template)) == "Title"
    with pytest.raises(Failure):
        printed(template, Cite(entry({"type": "map", "title": "Map"}), "first"))


HOSTILE = {
    "template code": "{{ 7 * 7 }} {% for x in y %} {# #}",
    "a tag of ours": '<a href="https://evil.example">x</a>',
    "a tag of the page": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "entities": "&lt;i&gt; &amp;amp; &#34;",
    "unclosed": "<i>never closed",
    "closed twice": "closed</i></i>",
    "crossed": "<i>a<b>b</i>c</b>",
    "attributes": '<i class="x">a</i>',
    "places of ours": "a\ufdd0b\ufdd1c",
}


def bare(text: str) -> str:
    """Without looks, with straight quotation marks, without characters that no text may hold."""
    text = re.sub("</?[ib]>|[\ufdd0\ufdd1]", "", text)
    return re.sub("[“”‘’]", '"', text)


@pytest.mark.parametrize(
    "style", ["{{ s.title }}", "{{ join(', ', italic(s.title)) }}", "{{ quote(s.title) }}"]
)
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_field_is_text(text: str, style: str) -> None:
    parts = printed(body(style), Cite(entry({"type": "book", "title": text}), "first"))
    assert bare(plain(parts)).strip('"') == bare(text).strip('"')
    assert not any(part.url for part in parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On <i>Homo sapiens</i> in <b>H<sub>2</sub>O</b> and E=mc<sup>2</sup>",
            "On *Homo sapiens* in **H****~2~****O** and E=mc^2^",
        ),
        ('The <span class="nocase">iPhone</span>', "The iPhone"),
        ('<span style="font-variant: small-caps;">Law</span>', "Law"),
        ("a < b and c > d & e", "a < b and c > d & e"),
        ("<i>a<b>b</i>c</b>", "<i>a**b</i>c**"),
        ("  two\n\twords ", "two words"),
    ],
)
def test_the_looks_of_csl_are_honoured_in_fields(text: str, expected: str) -> None:
    cited = Cite(entry({"type": "book", "title": text}), "first")
    assert shown(printed(body("{{ s.title }}"), cited)) == expected


def test_italics_in_italics_stand_upright() -> None:
    cited = Cite(entry({"type": "book", "title": "On <i>Homo sapiens</i> again"}), "first")
    assert shown(printed(body("<i>{{ s.title }}</i>"), cited)) == "*On *Homo sapiens* again*"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a b", 'https://x"onclick="y']
)
def test_only_an_address_of_the_web_is_a_link(url: str) -> None:
    parts = printed(body("{{ link(s.URL) }}"), Cite(entry({"type": "webpage", "URL": url}), "first"))
    assert plain(parts) == url
    links = [part.url for part in parts if part.url]
    assert links == ([url] if url.startswith("https://x") else [])


def test_a_link_is_a_part_of_its_own() -> None:
    cited = Cite(entry({"type": "webpage", "URL": "www.example.org/a?b=1&c=2"}), "first")
    parts = printed(body("See {{ link(s.URL) }}!"), cited)
    assert parts == (
        Part("See "),
        Part("www.example.org/a?b=1&c=2", (), "https://www.example.org/a?b=1&c=2"),
        Part("!"),
    )


def test_the_author_types_text_not_mark_up() -> None:
    cited = Cite(
        BOOK, "first", prefix="see {{ 1 }} <b>", label="page", locator="<i>3</i>", suffix=", {% x %}"
    )
    parts = printed(body("{{ join(', ', s.title, locator(c)) }}"), cited)
    assert plain(parts) == "see {{ 1 }} <b> Title, p. <i>3</i>, {% x %}"
    assert {part.looks for part in parts} == {()}


def test_a_large_field_is_printed_whole() -> None:
    text = "word " * 100_000
    cited = Cite(entry({"type": "book", "title": text}), "first")
    for template in ("{{ s.title }}", "{{ join(', ', quote(s.title), italic(s.title)) }}"):
        assert text.strip() in plain(printed(body(template), cited))


def test_a_style_reads_nothing_of_a_locator_or_a_note_number() -> None:
    """They are put in their places afterwards, so what a template prints for one is right for all."""
    template = body("{{ join(', ', s.title, c.locator, locator(c), c.note) }}")
    style = load_style(template, "style.j2", "en")
    for number in ("4–6", "7–9"):
        cited = Cite(BOOK, "subsequent", label="page", locator=number, first_note=number[0])
        parts = style.citation([cited], False)
        assert plain(parts) == f"Title, {number}, pp. {number}, {number[0]}"
        assert [part.text for part in parts if part.note] == [number[0]]
