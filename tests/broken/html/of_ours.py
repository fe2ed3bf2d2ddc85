"""What people and programs do to a page that we have built."""

from __future__ import annotations

import base64

from tests.broken.html import Cases, PageFile
from tests.support.planted import jpeg

CASES = Cases()
BACK = r'\s<a href="#mark-2"[^>]*>.*?</a>'
PICTURE = r'src="data:image/png;base64,[^"]*"'
AFTER_4 = "It applies to all."


@CASES.expect('D907 paragraph 3 | <a href="#paragraph-12"')
def a_reference_leads_nowhere(page: PageFile) -> None:
    page.sub('<a href="#paragraph-1"', '<a href="#paragraph-12"')


@CASES.expect('D907 under “Sale of children in Utopia” | <a href="#section-9"')
def an_entry_of_the_contents_leads_nowhere(page: PageFile) -> None:
    page.sub(r'<a href="#section-3"', '<a href="#section-9"')


@CASES.expect('D907 paragraph 1 | <div class="numbered" id="paragraph-1"', "D907 paragraph 1 | <a")
def an_address_is_there_twice(page: PageFile) -> None:
    page.replace('<div class="numbered" id="paragraph-2">', '<div class="numbered" id="paragraph-1">')


@CASES.expect('D907 paragraph 7 | <a id="mark-4"')
def a_note_is_lost(page: PageFile) -> None:
    page.sub(r'<li class="note" id="note-4">.*?</li>\n', "")


@CASES.expect('D907 note 4 | <li class="note" id="note-4"', "D907 note 4 | <a")
def a_mark_is_lost(page: PageFile) -> None:
    page.sub(r'<sup><a id="mark-4".*?</sup>', "")


@CASES.expect('D907 note 2 | <li class="note" id="note-2"')
def a_way_back_is_lost(page: PageFile) -> None:
    page.sub(BACK, "")


@CASES.expect('D907 note 1 | <li class="note" id="note-1"')
def one_of_two_ways_back_is_lost(page: PageFile) -> None:
    page.sub(r' <a class="placed" href="#mark-1-2".*?</a>', "")


@CASES.expect('D907 paragraph 5 | <div class="table')
def a_name_names_nothing(page: PageFile) -> None:
    page.replace('<caption id="table-1-caption">', "<caption>")


@CASES.expect("A705 | <head>")
def the_title_is_deleted(page: PageFile) -> None:
    page.sub("<title>.*?</title>\n", "")


@CASES.expect("A705 | <title>")
def the_title_is_empty(page: PageFile) -> None:
    page.sub("<title>.*?</title>", "<title> </title>")


@CASES.expect('A706 | <html dir="ltr"')
def the_language_is_deleted(page: PageFile) -> None:
    page.sub('<html lang="en"', "<html")


@CASES.expect('A706 | <html lang="ar"')
def the_language_is_another(page: PageFile) -> None:
    page.sub('<html lang="en" dir="ltr"', '<html lang="ar" dir="rtl"')


@CASES.expect('A706 | <html lang="english language"')
def the_language_is_none(page: PageFile) -> None:
    page.sub('<html lang="en"', '<html lang="english language"')


@CASES.expect('S003 the heading “Prohibition” | <h4 id="section-2"')
def a_heading_level_is_skipped(page: PageFile) -> None:
    page.sub(r'<h3( id="section-2">.*?)</h3>', '<h4 id="section-2">Prohibition</h4>')


@CASES.expect("S003 the heading “Law” | <h2")
def the_first_heading_is_made_text(page: PageFile) -> None:
    page.sub(r"<h1 (.*?)</h1>", '<p id="title">Sale of children in Utopia</p>')


@CASES.expect("A702 paragraph 5 | <table>")
def a_table_loses_its_headers(page: PageFile) -> None:
    page.sub('<th scope="col">Year</th><th scope="col">Cases</th>', "<td>Year</td><td>Cases</td>")


@CASES.expect("A701 paragraph 6 | <img")
def the_alternative_text_is_lost(page: PageFile) -> None:
    page.sub(' alt="A blue circle[^"]*"', "")


@CASES.expect("A701 paragraph 6 | <img")
def the_alternative_text_is_the_name_of_a_file(page: PageFile) -> None:
    page.sub('alt="A blue circle[^"]*"', 'alt="circle.png"')


