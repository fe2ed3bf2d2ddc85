"""What betrays the machine a text was written on: the paths of somebody's own files."""

from __future__ import annotations

import re

PATH = re.compile(
    r"(?<![\w.])(?:"
    r"file:/{1,3}[^\s\"'<>|]+"
    r"|[A-Za-z]:[\\/](?:Users|Documents and Settings|Dokumente und Einstellungen)[\\/][^\s\"'<>|]+"
    r"|\\\\[\w.-]+\\[^\s\"'<>|]+"
    r"|/(?:home|Users)/[\w.-][^\s\"'<>|]*"
    r"|/(?:root|var/folders|private/var)/[^\s\"'<>|]+"
    r")",
    re.IGNORECASE,
)
"""A path under somebody's home, a share of a network, or an address that begins with file:"""

HINTS = ("file:", "FILE:", "File:", ":\\", ":/", "\\\\", "/home/", "/Users/", "/users/", "/root/", "/var/")
"""Strings of which one stands in nearly every such path."""
