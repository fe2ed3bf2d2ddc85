"""Corrected sources: the smallest edits, all else byte for byte."""

from pathlib import Path

import pytest

from tests.support.fixing import Case, cases, fix, silent
from toolchain.pipeline.stages import examine
from toolchain.project.settings import Options

ALL = list(cases())


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_case(tmp_path: Path, case: Case) -> None:
    source = tmp_path / "report.md"
    source.write_bytes(case.before.encode())
    fix(source)
    assert source.read_bytes().decode() == case.after
    again = examine([source], Options(), silent)
    assert tuple(sorted(each.code for each in again.diagnostics)) == case.left
    assert fix(source, again).fixed.done == ()
    assert source.read_bytes().decode() == case.after


OTHERS = {
    "en": """The World Bank found that few attend school; the National Action Plan sets a target; the Beijing
        Rules say so; the White Paper of 2019 proposes it; the Auditor General criticized this; Amnesty
        International described this; the mission report describes this; CO 2016 asked for it; LOIPR asks for
        it; SPR says so; the Government’s answer says so; the policy says so; the experts asked for it; the
        coroner found this; the evaluation found this; the agreement says this; the Handbook says this; the
        State party reported a decline; according to the Government, all is well; the Ministry claims the
        contrary; it has been acknowledged that it said so; CEDAW asked for a law; article 19 forbids it""",
    "fr": """Le Livre blanc le propose; la Cour des comptes l’a critiqué; la stratégie le prévoit; les experts
        l’ont demandé; l’évaluation le montre; la loi relative aux enfants le permet; l’OMS le recommande;
        l’État partie affirme le contraire; selon le Gouvernement, tout va bien""",
    "es": """El Libro Blanco lo propone; la Contraloría lo criticó; la estrategia lo prevé; los expertos lo
        pidieron; la Ley lo permite; el acuerdo lo dice; las Reglas de Beijing lo dicen; el Estado parte
        afirma lo contrario; según el Gobierno, todo va bien""",
    "ru": """Это говорят Пекинские Правила; Стратегия это предусматривает; эксперты этого просили;
        Закон это разрешает; государство-участник утверждает обратное""",
    "ar": "تنص الخطة على ذلك; طلب الخبراء ذلك; ورد ذلك في الاتفاق; أفادت الدولة الطرف بعكس ذلك",
    "zh": "《北京规则》这样说; 该战略这样规定; 专家要求这样做; 缔约国声称情况相反",
}
REFERENCE = {"en": "(para. 1)", "fr": "(par. 1)", "es": "(párr. 1)", "ru": "(пункт 1)", "ar": "(الفقرة 1)"}


@pytest.mark.parametrize("lang", OTHERS)
def test_a_reference_to_a_document_of_whatever_name_stays(tmp_path: Path, lang: str) -> None:
    said = " ".join(OTHERS[lang].split()).split("; ")
    reference = REFERENCE.get(lang, "（第1段）")
    texts = [line for each in said for line in ("A", f"{each} {reference}")]
    lines = [f"{number}. {text}.\n" for number, text in enumerate(texts, 1)]
    text = "\n".join((f"---\ntitle: T\nlang: {lang}\n---\n", *lines))
    source = tmp_path / "report.md"
    source.write_text(text, encoding="utf-8", newline="\n")
    fix(source)
    assert source.read_text(encoding="utf-8") == text
