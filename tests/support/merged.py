"""Merges edited Word files in memory, as tests do it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from toolchain.cli.actions.merge import tools_for
from toolchain.editing.merging import Merged, Tools, merge, opened
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.stages import Submission
from toolchain.project.settings import Options
from toolchain.writers.docx import DocxWriter


class Ready(NamedTuple):
    """A source, what merges into it, and the Word file that is built of it."""

    submission: Submission
    tools: Tools
    data: bytes

    @property
    def text(self) -> str:
        return self.submission.resolved.document.text

    def merged(self, data: bytes) -> Merged:
        """What comes of a file that was edited."""
        return merge(self.submission.resolved, opened(data, "edited.docx"), self.tools)


def ready_for(submission: Submission) -> Ready:
    """A source that is ready to have a file merged."""
    data = DocxWriter().write(submission.resolved, submission.project)
    return Ready(submission, tools_for(submission, Options()), data)


@cache
def ready(source: Path) -> Ready:
    """The same of a file."""
    return ready_for(pipeline.read(source, Options()))
