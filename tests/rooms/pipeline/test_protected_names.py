"""The register of protected names, and the names that the public version knows."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.support.withheld import BODY, REGISTER, SOURCE, built, errors_of, public_of, text_of, write_source
from toolchain.checks import engine
from toolchain.model.diagnostics import Failure, Severity, SourceSpan
from toolchain.pipeline import stages
from toolchain.project.protected_names import find_register
from toolchain.project.settings import Options
from toolchain.reports.sentences import message
from toolchain.rules.withheld import NameBeside
from toolchain.text.plain import plain
from toolchain.text.sought import Protected, Sought


def test_a_name_at_the_end_of_a_line_gets_its_pseudonym(tmp_path: Path) -> None:
    text = BODY.format(
        matter="", text='It was Rosa\nQuispé, and *[Rosa\nQuispé](https://x.org "Rosa Quispé")*.'
    )
    public = public_of(write_source(tmp_path, text))
    assert not errors_of(public)
    assert "It was Witness A, and Witness A." in text_of(public)
    assert 'title="Witness A"' in built(public, "html").decode()


@pytest.mark.parametrize("text", ["他是王小明的哥哥。", "他是王小\n明的哥哥。", "他是王 小明的哥哥。"])
def test_a_name_is_known_in_a_script_without_spaces(text: str, tmp_path: Path) -> None:
    register = "- name: 王小明\n  pseudonym: 证人甲\n"
    public = public_of(write_source(tmp_path, BODY.format(matter="", text=text), register))
    assert not errors_of(public)
    assert "他是证人甲的哥哥。" in text_of(public)


@pytest.mark.parametrize(
    ("forms", "text"),
    [
        ("فاطمة الزهراء", "فاطمـة الزهـراء"),
        ("Łukasz Øster", "Lukasz Oster"),
        ("Großmann", "GROẞMANN"),
        ("Siobhán O'Neill-Mbeki", "Siobhán O’Neill\u2011Mbeki"),
        ("阿卜杜拉·买买提", "阿卜杜拉•买买提"),
        ("闻苇", "聞葦"),
        ("聞葦", "闻苇"),
        ("Марии Ивановой, Мария Иванова", "марии ивановой"),
        ("Ana Luz, Luz Marina", "Ana Luz Marina"),
        ("Ilka Tamrin", "Ilka T\N{CYRILLIC SMALL LETTER A}mrin"),
        ("Иван Петров", "Иван П\N{LATIN SMALL LETTER E}тров"),
        ("Ilka Tamrin", "Ilka \N{GREEK CAPITAL LETTER TAU}amrin"),
    ],
)
def test_a_name_is_known_as_others_write_it(forms: str, text: str, tmp_path: Path) -> None:
    """With other apostrophes, dots or accents, and where two names overlap."""
    register = f"- name: Nobody\n  pseudonym: Witness A\n  forms: {forms}\n"
    public = public_of(write_source(tmp_path, BODY.format(matter="", text=f"It was {text} then."), register))
    assert not errors_of(public)
    assert "It was Witness A then." in text_of(public)


_ARABIC = Sought(
    [
        Protected(("سليم البرقوقي", "البرقوقي", "سليم"), "الشاهد أ"),
        Protected(("فاطمة هانئ",), "الشاهدة ب"),
        Protected(("ليلى", "علي"), "الشاهدة ج"),
    ]
)
"""All invented."""


def test_an_arabic_name_after_a_prefix_stops_the_build(tmp_path: Path) -> None:
    """What is before the name, such as "and" or "for", is not right before a pseudonym too."""
    joined = "والبرقوقي، بالبرقوقي، للبرقوقي، لبرقوقي، برقوقي، البرقوقيين، وسليم، فسليم، كسليم، وبسليم، سليماً"
    others = "لِسَلِيم، ولليلى، وعلي، لـسليم، وفاطمة هانئ، لفاطمه هاني، هانئ فاطمة، فاطمة بنت هانئ"
    for text in (*joined.split("، "), *others.split("، "), "سليم\u200cالبرقوقي"):
        said = f"ذكرت الأسرة {text} في المقابلة."
        assert list(_ARABIC.named(plain(_ARABIC.pseudonymous(said)))), text
    register = "- name: البرقوقي\n  pseudonym: الشاهد أ\n"
    public = public_of(write_source(tmp_path, BODY.format(matter="", text="قيل للبرقوقي ذلك."), register))
    assert errors_of(public) == ["X822"]


def test_an_arabic_name_is_known_in_other_letters() -> None:
    """Without the dots of ي and ة, as in Egypt, from the keyboard of another language, with vowels."""
    said = "البرقوقى، سلیم البرقوقی، البُرقُوقيّ، فاطمه هانى، فَاطِمة هاني، سلـيم، ﺳﻠﻴﻢ"
    for text in said.split("، "):
        shown = _ARABIC.pseudonymous(f"ذكرت الأسرة {text} في المقابلة.")
        assert shown.removeprefix("ذكرت الأسرة ") in ("الشاهد أ في المقابلة.", "الشاهدة ب في المقابلة."), text


OTHER_SPELLINGS = (
    ("นิดา แสงทอง", "นิดา\u200bแสง\u200bทอง, นิดาแสงทอง, นิดา เเสงทอง, นีดา แสงทอง", "แสงแดด"),
    ("ນິດາ ແສງ", "ນິດາແສງ, ນິດາ ເເສງ", "ແສງ"),
    ("សុភា", "សុ\u200bភា, ស៊ុភា", "សុខា"),
    ("ကျော်ဇင်", "ကျော်\u200bဇင်, ကျော် ဇင်", "ကျော်"),
    ("सीता देवी", "सिता देवी, सीता\u200dदेवी, सीतादेवी, देवी सीता", "सीता का देव"),
    ("सीता", "सिता, माता सीता", "सीमा, सेताराम"),
    ("राम", "राम ने", "रामायण, आराम"),
    ("ਸਿਮਰਨ ਕੌਰ", "ਸੀਮਰਨ ਕੌਰ, ਸਿਮਰਨ ਕੋਰ", "ਸਿਮਰਨ"),
    ("কমলা দাস", "কমালা দাস, কমল দাস", "কমলা"),
    ("மாலா", "மலா, மாலாவின்", "பள்ளி"),
    ("ሳራ ተስፋዬ", "ሣራ ተስፋዬ, ለሳራ ተስፋዬን, ሳራ፡ተስፋዬ", "ሳራ"),
    ("ዐለሙ ኃይሉ", "አለሙ ሃይሉ", "አለሙ"),
    ("صبا نورین", "صَبا نُورین, صبا\u200cنورین, صبا نوریں, صبا نورين", "صبا"),
    ("کوثر بروهی", "ڪوثر بروهي", "کوثر"),
    ("سارە", "ساره", "سار"),
    ("רחל כהן", "רָחֵל כֹּהֵן, רחל־כהן, לרחל כהן", "רחל"),
    ("Nguyễn Thị Hoa", "Nguyen Thi Hoa, NGUYỄN THỊ HOA", "Thị"),
)


@pytest.mark.parametrize(("name", "known", "others"), OTHER_SPELLINGS)
def test_a_name_is_known_with_other_vowel_signs_and_unseen_characters(
    name: str, known: str, others: str
) -> None:
    """It is replaced, or it stays as it was and is reported; no sign of a vowel is left alone."""
    sought = Sought([Protected((name,), "Witness A")])
    for text in known.split(", "):
        shown = sought.pseudonymous(text)
        assert "Witness A" in shown or list(sought.named(plain(shown))), text
    for text in others.split(", "):
        assert sought.pseudonymous(text) == text
        assert not list(sought.named(plain(text))), text


@pytest.mark.parametrize("forms", ["سليم، البرقوقي", "[سليم، البرقوقي]", "[سليم, البرقوقي]"])
def test_forms_are_divided_by_an_arabic_comma(forms: str, tmp_path: Path) -> None:
    source = write_source(tmp_path, register=f"- name: Nobody\n  pseudonym: B\n  forms: {forms}\n")
    assert [each.forms for each in find_register(source).names] == [("Nobody", "سليم", "البرقوقي")]


def test_a_common_word_with_the_letters_of_an_arabic_name_is_not_one() -> None:
    said = "كلام سليمان بعد تسليم الطفل في العمل الليلي وعرض ليلي على اللجنة وعلى الطفل الفعلي"
    assert _ARABIC.pseudonymous(said) == said
    assert not list(_ARABIC.named(plain(said)))


@pytest.mark.parametrize(
    "said", ["والشبكة المتخيلة للطفولة", "للشبكة المتخيلة للطفوله", "لشبكة متخيلة للطفولة"]
)
def test_a_withheld_organization_is_known_after_an_arabic_prefix(said: str, tmp_path: Path) -> None:
    matter = "submitted-by:\n  - name: جمعية\n  - name: الشبكة المتخيلة للطفولة\n    confidential: true\n"
    public = public_of(write_source(tmp_path, BODY.format(matter=matter, text=f"قالت الأسرة {said} ذلك.")))
    assert errors_of(public) == ["X823"]


def test_no_finding_shows_a_line_with_a_name_in_entities_or_markup() -> None:
    sought = Sought([Protected(("Rosa Quispé", "Quispé"), "Witness A")])
    lines = [
        *("an open line", "Rosa", "Quispé", "Quis&shy;p&eacute;", "withQuispé", "He saw Quis**pé**."),
        *("`Quis`pé", "Q[ui](https://x.example)spé", "Q[ui]{.confidential}spé"),
    ]
    shown = (lines[0], *("█" * len(each) for each in lines[1:]))
    assert sought.masked("\n".join(lines)) == "\n".join(shown)


@pytest.mark.parametrize(
    ("register", "code"),
    [
        (REGISTER + "- name: Ana Luz\n  pseudonym: Witness A\n", "X824"),
        ("- name: Ana Luz\n  pseudonym: Friend of Ana Luz\n", "X824"),
        (REGISTER + "- name: Ana Luz\n  pseudonym: B\n  forms: [QUISPÉ]\n", "X824"),
        ("name: Ana\n", "X824"),
        ("- name: Ana\n", "X824"),
        ("- [x\n", "X824"),
        ("- name: Ana\n  psedonym: B\n", "X824"),
        ("- name: Ana\n  pseudonym: B\n  forms: 3\n", "X824"),
        ('- name: ""\n  pseudonym: B\n', "X824"),
        ("- name: Ana\n  pseudonym: B\n  name: Eva\n", "X824"),
        ("- Ana\n", "X824"),
        ("# not yet\n", "X824"),
    ],
)
def test_a_register_that_cannot_be_used_is_an_error(register: str, code: str, tmp_path: Path) -> None:
    assert code in errors_of(stages.read(write_source(tmp_path, SOURCE, register), Options()))


@pytest.mark.parametrize("name", ["protected-names.yml", "Protected names.yaml", "protected-names.yaml.txt"])
def test_a_register_with_another_name_is_an_error(name: str, tmp_path: Path) -> None:
    """Windows adds endings that it does not show; without the register all names would be printed."""
    source = write_source(tmp_path, register="")
    (tmp_path / "protected-names.example.yaml").write_text("")
    assert not errors_of(public_of(source))
    (tmp_path / name).write_text(REGISTER, encoding="utf-8")
    assert "X824" in errors_of(stages.read(source, Options()))


def test_a_register_on_a_disk_that_is_not_there_stops_the_build(tmp_path: Path) -> None:
    source = write_source(tmp_path, register="")
    (tmp_path / "protected-names.yaml").symlink_to(tmp_path / "disk" / "names.yaml")
    with pytest.raises(Failure):
        public_of(source)


def test_a_register_counts_for_a_source_that_is_a_link(tmp_path: Path) -> None:
    """It is looked for where the source is named, and where it is."""
    elsewhere = write_source(tmp_path / "elsewhere", register="")
    source = write_source(tmp_path / "project" / "inner")
    for name in (".git", "inner/.git"):  # the register of the outer project counts
        (tmp_path / "project" / name).mkdir()
    source.unlink()
    source.symlink_to(elsewhere)
    assert "Witness A" in text_of(public_of(source))
    register = source.with_name("protected-names.yaml")
    register.rename(tmp_path / "project" / register.name)
    assert "Witness A" in text_of(public_of(source))


def test_the_register_of_the_project_counts(tmp_path: Path) -> None:
    source = write_source(tmp_path / "content" / "x", register="")
    (tmp_path / "protected-names.yaml").write_text(REGISTER, encoding="utf-8")
    assert "X824" in errors_of(stages.read(source, Options()))  # nothing says that the project begins there
    (tmp_path / "submission.toml").write_text("")
    assert "Witness A" in text_of(public_of(source))


def test_a_register_in_the_home_folder_counts_where_it_can_be_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    for name, register, counts in (("B", REGISTER, 0), ("Rosa Quispé", REGISTER, 1), ("B", "- [", 1)):
        source = write_source(tmp_path / "x", BODY.format(matter="", text=f"{name} left."), register="")
        (tmp_path / "protected-names.yaml").write_text(register, encoding="utf-8")
        assert len(find_register(source).defects) == counts
    monkeypatch.chdir(tmp_path)
    assert find_register(source).defects


def test_findings_name_the_person_by_the_pseudonym(tmp_path: Path) -> None:
    text = BODY.format(matter="", text="See  Rosa Quispé  and page 3 of Rosa Quispé (para. 9).")
    examined = stages.examine([write_source(tmp_path, text)], Options(), lambda _: None)
    assert examined.diagnostics
    said = (
        " ".join(message(each.finding) for each in examined.diagnostics)
        + repr(examined.diagnostics)
        + "".join(examined.texts.values())
    )
    assert "Quisp" not in said
    assert "█" in said


_REGISTER = "- name: Ilka Tamrin\n  pseudonym: Witness A\n  forms: [Tamrin, Ilka, Ilka Tamrin]\n"
_ALONE = "- name: Ilka Tamrin\n  pseudonym: Witness A\n  forms: [Tamrin]\n"


def _named(name: str) -> str:
    return f"- name: {name}\n  pseudonym: Witness B\n"


@pytest.mark.parametrize(
    ("register", "text", "place"),
    [
        (_REGISTER, "They beat Ilka T. there.", "T."),
        (_REGISTER, "There I. Tamrin spoke.", "I."),
        (_REGISTER, "There Ilka\n   T. spoke.", "T."),
        (_REGISTER, "They met (I. M. Tamrin) there.", "I."),
        (_ALONE, "There Ilka Maria Tamrin spoke.", "Ilka"),
        (_named("Ilka Tamrin"), "There Ilka Maria M. Tamrin spoke.", "Ilka Maria M. Tamrin"),
        (_named("Ilka Tamrin"), "Ilka and Tamrin. Ilka Maria. Tamrin. Ilka met Tamrin.", ""),
        (_named("سليم البرقوقي"), "It was سليم محمد البرقوقي here.", "سليم محمد البرقوقي"),
        (_ALONE, "There ILKA Tamrin-Omar spoke.", ""),
        (_REGISTER, "In May Tamrin said so.", ""),
        (_REGISTER, "It was Tamrin. The second one was Ilka. Then T. Omar came.", ""),
        (_REGISTER, "There Ms. Tamrin spoke.", ""),
        (_REGISTER, "He told Tamrin I would come.", ""),
        (_ALONE, "They met tamrin there.", "tamrin"),
        (_ALONE, "They met `tamrin` there.", "tamrin"),
        (_named("Grace"), "They asked for a grace period.", ""),
        (_named("José Ñáñez") + "  forms: [Ñáñez]\n", "Vino Jose Ñáñez.", ""),
        (_named("José Luis Ñáñez") + "  forms: [Ñáñez]\n", "Vino Jose Ñáñez.", "Jose"),
        (_named("José Luis Ñáñez") + "  forms: [Ñáñez]\n", "Vino JOSE NANEZ.", "JOSE"),
        (_named("José Luis Ñáñez") + "  forms: [Ñáñez]\n", "Vino Ñáñez, José.", "José"),
        (_ALONE, "Ilka said that Tamrin spoke, Ilka.", ""),
        (_REGISTER, "Ilka Tamrin and Tamrin spoke.", ""),
        (_REGISTER + _named("Иванова"), "Дело Ивановой закрыто.", "Ивановой"),
        (_named("Нургуль Иванова"), "Писали НУРГУЛИ ИВАНОВОЙ.", "НУРГУЛИ ИВАНОВОЙ"),
        (_named("А. Достоевский"), "Слова А. Достоевского верны.", "А. Достоевского"),
        (_named("Ким"), "Киму сказали.", "Киму"),
        (_named("Өмүр Жанибекова"), "They met Omur Zhanibekova.", "Omur Zhanibekova"),
        (_named("Роза"), "A rose is a roza.", ""),
        (_named("Фёдор Достоевский"), "It was Fedor Dostoevsky.", "Fedor Dostoevsky"),
        (_named("Соловьёв"), "It was Soloviev.", "Soloviev"),
        (_named("Андрей"), "It was André at sol@x.example.", ""),
        (_named("Иванова"), "Write to m.ivanova@x.example.", "ivanova"),
        (_named("Иванова"), "See [this](https://x.example/ivanova).", "ivanova"),
        (_named("Мария Иванова") + "  forms: [Иванова]\n", "Пришла М.Иванова.", "М."),
        (_named("José Ñáñez de la Paz") + "  forms: [Ñáñez]\n", "Vino Ñáñez de la Paz.", "Paz"),
        (_named("José Ñáñez de la Paz") + "  forms: [Ñáñez]\n", "Ñáñez busca la Paz.", ""),
        (_named("Цой"), "Видели Цоя.", "Цоя"),
        (_named("Иванова"), "Иванова и Ивановский район.", ""),
        (_named("Белый"), "Это белого цвета.", ""),
        (_named("闻苇"), "他们见到闻某，当时下雨。", "闻某"),
        (_named("闻苇"), "他们见到闻某某，当时下雨。", "闻某某"),
        (_named("闻苇"), "他们见到聞某，当时下雨。", "聞某"),
        (_named("闻苇"), "女孩Wen Wei到了。", "Wen Wei"),
        (_named("闻苇"), "写信给wenwei@x.example。", "wenwei"),
        (_named("聞葦"), "女孩（WEI WÉN）到了。", "WEI WÉN"),
        (_named("闻小苇"), "女孩Xiaowei Wen到了。", "Xiaowei Wen"),
        (_named("吕苇"), "女孩Lyu Wei到了。", "Lyu Wei"),
        (_named("吕苇"), "女孩Lǚ Wěi到了。", "Lǚ Wěi"),
        (_named("欧阳苇"), "他们见到歐陽某。", "歐陽某"),
        (_named("闻苇"), "闻苇说，小苇很怕。", "小苇"),
        (_named("闻苇"), "闻苇和闻女士到了。", "闻女士"),
        (_named("闻和平"), "闻和平说，和平很怕。", "和平"),
        (_named("阿卜杜拉·买买提"), "阿卜杜拉·买买提和买买提到了。", "买买提"),
        (_named("闻和平"), "联合国维护和平。", ""),
        (_named("闻苇") + "  forms: [闻某]\n", "闻某和张某某到了。", ""),
        (_named("于苇"), "位于某县的学校，对于某些人。", ""),
        (_named("闻苇"), "新闻说，芦苇、小镇和Wenwu到了。 闻苇 到了。", ""),
        (_named("سليم البرقوقي"), "It was Salim al-Barquqi.", "Salim al-Barquqi"),
        (_named("سليم البرقوقي"), "C’était Slim Elbarkouki.", "Slim Elbarkouki"),
        (_named("البرقوقي"), "It was Mr. Barqouqi.", "Barqouqi"),
        (_named("البرقوقي"), "It was Mr. Albarqouqi.", "Albarqouqi"),
        (_named("سليم البرقوقي") + "  forms: [البرقوقي]\n", "قال سليم بن علي البرقوقي.", "سليم"),
        (_named("فاطمة هانئ"), "It was FATMA HANY.", "FATMA HANY"),
        (_named("سليم"), "الغذاء السليم ولسليمان.", "السليم"),
        (_named("أمين"), "وللأمين العام رأي.", "وللأمين"),
        (_named("سليم"), "A slim Solomon saw Salamanca.", ""),
        (_named("سليم البرقوقي"), "In Barcelona a slim barque came.", ""),
    ],
)
def test_what_may_stay_of_a_name_is_a_warning(register: str, text: str, place: str, tmp_path: Path) -> None:
    source = write_source(tmp_path, BODY.format(matter="", text=text), register)
    lines = source.read_text(encoding="utf-8").split("\n")
    found = [each for each in public_of(source).withheld.findings if isinstance(each.facts, NameBeside)]
    spans = [each.span for each in found if isinstance(each.span, SourceSpan)]
    assert [lines[each.line - 1][each.column - 1 : each.end_column - 1] for each in spans] == (
        [place] if place else []
    )
    assert all(each.severity is Severity.WARNING for each in engine.diagnose(found, ()))


@pytest.mark.parametrize(
    "said", ["Tamrin Ilka", "Ilka-Tamrin", "tamrin@x.example", "[it](https://x.org/tamrin)"]
)
def test_a_name_that_stays_is_shown_at_its_word(said: str, tmp_path: Path) -> None:
    source = write_source(
        tmp_path, BODY.format(matter="", text=f"Tamrin went\n   with {said} there."), _ALONE
    )
    lines = source.read_text(encoding="utf-8").split("\n")
    spans = [each.span for each in public_of(source).withheld.findings if each.rule.code == "X822"]
    words = {
        lines[at.line - 1][at.column - 1 : at.end_column - 1] for at in spans if isinstance(at, SourceSpan)
    }
    assert words == {"tamrin" if "tamrin" in said else said}


def test_a_name_in_capitals_is_no_abbreviation(tmp_path: Path) -> None:
    text, register = "There TAMRIN, Ilka and ИВАНОВОЙ said XYZQ.", _named("Ilka Tamrin") + _named("Иванова")
    source = write_source(tmp_path, BODY.format(matter="", text=text), register)
    found = stages.examine([source], Options(), stages.silent).diagnostics
    assert [getattr(each.finding.facts, "short", "") for each in found if each.code == "T501"] == ["XYZQ"]


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        ("name: Ilka Tamrin", "pseudonym"),
        ("pseudonym: Witness A", "name"),
        ("name: [", ""),
        ("key: A", "name"),
    ],
)
def test_a_register_says_what_a_person_lacks(lines: str, missing: str, tmp_path: Path) -> None:
    source = write_source(tmp_path, register=f"{_REGISTER}\n- {lines}\n")
    (found,) = find_register(source).defects
    assert found.rule.code == "X824"
    assert getattr(found.facts, "key", "") == missing


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Иванова", "ivanova-molchit"),
        ("闻苇", "wenwei-case"),
        ("聞葦", "case-wen-wei"),
        ("سليم البرقوقي", "salim-case"),
    ],
)
def test_no_label_has_a_protected_name_in_latin_letters(name: str, label: str, tmp_path: Path) -> None:
    text = f"{name} молчит. {{#{label}}}\n\n2. См. п. [1](#{label})."
    register = f"- name: {name}\n  pseudonym: Свидетельница\n"
    public = public_of(write_source(tmp_path, BODY.format(matter="", text=text), register))
    assert not errors_of(public)
    word = zipfile.ZipFile(io.BytesIO(built(public, "docx"))).read("word/document.xml")
    assert label.encode() not in word.lower()
    assert b"_Ref_x_1" in word
