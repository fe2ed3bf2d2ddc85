"""The whole page: the template's variables, and the rendered template. The PDF uses the same page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolchain.model.design import design
from toolchain.project.settings import Project
from toolchain.resolve.covers import NAMES, cover, text_follows
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.writers.html import policy, template
from toolchain.writers.html.blocks import has_list, write_authorities, write_blocks
from toolchain.writers.html.contents import list_sections, write_contents
from toolchain.writers.html.context import Context
from toolchain.writers.html.cover import facts, submitters
from toolchain.writers.html.inlines import write_inlines
from toolchain.writers.html.metadata import linked_data, named
from toolchain.writers.html.notes import sections_of, write_note, write_notes
from toolchain.writers.html.style import Medium, style_sheet

TEMPLATE = "page.html.j2"
SCRIPT = "page.js"


def page(
    resolved: Resolved,
    project: Project,
    medium: Medium,
    pictures: Mapping[str, str] | None = None,
    keys: Sequence[int] = (),
) -> str:
    """Return the page of a submission with the style sheet of its medium inside.

    `pictures` has the addresses, by source, of images that are not embedded. `keys` is for a preview.

    Raise `Failure`: S012 for a mistake in the template, S023 for a style sheet that loads anything.
    """
    paged = medium == "print"
    context = Context(resolved, paged, boxes=not paged, pictures=pictures or {}, keys=keys)
    style = style_sheet(context, project, medium)
    variables = {**_variables(context, project), **_head(style, context, project)}
    return template.render(TEMPLATE, variables, project.templates)


def _head(style: str, context: Context, project: Project) -> dict[str, object]:
    """Return the variables for programs, and the style sheet; a page on paper has no script."""
    script = data = ""
    if not context.paged:
        script = policy.inside(_script(project))
        data = linked_data(context.resolved, project)
    return {
        "style": template.finished(style),
        "named": tuple(named(context.resolved, project, paged=context.paged)),
        "script": template.finished(script),
        "linked_data": template.finished(data),
        "policy": template.finished(policy.policy([text for text in (script, data) if text], [style])),
    }


def _script(project: Project) -> str:
    """Return the page's script; the built-in one without its comments."""
    script = template.read(SCRIPT, project.templates)
    return policy.lean_script(script) if project.templates.is_own(SCRIPT) else script


def _variables(context: Context, project: Project) -> dict[str, object]:
    """Return the template's variables, as its first comment describes them."""
    resolved, front_matter = context.resolved, context.resolved.document.front_matter
    title = shown_text(front_matter.title, resolved.references)
    note, chosen = resolved.title_note, cover(resolved, project.look)
    sections = sections_of(context)
    is_listed = front_matter.contents or not context.paged  # on a screen, contents are for navigation
    listed = list_sections(sections, context) if is_listed else []
    return {
        "lang": resolved.words.lang,
        "dir": "rtl" if resolved.words.rtl else "ltr",
        "paged": context.paged,
        "draft": project.draft,
        "marks": project.marks(resolved.words.terms),
        "look": project.look,
        "colour": project.house_colour,
        "term": context.term,
        "plain_title": title,
        "short_title": shown_text(front_matter.short_title, resolved.references) or title,
        "title": template.finished(write_inlines(front_matter.title, context)),
        "subtitle": template.finished(write_inlines(front_matter.subtitle, context)),
        "title_note": template.finished(write_note(note, context, "div") if note else ""),
        "particulars": facts(context),
        "submitters": submitters(chosen, context),
        "names": "" if chosen.details or not context.paged else NAMES if chosen.run_on else "\n",
        "title_size": chosen.size(project.look, resolved.words.lang)
        if chosen.title < 1 and context.paged
        else None,
        "subtitle_size": subtitle * design().points("subtitle.size")
        if (subtitle := chosen.subtitle(project.look, resolved.words.lang)) < 1 and context.paged
        else None,
        "name_size": chosen.names * design().points("name.size")
        if chosen.names < 1 and context.paged
        else None,
        "cover": project.has_cover_page,
        "public": front_matter.public,
        "statement": "",
        "contents": template.finished(write_contents(listed)),
        "text_follows": text_follows(len(listed), below=not chosen.details),
        "contents_asked": front_matter.contents,
        "sections": tuple(
            {
                "text": template.finished(write_blocks(section.blocks, context)),
                "notes": template.finished(write_notes(section.notes, context) if section.notes else ""),
                "notes_anchor": section.anchor,
                "notes_name": section.name,
            }
            for section in sections
        ),
        "authorities": template.finished(
            "" if has_list(context) or context.paged else write_authorities(context)
        ),
    }
