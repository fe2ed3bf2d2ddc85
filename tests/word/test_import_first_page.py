"""The first page of a third-party draft in the languages of the United Nations."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.docx_made import made, p
from tests.support.word_drafts import HEADING
from toolchain.pipeline.import_word import convert

CASES = {
    "fr": (
        "Derrière les portes|Rapport alternatif au Comité|Soumis par Enfance d’abord, Lyon"
        "|Personne de contact : Mme A. Diallo|Tél. : +33 1 23|Courriel : a@exemple.org"
        "|Site internet : www.exemple.org|Lyon, mars 2027"
    ),
    "es": (
        "Puertas cerradas|Informe alternativo al Comité|Presentado por Niñez Primero, Lima"
        "|Persona de contacto: Sra. A. Díaz|Teléfono: +51 1 23|Correo electrónico: a@ejemplo.org"
        "|Página web: www.ejemplo.org|Lima, 12 de marzo de 2027"
    ),
    "ru": (
        "За закрытыми дверями|Альтернативный доклад Комитету|Представлено: «Дети»"
        "|Контактное лицо: г-жа А. Ким|Тел.: +7 495 23|Эл. почта: a@primer.org|Сайт: www.primer.org"
        "|Москва, март 2027 г."
    ),
    "ar": (
        "خلف الأبواب المغلقة|تقرير بديل إلى اللجنة|مقدم من مركز الطفل|شخص الاتصال: السيدة ليلى"
        "|هاتف: +20 2 23|البريد الإلكتروني: a@mithal.org|الموقع الإلكتروني: www.mithal.org|القاهرة، مارس 2027"
    ),
    "zh": (
        "紧闭的门后|致委员会的替代报告|提交单位：儿童中心|联系人：李女士|电话：+86 10 23|邮箱：a@lizi.org"
        "|网址：www.lizi.org|北京，2027年3月"
    ),
}


@pytest.mark.parametrize("lang", CASES)
def test_a_first_page_becomes_front_matter(lang: str) -> None:
    title, *lines = CASES[lang].split("|")
    said = f'<w:lang w:val="{lang}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{said}</w:rPr></w:rPrDefault></w:docDefaults>{HEADING}"
    body = p(title, "Title") + "".join(map(p, lines)) + p("1.\t" + title) + p("2.\t" + title)
    converted = convert(made(body, styles=styles), "draft.docx", Path("report.md"), lambda _: None)
    matter, _, text = converted.text.partition("\n---\n")
    assert [text.split(), converted.losses] == [f"1. {title} 2. {title}".split(), ()]
    by, person, phone, email, website, date = (line.rpartition(": ")[2] for line in lines[1:])
    for each in (
        f"title: {title}",
        f"subtitle: {lines[0]}",
        f"person: {person.rpartition('：')[2]}",
        f"phone: {phone.rpartition('：')[2]}",
        f"email: {email.rpartition('：')[2]}",
        f"website: {website.rpartition('：')[2]}",
        f"date: {date}",
    ):
        assert each in matter
    assert by.rpartition("：")[2].endswith(matter.partition("name: ")[2].partition("\n")[0].strip('"'))


_SAID = '<w:rPrDefault><w:rPr><w:lang w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
_ARABIC = f"<w:docDefaults>{_SAID}</w:docDefaults>{HEADING}"


def test_a_date_has_the_months_of_arab_countries() -> None:
    dates = "عمّان، تشرين الثاني/نوفمبر 2026|تونس، في 12 ماي 2026|الرباط، ١٢ غشت ٢٠٢٦|بيروت، تشرين ثاني 2026"
    for date in dates.split("|"):
        body = p("خلف الأبواب", "Title") + p(date) + p("1.\tقانون الطفل") + p("2.\tقانون العمل")
        converted = convert(made(body, styles=_ARABIC), "draft.docx", Path("report.md"), lambda _: None)
        assert f"date: {date}\n" in converted.text


def test_a_caption_has_its_number_in_brackets() -> None:
    """After رقم, as mostly in Arabic; in any digits. The text that refers to it is linked."""
    row = "<w:tr>" + "".join(f"<w:tc>{p(each)}</w:tc>" for each in ("السنة", "العدد")) + "</w:tr>"
    for caption in (
        "الجدول رقم (١): عدد المخالفات",
        "جدول رقم 1: عدد المخالفات",
        "الجدول (1): عدد المخالفات",
    ):
        body = p("1.\tيبين الجدول رقم (1) أدناه العدد.") + p(caption) + f"<w:tbl>{row * 2}</w:tbl>"
        converted = convert(
            made(body + p("2.\tنص."), styles=_ARABIC), "draft.docx", Path("report.md"), lambda _: None
        )
        assert "Table: عدد المخالفات {#place}" in converted.text, caption
        assert "الجدول رقم ([1](#place)) أدناه" in converted.text


def test_words_in_thai_and_hindi_keep_the_language_that_word_states_for_them() -> None:
    """In `w:bidi`, with `w:cs`; LibreOffice states Hindi there for words in any script."""
    words = (
        ("คุ้มครองเด็ก", "th-TH"),
        ("भट्ठा", "hi-IN"),
        ("பள்ளி", "ta-IN"),
        ("โรงเรียน", "hi-IN"),
        ("ਭੱਠਾ", "hi-IN"),
    )
    runs = "".join(
        f'<w:r><w:rPr><w:cs/><w:lang w:bidi="{lang}"/></w:rPr><w:t>{text}</w:t></w:r>'
        '<w:r><w:t xml:space="preserve">, </w:t></w:r>'
        for text, lang in words
    )
    body = (
        p("1.\tThe law protects every child in the country.")
        + f"<w:p><w:r><w:t>2. Words: </w:t></w:r>{runs}</w:p>"
    )
    converted = convert(made(body, styles=HEADING), "draft.docx", Path("report.md"), lambda _: None)
    said = "[คุ้มครองเด็ก]{lang=th-TH}, [भट्ठा]{lang=hi-IN}, [பள்ளி]{lang=ta-IN}, โรงเรียน, ਭੱਠਾ"
    assert said in converted.text
