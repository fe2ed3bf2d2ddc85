"""The language of a text is known by its script and small words, if it is certainly not the stated one."""

import pytest

from toolchain.model.languages import other_by_words

SPANISH = "El Estado y las provincias publican los datos del año para los barrios, pero no por una razón. "
FRENCH = "Les enfants qui travaillent dans une rue ont le droit des autres, et cette loi est pour eux. "
PORTUGUESE = "As crianças não vão para a escola, e o Estado não as protege: são os dados, com uma. "
INDONESIAN = "Anak-anak bekerja di pasar dan di jalan, di kota dan di desa, sepuluh per hari. "

RUSSIAN = (
    "Это доклад для Комитета: из 14 школ были закрыты 3, что в 2023 году было после пожара, или их нет. "
)
BULGARIAN = "Този доклад е за комитета: от 14 училища са затворени 3 и това не е в полза на децата при нас. "
KAZAKH = "Бұл баяндама балалар туралы және комитет үшін жазылған, бірақ заң бойынша емес деп айтылады. "
KYRGYZ = "Бул баяндама эң ири шаардагы балдар жөнүндө: алардын көңүлү, үйү жана мыйзам боюнча укуктары үчүн. "
ARABIC = "يحظر القانون عمل الأطفال في المزارع، ولا تفتيش على أصحاب العمل أو المدرسة حتى الآن. "
PERSIAN = "قانون کار کودکان را در مزارع ممنوع می‌کند و بازرسی از کارفرمایان تا کنون انجام نمی‌گیرد. "


@pytest.mark.parametrize(
    ("stated", "text", "found"),
    [
        ("en-US", SPANISH * 5, "es"),
        ("en", FRENCH * 5, "fr"),
        ("en", PORTUGUESE * 5, "pt"),
        ("en-US", RUSSIAN * 7, "ru"),
        ("en-US", KAZAKH * 7, "kk"),
        ("ru-RU", KYRGYZ * 9, "ky"),
        ("ru-RU", RUSSIAN * 5, ""),
        ("ru", SPANISH * 5, "es"),
        ("en", RUSSIAN, "ru"),  # the script is enough
        ("en", f"{RUSSIAN}{'The law of the State is for all that have it. ' * 5}", ""),
        ("ky", RUSSIAN, ""),  # too short
        ("hi", "مقدمة: عمل الأطفال", "ar"),
        ("hi", "سلمى", ""),  # too short
        ("en", PERSIAN, "fa"),
        ("hi", "کھیتوں میں بچوں کے کام کرنے پر پابندی ہے۔", "ur"),
        ("en-US", "报告说明龙镇的洗衣工。夜间检查。", "zh"),
        ("en-US", "子供の労働は法律で禁止されている。", ""),
        ("ja", "児童労働法律禁止報告書国連委員会", ""),
        ("en", BULGARIAN * 20, ""),
        ("es-PE", SPANISH * 5, ""),
        ("en", SPANISH, ""),  # too short
        ("en-US", f"{SPANISH}Las niñas. ", "es"),
        ("en", INDONESIAN * 20, ""),  # "di" and "per" are Italian too
        ("en", f"{SPANISH * 5}{'The law of the State is for all that have it. ' * 5}", ""),
        ("th", SPANISH * 5, ""),
        ("hi", ARABIC * 7, "ar"),  # as LibreOffice calls it
        ("", ARABIC * 7, "ar"),
        ("en-US", ARABIC * 7, "ar"),
        ("ar-JO", ARABIC * 7, ""),
        ("hi", PERSIAN * 9, "fa"),
        ("ar", PERSIAN * 9, ""),
        ("", FRENCH * 5, ""),
    ],
)
def test_the_language_of_words(stated: str, text: str, found: str) -> None:
    assert other_by_words(stated, text) == found
