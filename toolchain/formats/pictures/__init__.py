"""Pictures as files: what they are, and their bytes without what they tell of persons, places and devices.

A picture is taken apart by its own format, never decoded, and put together of the parts that its looks need:
so its pixels are what they were. Only one that is to be turned is decoded, and turned.
"""

from toolchain.formats.pictures.reading import Unreadable, cases_of, read_picture, strip_picture, told_by

__all__ = ["Unreadable", "cases_of", "read_picture", "strip_picture", "told_by"]
