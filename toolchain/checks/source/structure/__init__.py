"""The S series: the structure of a source, and losses from it; and L606, the masthead of the United
Nations.
"""

from toolchain.checks.source.structure.headings import empty_block, heading_alone, heading_step
from toolchain.checks.source.structure.markup import markup_left
from toolchain.checks.source.structure.masthead import masthead
from toolchain.checks.source.structure.placeholders import placeholder
from toolchain.checks.source.structure.source import (
    raw_html,
    unsupported,
)
from toolchain.rules.files import (
    INPUTS,
    FileOutside,
    OutputUnavailable,
    OutputUnwritable,
    PluginUnusable,
)
from toolchain.rules.kept import OutputEdited, PrivateFolder
from toolchain.rules.structure import AttributeUnknown, BlockFallenOut, FrontMatter, IgnoreUnused, TextLost

api = 1
found_elsewhere = (
    *INPUTS,
    FileOutside,
    OutputUnavailable,
    OutputUnwritable,
    PluginUnusable,
    PrivateFolder,
    OutputEdited,
    AttributeUnknown,
    BlockFallenOut,
    FrontMatter,
    IgnoreUnused,
    TextLost,
)

__all__ = [
    "empty_block",
    "heading_alone",
    "heading_step",
    "markup_left",
    "masthead",
    "placeholder",
    "raw_html",
    "unsupported",
]
