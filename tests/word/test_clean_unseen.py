"""Words that no page of a Word file shows go, and a check finds them."""

from __future__ import annotations

import pytest

from tests.support.docx_made import changed, field, made, unzipped
from tests.word.test_clean import cleaned, seen
from tests.word.test_clean_changes import p, r
from toolchain.model.diagnostics import Severity
from toolchain.readers.docx import read_bytes
from toolchain.reports.sentences import message

BEGIN = '<w:fldChar w:fldCharType="begin">'
WPS = '<mc:Choice Requires="wps">'


def form(data: str, result: str = "") -> str:
    filled = f"{BEGIN}<w:ffData><w:enabled/>{data}</w:ffData></w:fldChar>"
    return field("FORMTEXT", result or r("One.")).replace(f"{BEGIN[:-1]}/>", filled)


def control(properties: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{r('One.')}</w:sdtContent></w:sdt>"


def forms(*each: str) -> str:
    return f"<w:r><mc:AlternateContent>{''.join(each)}</mc:AlternateContent></w:r>"


SHOWN, SECRET = "<w:t>One.</w:t>", "<w:t>secret</w:t>"
CASES = {
    "the other branch of IF": field('IF 1 = 1 "One." "secret"', r("One.")),
    "the value of SET": r("One.") + field('SET Case "secret"', r("secret")),
    "the question of ASK": r("One.") + field('ASK Case "secret"', r("secret")),
    "what QUOTE quotes": field('QUOTE "secret"', r("One.")),
    "the question of FILLIN": field('FILLIN "secret"', r("One.")),
    "what PRINT sends to a printer": r("One.") + field('PRINT "secret"', ""),
    "the help of a form field": form('<w:helpText w:val="secret"/>'),
    "the status of a form field": form('<w:statusText w:val="secret"/>'),
    "the default of a form field": form('<w:textInput><w:default w:val="secret"/></w:textInput>'),
    "the entries of a form field": form(
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="secret"/><w:listEntry w:val="One."/></w:ddList>'
    ),
    "the name of a content control": control('<w:alias w:val="secret"/>'),
    "the items of a content control": control(
        '<w:comboBox w:lastValue="secret"><w:listItem w:displayText="secret" w:value="secret"/>'
        '<w:listItem w:displayText="One." w:value="secret"/></w:comboBox>'
    ),
    "the fallback of a drawing": forms(f"{WPS}{SHOWN}</mc:Choice>", f"<mc:Fallback>{SECRET}</mc:Fallback>"),
    "a choice that nobody takes": forms(
        f'<mc:Choice Requires="unknown">{SECRET}</mc:Choice>', f"<mc:Fallback>{SHOWN}</mc:Fallback>"
    ),
    "a foreign element": r("One.") + "<unknown:note>secret<w:r/></unknown:note>",
    "a foreign element in a run": "<w:r><w:t>One.</w:t><unknown:note at='secret'/></w:r>",
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_no_page_shows_is_found_and_goes(name: str) -> None:
    data = made(p(CASES[name]))
    told = [message(each) for each in read_bytes(data, "x.docx").defects if each.rule.code == "X803"]
    assert [each for each in told if "secret" in each], told
    done = cleaned(data)
    assert b"secret" not in unzipped(done.data)["word/document.xml"]
    assert seen(done.data) == [("paragraph", "\tOne.")]
    assert done.taken
    assert [each for each in read_bytes(done.data, "x.docx").defects if each.rule.code == "X803"] == []


def test_a_reference_to_a_removed_value_becomes_text() -> None:
    done = cleaned(made(p(field('SET Case "secret"', r("secret")) + field("REF Case", r("One.")))))
    assert b"instrText" not in unzipped(done.data)["word/document.xml"]
    assert seen(done.data) == [("paragraph", "\tOne.")]


def test_a_field_that_depends_on_the_page_stays_and_is_reported() -> None:
    page = field("PAGE", r("1"))
    instruction = (
        f'<w:r><w:instrText> IF </w:instrText></w:r>{page}<w:r><w:instrText> = 1 "a" "b" </w:instrText></w:r>'
    )
    whole = field("IF", r("a")).replace("<w:r><w:instrText> IF </w:instrText></w:r>", instruction)
    done = cleaned(made(p(whole)))
    assert b"PAGE" in unzipped(done.data)["word/document.xml"]
    assert [each.what for each in done.left] == ["the field IF has words that only some pages show"]


def test_a_form_for_a_newer_word_stays_with_its_fallback() -> None:
    newer = (
        '<mc:Choice xmlns:cx="http://schemas.microsoft.com/office/drawing/2014/chartex" Requires="cx">'
        "<w:t>chart</w:t></mc:Choice>"
    )
    done = cleaned(made(p(forms(newer, f"<mc:Fallback>{SHOWN}</mc:Fallback>"))))
    text = unzipped(done.data)["word/document.xml"]
    assert b"chart<" in text
    assert b"One." in text


BUTTON = field("MACROBUTTON secret One.", "").replace("secret", "se</w:instrText><w:instrText>cret")


@pytest.mark.parametrize("button", [BUTTON, '<w:fldSimple w:instr=" MACROBUTTON secret One."/>'])
def test_a_button_runs_no_macro_and_shows_its_words(button: str) -> None:
    done = cleaned(made(p(button)))
    text = unzipped(done.data)["word/document.xml"].replace(b"</w:instrText><w:instrText>", b"")
    assert b" MACROBUTTON NoMacro One." in text
    assert {each.kind for each in done.taken} == {"name of a macro"}


def test_the_random_number_of_a_content_control_goes() -> None:
    assert (
        b"1804694137"
        not in unzipped(cleaned(made(p(control('<w:id w:val="1804694137"/>')))).data)["word/document.xml"]
    )


@pytest.mark.parametrize("before", ["", "Description: "])
@pytest.mark.parametrize("path", ["C:\\Users\\A secret\\a.png", "D:\\My secret cases\\a secret.png"])
def test_paths_in_a_picture_of_vml_go(before: str, path: str) -> None:
    office = "urn:schemas-microsoft-com:office:office"
    shape = f'<v:shape id="{path}" alt="{before}{path}" xmlns:o="{office}" o:spid="{path}">'
    body = p(f'<w:r><w:pict>{shape}<v:imagedata src="{path}"/></v:shape></w:pict></w:r>')
    told = [message(each) for each in read_bytes(made(body), "x.docx").defects if each.rule.code == "X801"]
    assert any("secret" in each for each in told)
    done = cleaned(made(body))
    assert b"secret" not in unzipped(done.data)["word/document.xml"]
    assert {each.kind for each in done.taken} == {"name of a file"}


def inked(properties: str) -> str:
    return r("secret", f"<w:rPr>{properties}</w:rPr>")


WHITE = '<w:color w:val="FFFFFF"/>'
DARK, ACCENT = '<w:color w:val="003366"/>', '<w:color w:themeColor="accent1"/>'
SHADE = '<w:shd w:val="clear" w:fill="003366"/>'
EXACT = '<w:spacing w:line="{}" w:lineRule="exact"/>'
STYLES = (
    f'<w:style w:type="paragraph" w:styleId="White"><w:name w:val="White"/><w:rPr>{WHITE}</w:rPr></w:style>'
    f'<w:style w:type="paragraph" w:styleId="Navy"><w:name w:val="Navy"/><w:rPr>{DARK}</w:rPr></w:style>'
    f'<w:style w:type="character" w:styleId="Tiny"><w:name w:val="Tiny"/>'
    '<w:rPr><w:sz w:val="1"/></w:rPr></w:style>'
    f'<w:style w:type="table" w:styleId="Dark"><w:name w:val="Dark"/>'
    f'<w:tblStylePr w:type="firstRow"><w:tcPr>{SHADE}'
    '</w:tcPr></w:tblStylePr><w:tblStylePr w:type="band2Horz"><w:tcPr>'
    f"{SHADE}</w:tcPr></w:tblStylePr></w:style>"
    '<w:style w:type="table" w:styleId="Darker"><w:name w:val="Darker"/><w:basedOn w:val="Dark"/>'
    f"<w:tcPr>{SHADE}</w:tcPr></w:style>"
    '<w:style w:type="character" w:styleId="Narrow"><w:name w:val="Narrow"/>'
    '<w:rPr><w:w w:val="5"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Low"><w:name w:val="Low"/>'
    f"<w:pPr>{EXACT.format(20)}</w:pPr></w:style>"
)


def row_of(number: int, style: str = "Dark", look: str = "0420", shade: str = "", ink: str = WHITE) -> str:
    """A table with a style, its head and bands as in `look`; the secret is in one row."""
    rows = (
        f"<w:tr><w:tc><w:tcPr>{shade}</w:tcPr>{p(inked(ink) if at == number else r('One.'))}</w:tc></w:tr>"
        for at in range(4)
    )
    properties = f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblLook w:val="{look}"/></w:tblPr>'
    return f"<w:tbl>{properties}{''.join(rows)}</w:tbl>"


def row_with(properties: str, content: str = "") -> str:
    """A table of one row, with the secret in it."""
    row = f"<w:tr><w:trPr>{properties}</w:trPr><w:tc>{content or p(r('secret'))}</w:tc></w:tr>"
    return f"<w:tbl>{row}</w:tbl>"


def box(fill: str = "", style: str = "", ink: str = WHITE) -> str:
    """A drawing on the page with white text in a box."""
    shape = ANCHORED.format(900000, p(inked(ink)))
    shape = shape.replace("<wps:txbx>", f"<wps:wsp><wps:spPr>{fill}</wps:spPr>{style}<wps:txbx>")
    return shape.replace("</wps:txbx>", "</wps:txbx></wps:wsp>")


def old_box(attributes: str = "", text: str = "") -> str:
    """The same as Word drew it before 2010."""
    content = f"<v:textbox><w:txbxContent>{text or p(inked(WHITE))}</w:txbxContent></v:textbox>"
    return f"<w:r><w:pict><v:shape {attributes}>{content}</v:shape></w:pict></w:r>"


def solid(colour: str) -> str:
    return f"<a:solidFill>{colour}</a:solidFill>"


FAR = '<w:pPr><w:ind w:left="30000"/></w:pPr>'
ANCHORED = (
    '<w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="page">'
    "<wp:posOffset>{}</wp:posOffset></wp:positionH>"
    '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="x"/><a:graphic><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx>'
    "<w:txbxContent>{}</w:txbxContent>"
    "</wps:txbx></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)
NOT_VISIBLE = {
    "white": (p(inked(WHITE)), "white on white"),
    "white by its style": (p(r("secret"), '<w:pStyle w:val="White"/>'), "white on white"),
    **{
        f"dark {name}": (body, "in the colour of its background")
        for name, body in {
            "on a shade": p(inked(DARK + SHADE)),
            "on a shade that differs by one": p(inked('<w:color w:val="013265"/>' + SHADE)),
            "on a highlight": p(inked('<w:color w:val="00FF00"/><w:highlight w:val="green"/>')),
            "in a shaded paragraph": p(inked(DARK), SHADE),
            "in a shaded cell": row_of(0, shade=SHADE, ink=DARK, look="0600"),
            "in the head": row_of(0, ink=DARK),
            "in a dark band": row_of(2, ink=DARK),
            "in a box": p(box(solid('<a:srgbClr val="003366"/>'), ink=DARK)),
            "in a box of the theme": p(box(solid('<a:schemeClr val="accent1"/>'), ink=ACCENT)),
            "in an old box": p(old_box('fillcolor="#003366"', p(inked(DARK)))),
            "on a shade of the theme": p(inked(f'{ACCENT}<w:shd w:val="clear" w:themeFill="accent1"/>')),
            "on a tint of the theme": p(
                inked(
                    '<w:color w:val="99AABB" w:themeColor="accent1" w:themeTint="66"/>'
                    '<w:shd w:val="clear" w:fill="auto" w:themeFill="accent1" w:themeFillTint="66"/>'
                )
            ),
            "on a full pattern": p(inked(DARK + '<w:shd w:val="solid" w:color="003366" w:fill="FFFFFF"/>')),
            "by its style, on a shade": p(inked(SHADE), '<w:pStyle w:val="Navy"/>'),
            "black on black": p(inked('<w:color w:val="000000"/><w:highlight w:val="black"/>')),
        }.items()
    },
    "half a point": (p(inked('<w:sz w:val="1"/>')), "2 points high or less"),
    "two points": (p(inked('<w:sz w:val="4"/>')), "2 points high or less"),
    "half a point by its style": (p(inked('<w:rStyle w:val="Tiny"/>')), "2 points high or less"),
    **{
        f"white as {color}": (p(inked(f"<w:color {color}/>")), "white on white")
        for color in (
            'w:themeColor="background1"',
            'w:val="auto" w:themeColor="background1"',
            'w:val="FFFFFF" w:themeColor="background1"',
            'w:val="FEFEFE"',
            'w:val="f8fFf0"',
        )
    },
    "nearly white on nearly white": (
        p(inked(WHITE + '<w:shd w:val="clear" w:fill="FEFEFE"/>')),
        "white on white",
    ),
    "scaled to 1 per cent": (p(inked('<w:w w:val="1"/>')), "a tenth of its width or less"),
    "scaled to 1 %": (p(inked('<w:w w:val="1%"/>')), "a tenth of its width or less"),
    "scaled by its style": (p(inked('<w:rStyle w:val="Narrow"/>')), "a tenth of its width or less"),
    "lowered by a page": (p(inked('<w:position w:val="-3000"/>')), "outside the page"),
    "raised by a page": (p(inked('<w:position w:val="3000"/>')), "outside the page"),
    "a line of one point": (p(r("secret"), EXACT.format(20)), "2 points high or less"),
    "lines of one point by a style": (p(r("secret"), '<w:pStyle w:val="Low"/>'), "2 points high or less"),
    "a row of one point": (row_with('<w:trHeight w:val="20" w:hRule="exact"/>'), "2 points high or less"),
    "a hidden row": (row_with("<w:hidden/>"), "in a hidden row"),
    "a table in a hidden row": (row_with("<w:hidden/>", row_with("")), "in a hidden row"),
    "an indent": (f"<w:p>{FAR}{r('secret')}</w:p>", "outside the page"),
    "a frame": (p(r("secret"), '<w:framePr w:x="20000" w:y="1"/>'), "outside the page"),
    "a frame left of the page": (
        p(r("secret"), '<w:framePr w:w="100" w:hAnchor="page" w:x="-9000" w:y="1"/>'),
        "outside the page",
    ),
    "a frame above the page": (
        p(r("secret"), '<w:framePr w:h="300" w:vAnchor="page" w:y="-400"/>'),
        "outside the page",
    ),
    "a box": (p(ANCHORED.format(-2000000, p(r("secret")))), "outside the page"),
    **{
        f"an old shape {where}": (p(old_box(f'style="position:absolute;{where}"', p(r("secret")))), why)
        for why, where in (
            ("outside the page", "margin-left:-300pt;width:100pt;height:1in"),
            ("outside the page", "left:22cm;width:100pt"),
            ("outside the page", "top:-60pt;height:40pt;mso-position-vertical-relative:page"),
        )
    },
    **{
        f"white {name}": (body, "white on white")
        for name, body in {
            "in a light row": row_of(1),
            "in the head without a look": row_of(0, look="0600"),
            "in a row without bands": row_of(2, look="0620"),
            "in a cell without the shade": row_of(0, shade='<w:shd w:val="clear" w:fill="auto"/>'),
            "in a box": p(box()),
            "in a white box": p(box(solid('<a:srgbClr val="FFFFFF"/>'))),
            "in a box of the theme's white": p(box(solid('<a:schemeClr val="bg1"/>'))),
            "in an old box": p(old_box()),
            "in an old box that is not filled": p(old_box('fillcolor="#003366" filled="f"')),
        }.items()
    },
}


@pytest.mark.parametrize("name", NOT_VISIBLE)
def test_text_that_nobody_can_see_is_reported_and_left(name: str) -> None:
    body, why = NOT_VISIBLE[name]
    data = made(body, styles=STYLES)
    told = [message(each) for each in read_bytes(data, "x.docx").defects if each.rule.code == "X803"]
    assert told == [f"text that nobody can see is left here, {why}: “secret”"]
    done = cleaned(data)
    assert b"secret" in unzipped(done.data)["word/document.xml"]
    assert any(each.what == f"“secret”, which nobody can see ({why})" for each in done.left)


VISIBLE = {
    "on a shade": p(inked(WHITE + SHADE)),
    "on a highlight": p(inked(WHITE + '<w:highlight w:val="black"/>')),
    "in a shaded paragraph": p(inked(WHITE), SHADE),
    "in a shaded cell": f"<w:tbl><w:tr><w:tc><w:tcPr>{SHADE}</w:tcPr>{p(inked(WHITE))}</w:tc></w:tr></w:tbl>",
    "in a dark table": '<w:tbl><w:tblPr><w:tblStyle w:val="Dark"/></w:tblPr><w:tr><w:tc>'
    f"{p(inked(WHITE))}</w:tc></w:tr></w:tbl>",
    "black in a white style": p(inked('<w:color w:val="000000"/>'), '<w:pStyle w:val="White"/>'),
    "white spaces": p(r(" ", f"<w:rPr>{WHITE}</w:rPr>")),
    "small": p(inked('<w:sz w:val="5"/>')),
    "a box on the page": p(ANCHORED.format(900000, p(r("secret")))),
    "on a pattern": p(inked(WHITE + '<w:shd w:val="solid" w:color="003366" w:fill="FFFFFF"/>')),
    "a darker white of the theme": p(inked('<w:color w:themeColor="background1" w:themeShade="80"/>')),
    "white of the theme on a shade": p(inked(f'<w:color w:themeColor="background1"/>{SHADE}')),
    "light grey": p(inked('<w:color w:val="D9D9D9"/>')),
    "bright yellow": p(inked('<w:color w:val="FFFF00"/>')),
    "set narrow": p(inked('<w:w w:val="66"/>')),
    "raised": p(inked('<w:position w:val="12"/>')),
    "a line of its style's height": p(r("secret"), '<w:pStyle w:val="Low"/><w:spacing w:line="240"/>'),
    "a line that grows": p(r("secret"), '<w:spacing w:line="20" w:lineRule="atLeast"/>'),
    "a line of ten points": p(r("secret"), EXACT.format(200)),
    "a box in a line of one point": p(ANCHORED.format(900000, p(r("secret"))), EXACT.format(20)),
    "a box in a low row": row_with(
        '<w:trHeight w:val="20" w:hRule="exact"/>', p(ANCHORED.format(900000, p(r("secret"))))
    ),
    "a row that grows": row_with('<w:trHeight w:val="20"/>'),
    "a row that is not hidden": row_with('<w:hidden w:val="0"/>'),
    "in the head": row_of(0),
    "in a dark row": row_of(2),
    "in a table based on a dark one": row_of(1, "Darker"),
    "in a dark box": p(box(solid('<a:srgbClr val="003366"/>'))),
    "in a box of the theme": p(box(solid('<a:schemeClr val="bg1"><a:lumMod val="50000"/></a:schemeClr>'))),
    "in a box of a style": p(
        box("", '<wps:style><a:fillRef idx="1"><a:schemeClr val="accent1"/></a:fillRef></wps:style>')
    ),
    "in a box with a gradient": p(box("<a:gradFill/>")),
    "in a box on another drawing": p(box("<a:noFill/>") + box(solid('<a:srgbClr val="003366"/>'))),
    "in an old dark box": p(old_box('fillcolor="#003366 [3204]"')),
    "in an old box with a picture": p(
        old_box('fillcolor="white"').replace("<v:textbox>", "<v:fill/><v:textbox>")
    ),
    "an old shape on the page": p(old_box('style="position:absolute;margin-left:-70pt"', p(r("secret")))),
    "an old shape at the right": p(
        old_box('style="position:absolute;margin-left:900pt;mso-position-horizontal:right"', p(r("secret")))
    ),
    "dark on white": p(inked(DARK)),
    "dark beside a shade": p(inked(DARK) + r("One.", f"<w:rPr>{SHADE}</w:rPr>")),
    "dark in a light band": row_of(1, ink=DARK),
    "dark in a shaded paragraph, on a highlight": p(inked(DARK + '<w:highlight w:val="yellow"/>'), SHADE),
    "dark on another shade": p(inked(DARK + '<w:shd w:val="clear" w:fill="A0B0C0"/>')),
    "automatic on black": p(inked('<w:color w:val="auto"/><w:highlight w:val="black"/>')),
    "without a colour on black": p(inked('<w:shd w:val="clear" w:fill="000000"/>')),
    "a tint on its colour": p(
        inked(
            '<w:color w:themeColor="accent1" w:themeTint="33"/><w:shd w:val="clear" w:themeFill="accent1"/>'
        )
    ),
    "dark on a pattern": p(inked(DARK + '<w:shd w:val="pct10" w:color="003366" w:fill="FFFFFF"/>')),
    "dark on a pattern of automatic colour": p(inked(DARK + '<w:shd w:val="solid" w:color="auto"/>')),
    "dark in a cell with a light shade in a dark table": row_of(
        0, shade='<w:shd w:val="clear" w:fill="EEEEEE"/>', ink=DARK
    ),
    "a hanging indent": p(r("secret"), '<w:ind w:left="720" w:hanging="720"/>'),
}


@pytest.mark.parametrize("name", VISIBLE)
def test_text_that_can_be_seen_is_not_reported(name: str) -> None:
    found = read_bytes(made(VISIBLE[name], styles=STYLES), "x.docx").defects
    assert [message(each) for each in found if each.rule.code == "X803"] == []


@pytest.mark.parametrize(
    ("ink", "settings", "told"),
    [
        (WHITE, "<w:displayBackgroundShape/>", 0),
        (WHITE, "", 1),
        (DARK, "<w:displayBackgroundShape/>", 1),
        (DARK, "", 0),
    ],
)
def test_text_in_the_colour_of_the_page_is_reported(ink: str, settings: str, told: int) -> None:
    white = p(inked(ink))
    data = made(p(r("One.")), header=white, settings=settings)
    data = changed(data, "word/document.xml", "<w:body>", f'<w:background w:color="003366"/><w:body>{white}')
    found = [each for each in read_bytes(data, "x.docx").defects if each.rule.code == "X803"]
    assert len(found) == 2 * told
    assert len(cleaned(data).left) == 2 * told


@pytest.mark.parametrize(
    ("instruction", "severity"), [("1 = 1", None), (f"{field('PAGE', r('1'))} = 1", Severity.WARNING)]
)
def test_other_words_of_a_field_in_a_header_are_found(instruction: str, severity: Severity | None) -> None:
    begin, end = "<w:r><w:instrText>", "</w:instrText></w:r>"
    inside = f"{begin} IF {end}{instruction}{begin}" if "<" in instruction else f"{begin} IF {instruction}"
    whole = field("IF", r("One.")).replace(f"{begin} IF {end}", f'{inside} "One." "secret" {end}')
    found = read_bytes(made(p(r("One.")), header=p(whole)), "x.docx").defects
    told = [(message(each), each.severity) for each in found if each.rule.code == "X803"]
    assert told == [("hidden text is left in a page header: “secret”", severity)]
