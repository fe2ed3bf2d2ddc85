"""The colours of a PDF: its colour profile, and the colour spaces that its pages share."""

from __future__ import annotations

from importlib import resources
from typing import Any

SRGB = ("sRGB2014.icc", "sRGB IEC61966-2.1", "http://www.color.org")
"""The profile of the ICC that WeasyPrint carries; its name, and where that is listed."""


def colour_spaces(pdf: Any) -> Any:
    """Return the colour spaces that all pages share."""
    return next(each for each in pdf.objects if isinstance(each, dict) and "lab-d50" in each)


def srgb(pdf: Any) -> Any:
    """Return a new stream of the file with the sRGB profile, which all CSS colours use."""
    import pydyf

    data = resources.files("weasyprint.pdf").joinpath(SRGB[0]).read_bytes()
    stream = pydyf.Stream([data], pydyf.Dictionary({"N": 3}), compress=True)
    pdf.add_object(stream)
    return stream
