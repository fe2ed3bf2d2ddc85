"""What is wrong in pages of other programs: the good one is as Word saves it, with its quirks."""

from __future__ import annotations

from tests.broken.html import Cases, PageFile

CASES = Cases()
GENERATOR = '<meta name=Generator content="Microsoft Word 15 (filtered)">'
TITLE = "<title>Children in Ruritania</title>"
REPORT = "<p class=MsoNormal>The report"
TINY = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAIA"


def before_the_styles(page: PageFile, added: str) -> None:
    """Put something into the head, where line 6 is."""
    page.replace("<style>\n", f"{added}\n<style>\n")


@CASES.expect("D907 43:1", "D907 44:26")
def a_note_s_own_sign_leads_nowhere(page: PageFile) -> None:
    page.replace('href="#_ftnref2"', 'href="#_ftnref3"')


@CASES.expect("D907 26:52")
def a_note_is_lost(page: PageFile) -> None:
    page.sub(r"<div id=ftn2>.*?</div>\n", "")


@CASES.expect("D907 27:47")
def a_link_leads_nowhere(page: PageFile) -> None:
    page.replace("<a name=tables></a>", "")


@CASES.expect("D907 43:1")
def two_notes_have_one_address(page: PageFile) -> None:
    page.replace("<div id=ftn2>", "<div id=ftn1>")


@CASES.expect("A705 2:1")
def there_is_no_title(page: PageFile) -> None:
    page.replace(TITLE, "")


@CASES.expect("A705 5:1")
def the_title_is_the_name_of_a_file(page: PageFile) -> None:
    page.replace(TITLE, "<title>Report_final2.docx</title>")


@CASES.expect("A706 1:1")
def there_is_no_language(page: PageFile) -> None:
    page.replace("<html lang=en>", "<html>")


@CASES.expect("S003 29:1")
def a_heading_is_of_a_wrong_level(page: PageFile) -> None:
    page.replace("<h3><a name=tables></a>Cases</h3>", "<h5><a name=tables></a>Cases</h5>")


@CASES.expect("A702 30:1")
def a_table_has_no_headers(page: PageFile) -> None:
    page.text = page.text.replace("th>", "td>")


@CASES.expect("A701 35:20", "X804 35:20")
def a_picture_lies_in_a_folder(page: PageFile) -> None:
    page.replace(REPORT, '<p class=MsoNormal><img src="report_files/image001.png">The report')


@CASES.expect("A701 35:20")
def a_picture_is_called_as_word_calls_it(page: PageFile) -> None:
    page.replace(REPORT, f'<p class=MsoNormal><img alt="image001.png" src="{TINY}">The report')


@CASES.expect("A703 35:38")
def a_link_has_only_spaces(page: PageFile) -> None:
    page.replace(">ministry</a>", "> &nbsp;</a>")


@CASES.expect("A703 35:38")
def a_link_says_click_here(page: PageFile) -> None:
    page.replace(">ministry</a>", ">Click here</a>")


@CASES.expect("A707 28:27")
def a_class_is_too_light(page: PageFile) -> None:
    page.replace("{color:#595959}", "{color:#A6A6A6}")


@CASES.expect("A707 28:27", "A707 24:28")
def an_old_attribute_is_too_dark(page: PageFile) -> None:
    """On #808080, of which black has 5.3 to 1: the grey of the class, and the blue of links and of notes."""
    page.replace("<body link", "<body bgcolor=gray link")


@CASES.expect("X801 4:1")
def the_head_names_an_author(page: PageFile) -> None:
    page.replace(GENERATOR, '<meta name=author content="A. Example">')


@CASES.expect("X801 6:1")
def word_has_written_its_properties(page: PageFile) -> None:
    said = "<o:Author>Anna Example</o:Author><o:Company>Example</o:Company>"
    inside = f"<xml><o:DocumentProperties>{said}</o:DocumentProperties></xml>"
    before_the_styles(page, f"<!--[if gte mso 9]>{inside}<![endif]-->")


@CASES.expect("X801 1:1")
def a_browser_has_saved_it(page: PageFile) -> None:
    page.text = f"<!-- saved from url=(0031)https://intern.example.org/draft -->\n{page.text}"


@CASES.expect("X801 4:1")
def a_list_of_files_on_a_drive_is_linked(page: PageFile) -> None:
    page.replace(GENERATOR, r'<link rel=File-List href="file:///C:\Users\anna\report_files\filelist.xml">')


@CASES.expect("X804 6:1", "X804 6:63")
def a_program_counts_its_readers(page: PageFile) -> None:
    script = "<script src='https://counter.example/s.js'></script>"
    before_the_styles(page, f"{script}<noscript><img src=//counter.example/1.gif alt=''></noscript>")


@CASES.expect("X805 6:1")
def a_script_of_its_own_runs(page: PageFile) -> None:
    before_the_styles(page, "<script>window.menu = true</script>")


@CASES.expect("X804 6:1")
def it_loads_itself_again(page: PageFile) -> None:
    before_the_styles(page, '<meta http-equiv=refresh content="300">')


@CASES.expect("S012 35:38")
def it_is_cut_off_in_a_tag(page: PageFile) -> None:
    page.text = page.text[: page.text.index(">ministry</a>")]


@CASES.expect("S012 42:6")
def it_is_cut_off_after_a_note(page: PageFile) -> None:
    page.text = page.text[: page.text.index("\n<div id=ftn2>")]


@CASES.expect("D900 24:59")
def a_letter_is_lost(page: PageFile) -> None:
    page.replace("It protects all children.", "It protects all \N{REPLACEMENT CHARACTER}hildren.")


@CASES.expect("S030 21:25")
def it_is_still_marked_as_a_draft(page: PageFile) -> None:
    page.replace("<div class=WordSection1>", "<div class=WordSection1><p>BORRADOR</p>")