@CASES.expect("A701 paragraph 6 | <img")
def the_alternative_text_repeats_the_caption(page: PageFile) -> None:
    page.sub('alt="A blue circle[^"]*"', 'alt="Cases as a circle"')


@CASES.expect("A703 paragraph 9 | <a")
def a_link_loses_its_words(page: PageFile) -> None:
    page.replace(">records of the courts</a>", "></a>")


@CASES.expect("A703 paragraph 9 | <a")
def a_link_says_here(page: PageFile) -> None:
    page.replace(">records of the courts</a>", ">here</a>")


@CASES.expect("A707 paragraph 7 | The police")
def a_style_makes_words_grey(page: PageFile) -> None:
    page.sub(r"</style>", "#paragraph-7 p { color: #aaa; }\n@media (prefers-color-scheme: dark) {\n"
             "#paragraph-7 p { color: #eee; }\n}\n</style>")  # fmt: skip


@CASES.expect("A707 paragraph 7 | The police")
def words_are_dark_in_the_dark_look_only(page: PageFile) -> None:
    page.sub(r"</style>", "@media (prefers-color-scheme: dark) { #paragraph-7 p { color: #444 } }\n</style>")


@CASES.expect("A707 paragraph 4 | Yellow")
def words_are_made_yellow_by_hand(page: PageFile) -> None:
    page.after(AFTER_4, '</p><p style="color: yellow; background: white">Yellow words.')


@CASES.expect("X804 paragraph 4 | <img")
def a_picture_is_fetched(page: PageFile) -> None:
    page.after(AFTER_4, '<img src="https://example.org/a.png" alt="A second circle">')


@CASES.expect("X804 paragraph 6 | <img")
def a_picture_is_taken_out_into_a_file(page: PageFile) -> None:
    page.sub(PICTURE, 'src="report_files/circle.png"')


@CASES.expect("X804 | <script")
def a_script_is_fetched(page: PageFile) -> None:
    page.sub("</head>", '<script src="//cdn.example.org/count.js"></script>\n</head>')


@CASES.expect("X804 | <link")
def a_style_sheet_is_fetched(page: PageFile) -> None:
    page.sub("</head>", '<link rel="stylesheet" href="https://fonts.example.org/css2?family=Lato">\n</head>')


@CASES.expect("X804 | @import")
def a_style_sheet_is_imported(page: PageFile) -> None:
    page.sub("<style>", '<style>@import "https://example.org/look.css";\n')


@CASES.expect("X804 | url(https://example.org/lato.woff2)")
def a_font_is_fetched(page: PageFile) -> None:
    page.sub(
        "</style>", "@font-face { font-family: Lato; src: url(https://example.org/lato.woff2) }\n</style>"
    )


@CASES.expect("X804 paragraph 4 | <p style")
def a_background_is_fetched(page: PageFile) -> None:
    page.after(AFTER_4, "</p><p style=\"background: url('http://example.org/p.png')\">Prison.")


@CASES.expect("X804 paragraph 4 | <iframe")
def a_film_is_put_in(page: PageFile) -> None:
    page.after(AFTER_4, '<iframe title="A film" src="https://example.org/embed/1"></iframe>')


@CASES.expect("X804 paragraph 4 | <form")
def a_form_is_put_in(page: PageFile) -> None:
    form = '<form action="https://example.org/sign"><input aria-label="Name"><button>Sign</button></form>'
    page.after(AFTER_4, f"</p>{form}<p>")


@CASES.expect("X804 paragraph 9 | <a")
def a_click_is_counted(page: PageFile) -> None:
    page.replace(
        'href="https://example.org/records"',
        'href="https://example.org/records" ping="https://example.org/n"',
    )


@CASES.expect("X804 | <meta")
def the_page_leaves_by_itself(page: PageFile) -> None:
    page.sub("</head>", '<meta http-equiv="refresh" content="5; url=https://example.org/">\n</head>')


@CASES.expect("X804 paragraph 4 | <svg", "X804 paragraph 4 | <image")
def a_drawing_fetches_a_picture(page: PageFile) -> None:
    style = 'style="background: url(https://example.org/b.png)"'
    drawing = f'<svg {style} aria-hidden="true"><image href="https://example.org/a.png"/></svg>'
    page.after(AFTER_4, drawing)


@CASES.expect("X805 paragraph 9 | <a")
def an_address_runs_code(page: PageFile) -> None:
    page.replace('href="https://example.org/records"', 'href=" java&#10;script:alert(1)"')


