"""Paint black and grey in a PDF with black ink alone.

pydyf writes every CSS colour as RGB. A press would mix black from four inks, and a small shift of one plate
blurs small letters. Here equal red, green and blue become DeviceCMYK with black alone.

Made for: pydyf 0.13.0.
Upstream: none known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from toolchain.writers.pdf.weasyprint.replacing import replaced

PATCHED = ("pydyf.Stream.set_color_rgb",)


@contextmanager
def black_ink() -> Iterator[None]:
    """Paint black and grey with black ink alone, in text, rules and areas."""
    from pydyf import Stream

    paint: Callable[..., Any] = Stream.set_color_rgb

    def paint_black(stream: Any, red: float, green: float, blue: float, stroke: bool = False) -> Any:
        if not red == green == blue:
            return paint(stream, red, green, blue, stroke)
        ink = f"{1 - min(1.0, max(0.0, red)):.4f}".rstrip("0").rstrip(".")
        stream.stream.append(f"0 0 0 {ink} {'K' if stroke else 'k'}".encode())
        return None

    with replaced(Stream, "set_color_rgb", paint_black):
        yield
