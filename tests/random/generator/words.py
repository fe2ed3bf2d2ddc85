"""Words of six languages, and characters that writers and readers stumble over."""

from __future__ import annotations

PHRASES: dict[str, tuple[str, ...]] = {
    "en": ("the law", "of the child", "a national plan", "courts decide", "it was said", "every province"),
    "fr": ("la loi", "de l’enfant", "un plan national", "l’État partie", "à l’école", "chaque province"),
    "es": ("la ley", "del niño", "un plan nacional", "¿por qué?", "según dijo", "cada provincia"),
    "ru": ("закон", "права ребёнка", "национальный план", "суды решают", "по словам", "каждая область"),
    "ar": ("القانون", "حقوق الطفل", "خطة وطنية", "المحاكم تقرر", "كما قيل", "كل إقليم"),
    "zh": ("法律规定", "儿童权利", "国家计划", "法院裁定，", "据说", "各省"),
}
"""No word in them is a number in any language: they may stand in the text of a cross-reference."""

LANGUAGES = tuple(PHRASES)

COMPOSED: dict[str, str] = {
    "soft hyphen": "ex\u00adploi\u00adta\u00adtion",
    "no-break space": "art.\u00a012",
    "narrow no-break space": "«\u202fvoilà\u202f»",
    "thin space": "10\u2009000",
    "no-break hyphen": "non\u2011refoulement",
    "combining accent": "re\u0301pe\u0301te\u0301",
    "stacked accents": "Việt a\u0323\u0302",
    "emoji": "😀",
    "joined emoji": "👩\u200d⚖️",
    "flag": "🇺🇳",
    "zero-width joiner": "ک\u200dی",
    "zero-width non-joiner": "می\u200cخواهم",
    "zero-width space": "long\u200bword",
    "word joiner": "a\u2060b",
    "direction marks": "(\u200fعربي\u200e)",
    "direction isolates": "\u2068שלום\u2069",
    "Arabic": "المادة 12 من الاتفاقية",
    "Hebrew": "ילדים 7 (א)",
    "Latin": "ECPAT International (2016)",
    "Han": "儿童权利，第2条。",
    "Japanese": "こどもの「権利」",
    "Korean": "아동 권리",
    "Devanagari": "बाल अधिकार",
    "Thai": "สิทธิเด็ก",
    "full-width forms": "（Ａ１）",
    "beyond the first plane": "𝑥 ∈ 𝔸 𠀋",
    "raised and lowered": "H₂O XIXᵉ km² №",
    "ligature": "oﬃce",
    "quotation marks": '“so ‘it’ is” „da“ «là» "no" it\'s',
    "dashes": "1999–2005 — and − 3",
    "very long word": "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle" * 2,
    "typed number": "article 7",
    "brackets": "[T]he (sic) {x}",
    "signs of mark-up": "a * b _ c ~ d ^ e # f = g",
    "full stops": "a.b. … ...",
    "tab": "one\ttwo",
    "several spaces": "one   two",
}
"""By name: words as they are typed and printed."""

ESCAPED: dict[str, tuple[str, str]] = {
    "entity": ("&amp; &lt;b&gt; &quot;", '& <b> "'),
    "entity of a space": ("12&nbsp;km", "12\u00a0km"),
    "entity of a soft hyphen": ("coun&shy;try", "coun\u00adtry"),
    "numeric entity": ("&#x201C;yes&#8221; &#233;", "“yes” é"),
    "backslash escapes": (r"\*no\* \[x\]\(y\) \_ \` \\ \<i\> 7\. \#", r"*no* [x](y) _ ` \ <i> 7. #"),
    "escaped attributes": (r"\{#x\} \{.y}", "{#x} {.y}"),
    "escaped note": (r"\[^x\] ^\[y\]", "[^x] ^[y]"),
    "no entity": ("AT&T &unknown; R&D;", "AT&T &unknown; R&D;"),
}
"""By name: words as they are typed, and as they are printed."""

AWKWARD = {**COMPOSED, **{name: typed for name, (typed, _) in ESCAPED.items()}}
"""By name: what is typed."""

PRINTED = {**COMPOSED, **{name: printed for name, (_, printed) in ESCAPED.items()}}
"""By name: what is printed."""

CODE = (
    "print",
    "two  words",
    "*xyz*",
    "[^note]",
    "<bold>",
    "\\n",
    "العربية",
    "法",
    "$&amp;",
    "no\u00a0break",
)

ADDRESSES = (
    "https://example.org/",
    "https://example.org/a?b=c&d=e#f",
    "https://example.org/é/法律",
    "https://example.org/a%20b(c)",
    "http://xn--e1afmkfd.example/x_y_z",
    "mailto:office@example.org",
    "annex.pdf",
)
AUTOLINKS = ("<https://example.org/a?b=c&d=e>", "<office@example.org>", "<https://example.org/x_y*z>")

SERIES = ("recommendation", "question", "conclusion", "measure", "вопрос", "note", "table")