@CASES.expect("X805 paragraph 4 | <p onclick")
def an_element_runs_code(page: PageFile) -> None:
    page.after(AFTER_4, '</p><p onclick="alert(1)">Prison.')


@CASES.expect("X805 note 4 | <script>")
def a_script_is_put_in(page: PageFile) -> None:
    page.sub("</body>", "<script>document.title = 'x'</script>\n</body>")


@CASES.expect("X801 | <meta")
def an_author_is_named_in_the_head(page: PageFile) -> None:
    page.sub("</head>", '<meta name="author" content="Anna Example">\n</head>')


@CASES.expect("X801 paragraph 4 | C:")
def a_path_is_left_in_the_text(page: PageFile) -> None:
    page.after(AFTER_4, r" See C:\Users\anna\notes.docx for more.")


@CASES.expect("X801 paragraph 9 | <a")
def a_link_leads_to_a_file_of_ones_own(page: PageFile) -> None:
    page.replace('href="https://example.org/records"', 'href="file:///home/anna/records.pdf"')


@CASES.expect("X801 paragraph 4 | <!--")
def a_comment_names_an_address(page: PageFile) -> None:
    page.after(AFTER_4, "<!-- checked with anna@example.org -->")


@CASES.expect("X803 paragraph 4 | <!--")
def a_comment_is_left(page: PageFile) -> None:
    page.after(AFTER_4, "<!-- Can we really say this of the judge? -->")


@CASES.expect("X801 paragraph 6 | <img", "X802 paragraph 6 | <img")
def a_photograph_tells_where_it_was_taken(page: PageFile) -> None:
    page.sub(PICTURE, f'src="data:image/jpeg;base64,{base64.b64encode(jpeg()).decode()}"')


@CASES.expect("S012 paragraph 9 | <a")
def it_is_cut_off_in_a_tag(page: PageFile) -> None:
    page.text = page.text[: page.text.index('href="https://example.org/records"') + 9]


@CASES.expect("S012 paragraph 7 | o")
def it_is_cut_off_in_a_paragraph(page: PageFile) -> None:
    page.text = page.text[: page.text.index("courts do.") + 2]


@CASES.expect("D900 | <!DOCTYPE")
def the_encoding_is_deleted(page: PageFile) -> None:
    page.sub('<meta charset="utf-8">\n', "")


@CASES.expect("D900 paragraph 7 | �")
def a_letter_is_lost(page: PageFile) -> None:
    page.replace("The police keep", "The police of Utop�a keep")


@CASES.expect('S030 | <p class="draft">')
def it_is_still_marked_as_a_draft(page: PageFile) -> None:
    page.replace("<hgroup>", '<p class="draft">Draft</p><hgroup>')


@CASES.expect("S030 paragraph 7 | <del>", "S030 paragraph 7 | <mark>")
def words_are_still_struck_out_and_highlighted(page: PageFile) -> None:
    page.replace("The police keep", "<del>The police</del> <mark>keep</mark><s hidden>lose</s>")


@CASES.expect("S005 note 4 | <h2></h2>")
def a_heading_has_no_words(page: PageFile) -> None:
    page.replace("</main>", "<h2></h2></main>")


@CASES.expect('A706 | <html lang="english"')
def the_language_is_a_word(page: PageFile) -> None:
    page.replace('<html lang="en"', '<html lang="english"')


@CASES.expect('A706 note 4 | <em lang="french">')
def the_language_of_words_is_a_word(page: PageFile) -> None:
    page.replace(
        "</main>", '<p lang="fr">Un <em lang="french">mot</em> <em lang="x-none">dit</em></p></main>'
    )


@CASES.expect()
def a_title_or_another_element_names_what_has_no_words(page: PageFile) -> None:
    picture = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEAAAAALAAAAAABAAEAAAIA"'
    page.replace(
        "</main>",
        f'<p id="named">The seal</p>{picture} title="The seal">{picture} aria-labelledby="named">'
        f'<a href="#title">{picture} alt="" title="The seal"></a>'
        f'<a href="#title">{picture} alt="" aria-labelledby="named"></a></main>',
    )


@CASES.expect("A707 note 4 | Pale")
def disabled_controls_need_no_contrast(page: PageFile) -> None:
    pale = 'style="color: #999; background: #fff"'
    page.replace(
        "</main>",
        f"<button {pale} disabled>Off</button><fieldset disabled><p {pale}>Off</p></fieldset>"
        f"<button {pale}>Pale</button></main>",
    )
