"""Faults in a book of ours, each with its code and place by hand."""

from __future__ import annotations

from tests.broken.epub import FOLDER, BookFile, Cases
from tests.support import planted

CASES = Cases()

# The container


@CASES.expect("S012")
def cut_off(book: BookFile) -> None:
    book.spoil = lambda data: data[: len(data) // 2]


@CASES.expect("S020")
def no_zip(book: BookFile) -> None:
    book.spoil = lambda data: b"Dear colleagues, please find our book below."


@CASES.expect("S012")
def no_container(book: BookFile) -> None:
    del book.files["META-INF/container.xml"]


@CASES.expect("S012")
def no_package_document(book: BookFile) -> None:
    del book.files["EPUB/package.opf"]


@CASES.expect("S012")
def a_package_document_outside(book: BookFile) -> None:
    data = book.files["META-INF/container.xml"]
    book.files["META-INF/container.xml"] = data.replace(b"EPUB/package.opf", b"../../package.opf")


@CASES.expect("S012")
def a_package_document_cut_off(book: BookFile) -> None:
    book.put("package.opf", book.text("package.opf")[:-200])


@CASES.expect("S012")
def a_document_of_the_spine_lost(book: BookFile) -> None:
    del book.files["EPUB/section-1.xhtml"]


@CASES.expect("S012")
def nothing_to_read(book: BookFile) -> None:
    book.sub("package.opf", "<itemref.*/>\n", "")


@CASES.expect("S012")
def a_document_that_is_not_well_formed(book: BookFile) -> None:
    book.replace("section-1.xhtml", "It prohibits:</p>", "It prohibits:")


@CASES.expect("S012")
def entities_of_its_own(book: BookFile) -> None:
    entity = '<!DOCTYPE html [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    book.replace("section-1.xhtml", "<!DOCTYPE html>", entity)


@CASES.expect("S012")
def a_bomb_of_entities(book: BookFile) -> None:
    book.replace(
        "annex-1.xhtml", "<!DOCTYPE html>", '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    )


@CASES.expect("S012")
def entities_in_a_picture(book: BookFile) -> None:
    book.put("cover.svg", f'<!DOCTYPE svg [<!ENTITY a SYSTEM "a">]>{book.text("cover.svg")}')


@CASES.expect("S012")
def encrypted(book: BookFile) -> None:
    book.files["META-INF/encryption.xml"] = (
        b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        b'<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
        b'<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>'
        b'<CipherData><CipherReference URI="EPUB/section-1.xhtml"/></CipherData></EncryptedData></encryption>'
    )


@CASES.expect("S021")
def a_bomb(book: BookFile) -> None:
    book.put("section-1.xhtml", " " * 65_000_000 + book.text("section-1.xhtml"))


@CASES.expect("S012")
def a_path_that_leads_out(book: BookFile) -> None:
    book.files["../../evil.txt"] = b"evil"


# What the book says of itself


@CASES.expect("A705 package.opf")
def no_title(book: BookFile) -> None:
    book.sub("package.opf", "<dc:title>.*?</dc:title>", "<dc:title></dc:title>")


@CASES.expect("A706 package.opf")
def no_language(book: BookFile) -> None:
    book.replace("package.opf", "<dc:language>en</dc:language>\n", "")


@CASES.expect("A706 package.opf")
def a_language_that_is_none(book: BookFile) -> None:
    book.replace("package.opf", "<dc:language>en<", "<dc:language>English please<")


@CASES.expect("A706 annex-1.xhtml")
def a_document_without_its_language(book: BookFile) -> None:
    book.replace("annex-1.xhtml", ' lang="en" xml:lang="en"', "")


@CASES.expect("A706 annex-1.xhtml")
def a_document_in_another_language(book: BookFile) -> None:
    book.replace("annex-1.xhtml", ' lang="en" xml:lang="en"', ' lang="fr" xml:lang="fr"')


@CASES.expect("X801 package.opf")
def somebody_who_helped(book: BookFile) -> None:
    book.replace("package.opf", "</metadata>", "<dc:contributor>A. Writer</dc:contributor></metadata>")


@CASES.expect("X801 package.opf")
def a_path_in_the_metadata(book: BookFile) -> None:
    book.replace(
        "package.opf", "</metadata>", f"<dc:source>/{'home'}/awriter/report.md</dc:source></metadata>"
    )


@CASES.expect("X801 package.opf")
def a_program_that_names_itself(book: BookFile) -> None:
    meta = '<meta name="generator" content="Editor 7.1 of A. Writer"/></metadata>'
    book.replace("package.opf", "</metadata>", meta)


@CASES.expect("X801 images/1.png", "X802 images/1.png")
def a_photograph_that_tells(book: BookFile) -> None:
    book.files[f"{FOLDER}images/1.png"] = planted.png()


# Links and notes


@CASES.expect('D907 section-1.xhtml | href="annex-2.xhtml#nowhere"')
def a_dead_link_to_another_file(book: BookFile) -> None:
    book.replace("section-1.xhtml", "annex-2.xhtml#annex-2", "annex-2.xhtml#nowhere")


@CASES.expect('D907 section-1.xhtml | href="annex-9.xhtml#annex-2"')
def a_link_to_a_file_that_is_not_there(book: BookFile) -> None:
    book.replace("section-1.xhtml", "annex-2.xhtml#annex-2", "annex-9.xhtml#annex-2")


@CASES.expect('D907 section-1.xhtml | href="#nowhere"')
def a_dead_link_within_a_file(book: BookFile) -> None:
    book.replace("section-1.xhtml", 'href="#paragraph-2-a"', 'href="#nowhere"')


@CASES.expect('D907 section-1.xhtml | href="../../../etc/passwd"')
def a_link_out_of_the_book(book: BookFile) -> None:
    book.replace("section-1.xhtml", 'href="#paragraph-2-a"', 'href="../../../etc/passwd"')


@CASES.expect("D907 nav.xhtml | I. Context")
def a_dead_entry_of_the_contents(book: BookFile) -> None:
    book.replace("nav.xhtml", "#section-1", "#section-99")


@CASES.expect("D907 section-1.xhtml | paragraph-1")
def an_address_that_is_there_twice(book: BookFile) -> None:
    book.replace("section-1.xhtml", 'id="paragraph-2-c"', 'id="paragraph-1"')


@CASES.expect('D907 section-1.xhtml | id="mark-5"')
def a_note_lost(book: BookFile) -> None:
    book.sub("notes.xhtml", '<div class="note" id="note-5".*?</div>\n', "")


@CASES.expect("D907 notes.xhtml | In a cell.")
def a_way_back_lost(book: BookFile) -> None:
    book.sub("notes.xhtml", r"(In a cell\.)\s<a.*?</a>", r"\1")


@CASES.expect("D907 notes.xhtml | mark-55", "D907 notes.xhtml | In a cell.")
def a_way_back_that_leads_nowhere(book: BookFile) -> None:
    book.replace("notes.xhtml", "section-1.xhtml#mark-5", "section-1.xhtml#mark-55")


@CASES.expect("D907 notes.xhtml | In a cell.")
def a_mark_lost(book: BookFile) -> None:
    book.sub("section-1.xhtml", "(One)<sup><a id=.mark-5.*?</sup>", r'\1<span id="mark-5"></span>')


@CASES.expect("D907 section-1.xhtml | images/9.png")
def a_picture_lost(book: BookFile) -> None:
    book.sub("section-1.xhtml", "images/[0-9]+.png", "images/9.png")


@CASES.expect("D907 package.opf")
def a_listed_file_lost(book: BookFile) -> None:
    del book.files[f"{FOLDER}cover.svg"]


# Structure, tables, pictures


@CASES.expect("S003 section-1.xhtml | A part")
def a_heading_step_skipped(book: BookFile) -> None:
    book.sub("section-1.xhtml", '<h3( id="section-2".*?)</h3>', r"<h5\1</h5>")


@CASES.expect("S003 section-1.xhtml | Context")
def no_heading_of_the_title(book: BookFile) -> None:
    book.sub("title.xhtml", "<h1(.*?)</h1>", r"<p\1</p>")
    book.replace("nav.xhtml", '<h2 id="contents">Contents</h2>', '<p id="contents">Contents</p>')


@CASES.expect("A701 section-1.xhtml | <img")
def a_picture_without_words(book: BookFile) -> None:
    book.sub("section-1.xhtml", '(<img [^>]*) alt="[^"]*"', r"\1")


@CASES.expect("A701 section-1.xhtml | <img")
def a_picture_named_by_its_file(book: BookFile) -> None:
    book.sub("section-1.xhtml", '(<img [^>]*) alt="[^"]*"', r'\1 alt="IMG_2041.jpg"')


@CASES.expect("A702 section-1.xhtml | <table>")
def a_table_without_a_header(book: BookFile) -> None:
    book.sub("section-1.xhtml", "<thead>.*?</thead>", "")


@CASES.expect("A703 section-1.xhtml | example.org/a?b")
def a_link_without_words(book: BookFile) -> None:
    book.sub("section-1.xhtml", '(<a class="external"[^>]*) title="[^"]*">site</a>', r"\1></a>")


@CASES.expect("A707 section-1.xhtml | Quoted text")
def grey_on_white(book: BookFile) -> None:
    book.replace("section-1.xhtml", "<blockquote>", '<blockquote style="color: #ccc; background: #fff">')


# What loads and runs


@CASES.expect("X804 section-1.xhtml | tracker")
def a_beacon(book: BookFile) -> None:
    image = '<p><img src="https://example.org/tracker.gif" alt=""/></p><blockquote>'
    book.replace("section-1.xhtml", "<blockquote>", image)


@CASES.expect("X804 style.css | @import")
def a_sheet_from_elsewhere(book: BookFile) -> None:
    book.put("style.css", f"@import url(https://example.org/a.css);\n{book.text('style.css')}")


@CASES.expect("X804 section-1.xhtml | a.css")
def a_linked_sheet_from_elsewhere(book: BookFile) -> None:
    link = '<link rel="stylesheet" href="https://example.org/a.css"/></head>'
    book.replace("section-1.xhtml", "</head>", link)


@CASES.expect("X805 section-1.xhtml | <script>")
def a_script(book: BookFile) -> None:
    book.replace("section-1.xhtml", "</section>", "<script>alert(1)</script></section>")


@CASES.expect("X805 section-1.xhtml | onclick")
def a_script_in_an_attribute(book: BookFile) -> None:
    book.replace("section-1.xhtml", "<blockquote>", '<blockquote onclick="alert(1)">')


@CASES.expect("X805 section-1.xhtml | javascript:")
def an_address_that_runs(book: BookFile) -> None:
    book.sub("section-1.xhtml", 'https://example.org/a[^"]*', "javascript:alert(1)")


@CASES.expect('S030 title.xhtml | <p class="draft">')
def it_is_still_marked_as_a_draft(book: BookFile) -> None:
    book.replace("title.xhtml", '<h1 id="title">', '<p class="draft">Draft</p><h1 id="title">')


@CASES.expect("S030 section-1.xhtml | <s>")
def words_are_still_struck_out(book: BookFile) -> None:
    book.sub("section-1.xhtml", "</section>", "<p><s>A sentence.</s></p></section>")


@CASES.expect("S005 section-1.xhtml | <h2> </h2>")
def a_heading_has_no_words(book: BookFile) -> None:
    book.sub("section-1.xhtml", "</section>", "<h2> </h2></section>")
