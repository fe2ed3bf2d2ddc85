"""Write a new source: front matter for its recipient, parts with sample texts, and the files next to it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from toolchain.data import FOLDER
from toolchain.formats.table import DOCX
from toolchain.model.records import Record
from toolchain.recipients import Profile, Rule
from toolchain.text.samples import REFERENCE_TO, SAMPLE_ADDRESS, Samples, samples, usual_order
from toolchain.writers.markdown.escapes import escaped
from toolchain.writers.markdown.yaml_text import one_line

SOURCE = "report.md"
_SERIES = " {.restart series=recommendation}"
_CONTACT = "submitted-by.contact"
_FLAGS = {"public": "false", "contents": "true"}


class Answers(Record):
    """What a new source is about. `formats` is empty if settings of a folder around it have them."""

    title: str
    profile: Profile
    lang: str
    organizations: tuple[str, ...]
    country: str
    formats: tuple[str, ...]


def source_files(answers: Answers) -> dict[str, str]:
    """Return the texts of a new source and of the files that it uses, by their paths in its folder."""
    texts = samples(answers.lang)
    comments = texts.comments
    picture = f'![{comments["image"]}](images/…png "…")'
    return {
        SOURCE: "\n".join((*_front_matter(answers, texts), *_body(answers.profile, texts))),
        "sources.json": _as_json([_entry(texts, answers.lang)]),
        "images/README.md": f"{comments['images']}\n\n    {picture}\n",
    }


def surrounding_files(answers: Answers, *, private: bool, editor: bool, ci: bool) -> dict[str, str]:
    """Return the texts of the files for settings, git, editors and continuous integration, by their paths."""
    files = {".gitignore": _template("gitignore") + (_template("gitignore-private") if private else "")}
    if answers.formats:
        formats = json.dumps(answers.formats)
        files["submission.toml"] = _template("submission.toml").replace("[]", formats)
    if editor:
        from toolchain.project.folder_settings import schema as of_settings
        from toolchain.readers.markdown.front_schema import schema as of_front_matter

        files[".vscode/settings.json"] = _template("vscode-settings.json")
        files[".vscode/tasks.json"] = _template("vscode-tasks.json")
        files[".vscode/front-matter.json"] = _as_json(of_front_matter())
        files[".vscode/submission.json"] = _as_json(of_settings())
    if ci:
        workflow = _template("workflow.yml").replace("{formats}", ",".join(answers.formats or (DOCX.name,)))
        files[".github/workflows/submission.yml"] = workflow
        files[".pre-commit-config.yaml"] = _template("pre-commit-config.yaml")
    return files


def organizations_of(profile: Profile, given: tuple[str, ...], lang: str) -> tuple[str, ...]:
    """Return the organizations, with those of the samples for as many as the recipient requires."""
    rule = profile.rules.get("required.submitted-by")
    least = max(int(rule.value) if rule else 1, 1)
    return (*given, *samples(lang).organizations[: max(least - len(given), 0)])


def _template(name: str) -> str:
    return (FOLDER / "new" / name).read_text(encoding="utf-8")


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _entry(texts: Samples, lang: str) -> dict[str, object]:
    return {
        "id": "sample",
        "type": "report",
        "title": texts.source,
        "author": [{"literal": texts.author}],
        "issued": {"date-parts": [[2025]]},
        "URL": SAMPLE_ADDRESS,
        "accessed": {"date-parts": [[2025, 3, 1]]},
        "language": lang,
    }


def _front_matter(answers: Answers, texts: Samples) -> Iterator[str]:
    required = {key: rule for key, rule in answers.profile.group("required") if rule.value}
    keys = {key.partition(".")[0] for key in required} | ({"country"} if answers.country else set())
    comments, values = texts.comments, {**texts.values, **_FLAGS, "country": answers.country}
    yield "---"
    yield f"# {comments['file']}"
    yield f"title: {one_line(escaped(answers.title))}"
    yield f"lang: {answers.lang}"
    if not answers.profile.own:  # settings of a folder around it name it, and only they can
        yield f"profile: {answers.profile.name}"
    for key in sorted(keys):
        choices = required[key].one_of if key in required else ()
        value = choices[0] if choices else values.get(key)
        if value is None:  # the check of the recipient's rules reports it
            continue
        shown = f"[{one_line(value)}]" if key == "keywords" else value if key in _FLAGS else one_line(value)
        yield f"# {comments.get(key, '').format(items=', '.join(choices))}".rstrip()
        yield f"{key}: {json.dumps(value) if choices else shown}"
    yield f"# {comments['submitted-by']}"
    yield "submitted-by:"
    for number, name in enumerate(answers.organizations):
        yield f"  - name: {one_line(name)}"
        yield from _about_organization(required, texts, contact=number == 0)
    yield "sources: sources.json"
    yield f"# {comments['deadline']}"
    yield "# deadline: 2027-03-15"
    yield "---"


def _about_organization(required: Mapping[str, Rule[Any]], texts: Samples, *, contact: bool) -> Iterator[str]:
    """Yield what an organization must have besides its name; one of them has the contact."""
    if "submitted-by.status" in required:
        yield f"    status: {one_line(texts.values['status'])}"
    asked = {key.removeprefix(f"{_CONTACT}.") for key in required if key.startswith(_CONTACT)}
    if asked and contact:
        yield "    contact:"
        for key in ("person", "phone", "email"):
            if key in asked or (key == "email" and _CONTACT in asked):
                yield f"      {key}: {one_line(texts.values[key])}"


def _body(profile: Profile, texts: Samples) -> Iterator[str]:
    rule = profile.words("parts")
    order = rule.value if rule else usual_order()
    if "findings" not in order:
        order = ("findings", *order)  # the other parts refer to it
    numbers = {"sample-table": 1}
    lines: list[str] = []
    number = 1
    for name in order:
        part = texts.parts[name]
        has_series = name == "recommendations"
        number = 1 if has_series else number
        lines += ("", f"# {part.heading}{_SERIES if has_series else ''}", "", f"<!-- {part.guidance} -->")
        for at, text in enumerate(part.text):
            label = ""
            if name == "findings":
                lines += ("", f"## {texts.themes[at]}")
                if not at:
                    numbers["sample-finding"], label = number, " {#sample-finding}"
            lines += ("", f"{number}. {text}{label}")
            if label:
                lines += _table(texts)
            number += 1
    for line in lines:
        yield REFERENCE_TO.sub(lambda found: f"[{found[1]}{numbers[found[2]]}](#{found[2]})", line)
    yield from ("", "[^sample]: [@sample, p. 3].", "")


def _table(texts: Samples) -> Iterator[str]:
    header, *rows = (f"     | {' | '.join(row)} |" for row in texts.table)
    yield from ("", f"     Table: {texts.caption} {{#sample-table}}", "")
    yield from (header, f"     | ---{' | ---:' * (len(texts.table[0]) - 1)} |", *rows)
