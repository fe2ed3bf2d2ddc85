"""The action of `sign`: note that an organization has agreed to a text."""

from __future__ import annotations

import click

from toolchain.compare.versions.agreed import lines
from toolchain.model.speech import said
from toolchain.pipeline import agreements
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.project.sources import one_source
from toolchain.reports import visible
from toolchain.reports.sentences import message_of


def agree(named: str, name: str, options: Options, *, withdraw: bool) -> int:
    """Write the note, and print who has agreed now."""
    item = pipeline.read(one_source(named), options)
    found = agreements.sign(item, name, withdraw=withdraw)
    path, standing = item.source.as_posix(), agreements.standing(item)
    done = said("{name} no longer agrees to a text of {file}", name=found, file=path)
    if not withdraw:
        done = said("{name} has agreed to the text of {file}", name=found, file=path)
    for line in (done, *(map(message_of, lines(path, standing)) if standing else ())):
        click.echo(visible(line))
    return pipeline.FINE
