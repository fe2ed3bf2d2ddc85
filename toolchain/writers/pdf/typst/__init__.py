"""Write the submission as a PDF set by typst, in the look of the United Nations.

One file is both PDF/UA-1 (accessible) and PDF/A-3a (archival). The code (`document`) and the template
`print.typ` are compiled in a child process (`compiling`); then the tags get what typst has no means for
(`tags`), and the file its metadata.
"""

from __future__ import annotations

from toolchain.model.diagnostics import Failure, Finding
from toolchain.model.languages import is_right_to_left
from toolchain.project.settings import Project
from toolchain.resolve.tables import Resolved


def write(resolved: Resolved, project: Project) -> bytes:
    """Return the file's bytes.

    Raise `Failure`: S012 for a mistake in the template, S009 for a damaged picture, D908 for lost words or
    links.
    """
    from toolchain.formats.pictures.scaling import without_inks
    from toolchain.project.attached_source import attached_files
    from toolchain.writers.html.template import read
    from toolchain.writers.pdf.typst.compiling import TEMPLATE, Undecoded, compiled
    from toolchain.writers.pdf.typst.document import write_document
    from toolchain.writers.pdf.typst.file import packed, taken_apart
    from toolchain.writers.pdf.typst.from_right import put_in_order
    from toolchain.writers.pdf.typst.information import put_metadata, put_standing
    from toolchain.writers.pdf.typst.pictures import memory_for
    from toolchain.writers.pdf.typst.tags import complete
    from toolchain.writers.pdf.typst.vowel_marks import separate_marks

    template = read(TEMPLATE, project.templates)
    attached = attached_files(project.source, resolved.document) if project.with_source else ()
    written = write_document(resolved, project, attached)
    images = resolved.document.images
    files = {name: without_inks(images[source]) for source, name in written.asked.files.items()}
    shown = written.asked.files.items()
    for_pictures = sum(memory_for(images[source], files[name]) for source, name in shown)
    files |= {f"attached-{number}": each.data for number, each in enumerate(attached)}
    files |= {"main.typ": written.main.encode(), "options.typ": written.options.encode()}
    path = resolved.document.path
    # a picture without alt text is an error (A701): only a draft and the preview come here with one
    standard = written.asked.all_described and not project.draft
    try:
        made = compiled(
            files, written.asked.files, project.templates.find(TEMPLATE), path,
            for_pictures=for_pictures, standard=standard,
        )  # fmt: skip
    except Undecoded as error:
        raise Failure(Finding(written.asked.pictures[error.facts.source], error.facts)) from error
    file = taken_apart(made.data)
    if written.has_right_to_left:
        separate_marks(file)
        put_in_order(file, is_rtl=is_right_to_left(resolved.words.lang))
    complete(file, written.asked, path)
    put_standing(file, template)
    put_metadata(file, resolved, project, to_standards=made.to_standards)
    return packed(file)
