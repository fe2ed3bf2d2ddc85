"""The S series: what a source is made of, and what could be lost of it; and L606, of what is not its own."""

from toolchain.checks.source.structure.files import (
    file_outside,
    input_unreadable,
    output_unavailable,
    output_unwritable,
    plugin_unusable,
)
from toolchain.checks.source.structure.headings import empty_block, heading_alone, heading_step
from toolchain.checks.source.structure.markup import markup_left
from toolchain.checks.source.structure.masthead import masthead
from toolchain.checks.source.structure.placeholders import placeholder
from toolchain.checks.source.structure.source import (
    attribute_unknown,
    block_fallen_out,
    front_matter,
    ignore_unused,
    raw_html,
    text_lost,
    unsupported,
)

api = 1

__all__ = [
    "attribute_unknown",
    "block_fallen_out",
    "empty_block",
    "file_outside",
    "front_matter",
    "heading_alone",
    "heading_step",
    "ignore_unused",
    "input_unreadable",
    "markup_left",
    "masthead",
    "output_unavailable",
    "output_unwritable",
    "placeholder",
    "plugin_unusable",
    "raw_html",
    "text_lost",
    "unsupported",
]
