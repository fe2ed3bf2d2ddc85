"""Entry types of BibTeX and BibLaTeX as CSL item types, and their words: kinds of theses, languages."""

from __future__ import annotations

from toolchain.citations.bibliography import terms
from toolchain.citations.bibliography.terms import OTHER

CHAPTERS = frozenset((
    "inbook", "incollection", "inproceedings", "conference", "inreference", "bookinbook", "suppbook",
    "suppcollection",
))  # fmt: skip
BOOKS = frozenset((
    "book", "collection", "proceedings", "reference", "mvbook", "mvcollection", "mvproceedings",
    "mvreference",
))  # fmt: skip
SITES = frozenset(("webpage", "post", "post-weblog", "broadcast", "song"))
"""CSL's types of what is part of a site or programme, which BibLaTeX names in `titleaddon`."""
LAW = frozenset(
    ("bill", "hearing", "legal_case", "legislation", "regulation", "standard", "treaty", "patent")
)
"""CSL's types whose institution is an authority: a court, a legislature, an office."""

_TYPES = {
    "article": "article-journal", "suppperiodical": "article-journal", "periodical": "periodical",
    "newsarticle": "article-newspaper",
    **dict.fromkeys(BOOKS, "book"), "manual": "book", "commentary": "book", "booklet": "pamphlet",
    **dict.fromkeys(CHAPTERS, "chapter"), "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference", "conference": "paper-conference",
    "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
    "report": "report", "techreport": "report",
    "online": "webpage", "electronic": "webpage", "www": "webpage",
    "misc": OTHER, "unpublished": "manuscript", "dataset": "dataset", "data": "dataset",
    "artwork": "graphic", "image": "graphic", "audio": "song", "music": "song",
    "movie": "motion_picture", "video": "motion_picture",
    "jurisdiction": "legal_case", "legal": "treaty", "constitution": "legislation",
    "legadminmaterial": "regulation", "legmaterial": "hearing",
    "letter": "personal_communication", "letters": "personal_communication",
}  # fmt: skip
"""As in pandoc, but with the types of CSL 1.0.2 that pandoc does not use."""

_SUBTYPES = {
    "magazine": "article-magazine", "newspaper": "article-newspaper", "tvbroadcast": "broadcast",
    "radiobroadcast": "broadcast", "podcast": "broadcast", "blogpost": "post-weblog",
    "blog post": "post-weblog", "forumpost": "post", "forum post": "post", "tweet": "post",
    "e-mail": "personal_communication", "email": "personal_communication", "dictionary": "entry-dictionary",
    "resolution": "legislation",
}  # fmt: skip
"""The CSL types for `entrysubtype`, and for `type` of an entry without a specific type."""

_VAGUE = frozenset(("misc", "online", "electronic", "www"))

_WORDS = {
    "phdthesis": "PhD thesis", "mathesis": "Master’s thesis", "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis", "techreport": "Technical report", "resreport": "Research report",
    "software": "Computer software", "datacd": "Data CD", "audiocd": "Audio CD", "patent": "Patent",
    "patentde": "German patent", "patenteu": "European patent", "patentfr": "French patent",
    "patentuk": "British patent", "patentus": "U.S. patent", "patreq": "Patent request",
    "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "forthcoming",
    "inpress": "in press", "prepublished": "pre-published",
}  # fmt: skip
"""Words that BibLaTeX prints for a key in `type` and `pubstate`, in English."""

_LANGUAGES = {
    "acadian": "fr-CA", "afrikaans": "af", "albanian": "sq", "american": "en-US", "amharic": "am",
    "arabic": "ar", "armenian": "hy", "australian": "en-AU", "austrian": "de-AT", "azerbaijani": "az",
    "basque": "eu", "belarusian": "be", "bengali": "bn", "brazil": "pt-BR", "brazilian": "pt-BR",
    "breton": "br", "british": "en-GB", "bulgarian": "bg", "burmese": "my", "canadian": "en-CA",
    "canadien": "fr-CA", "catalan": "ca", "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da",
    "dutch": "nl", "english": "en", "esperanto": "eo", "estonian": "et", "farsi": "fa", "finnish": "fi",
    "francais": "fr", "french": "fr", "galician": "gl", "georgian": "ka", "german": "de", "greek": "el",
    "hebrew": "he", "hindi": "hi", "hungarian": "hu", "icelandic": "is", "indonesian": "id", "irish": "ga",
    "italian": "it", "japanese": "ja", "kazakh": "kk", "khmer": "km", "korean": "ko", "kurdish": "ku",
    "kyrgyz": "ky", "lao": "lo", "latin": "la", "latvian": "lv", "lithuanian": "lt", "macedonian": "mk",
    "magyar": "hu", "malay": "ms", "malayalam": "ml", "marathi": "mr", "mexican": "es-MX", "mongolian": "mn",
    "naustrian": "de-AT", "nepali": "ne", "newzealand": "en-NZ", "ngerman": "de", "norsk": "nb",
    "norwegian": "no", "nswissgerman": "de-CH", "nynorsk": "nn", "pashto": "ps", "persian": "fa",
    "pinyin": "zh", "polish": "pl", "polutonikogreek": "el-polyton", "portuguese": "pt", "portuges": "pt",
    "romanian": "ro", "romansh": "rm", "russian": "ru", "samin": "se", "serbian": "sr", "serbianc": "sr-Cyrl",
    "sinhala": "si", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "somali": "so", "spanish": "es",
    "swahili": "sw", "swedish": "sv", "swissgerman": "de-CH", "tajik": "tg", "tamil": "ta", "telugu": "te",
    "thai": "th", "thaicjk": "th", "tibetan": "bo", "turkish": "tr", "turkmen": "tk", "uighur": "ug",
    "ukenglish": "en-GB", "ukrainian": "uk", "urdu": "ur", "usenglish": "en-US", "uzbek": "uz",
    "vietnamese": "vi", "welsh": "cy",
}  # fmt: skip
"""Languages as babel, polyglossia and BibLaTeX name them (`langid`), as BCP 47 tags."""


def item_type(entry_type: str, sources: dict[str, str]) -> str:
    """Return the CSL type of an entry, or the entry's own type if there is none.

    An entry type with the name of a CSL type ("report", "treaty", "legal_case") is that type. An
    `entrysubtype` that gives the type is removed.
    """
    if subtype := _as_type(sources.get("entrysubtype", "")):
        del sources["entrysubtype"]
        return subtype
    if entry_type in _VAGUE and (subtype := _as_type(sources.get("type", ""))):
        return subtype
    if entry_type == "unpublished" and not {"eventdate", "eventtitle", "venue"}.isdisjoint(sources):
        return "speech"
    return _TYPES.get(entry_type) or _as_type(entry_type) or entry_type


def _as_type(text: str) -> str:
    """Return the CSL type for a word, or ""."""
    word = text.strip("{} ").lower()
    return _SUBTYPES.get(word) or terms.item_type(word)


def genre(entry_type: str, text: str) -> str:
    """Return the kind of work, in words."""
    if not text and entry_type in {"phdthesis", "mastersthesis"}:
        text = "phdthesis" if entry_type == "phdthesis" else "mathesis"
    return word(text)


def word(text: str) -> str:
    """Return the text that BibLaTeX prints for a key, or the key itself."""
    return _WORDS.get(text.strip().lower(), text)


def language(text: str) -> str:
    """Return the BCP 47 tag of a language's name, or the text itself."""
    return _LANGUAGES.get(text.strip().lower(), text.strip())
