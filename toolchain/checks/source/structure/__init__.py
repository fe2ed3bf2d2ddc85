"""The S series: the structure of a source, and losses from it; and L606, the masthead of the United
Nations.
"""

from toolchain.checks.source.structure.headings import empty_block, heading_alone, heading_step
from toolchain.checks.source.structure.markup import markup_left
from toolchain.checks.source.structure.masthead import masthead
from toolchain.checks.source.structure.placeholders import placeholder
from toolchain.checks.source.structure.samples import sample_left
from toolchain.checks.source.structure.source import (
    attribute_unknown,
    raw_html,
    text_lost,
    unsupported,
)
from toolchain.rules.clusters import ClusterUnusable
from toolchain.rules.files import (
    INPUTS,
    FileOutside,
    OutputUnavailable,
    OutputUnwritable,
    PluginUnusable,
)
from toolchain.rules.folder_settings import FolderSettings
from toolchain.rules.kept import OutputEdited, PrivateFolder
from toolchain.rules.structure import BlockFallenOut, FrontMatter, IgnoreUnused
from toolchain.rules.styles import StylePart

api = 1
found_elsewhere = (
    *INPUTS,
    FileOutside,
    OutputUnavailable,
    OutputUnwritable,
    PluginUnusable,
    PrivateFolder,
    StylePart,
    OutputEdited,
    ClusterUnusable,
    FolderSettings,
    BlockFallenOut,
    FrontMatter,
    IgnoreUnused,
)

__all__ = [
    "attribute_unknown",
    "empty_block",
    "heading_alone",
    "heading_step",
    "markup_left",
    "masthead",
    "placeholder",
    "raw_html",
    "sample_left",
    "text_lost",
    "unsupported",
]
