"""Picture files: what they contain, and their bytes without data about persons, places and devices.

A picture's file is split by its format, and only the parts that its look needs are kept. So the pixels stay
the same. Only a picture that must be rotated, or a PNG with a palette, is decoded.
"""

from toolchain.formats.pictures.reading import Unreadable, cases_of, read_picture, strip_picture, told_by

__all__ = ["Unreadable", "cases_of", "read_picture", "strip_picture", "told_by"]

FINE = 300
"""Pixels per inch that printers ask for in photographs: twice the lines of a usual screen of 150."""
HEAVY = 2_000_000
"""Bytes of a picture above which outputs have a smaller copy, if it has more pixels than can be printed."""
