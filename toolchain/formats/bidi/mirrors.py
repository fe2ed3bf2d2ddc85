"""Signs that are mirrored in words from right to left (UAX #9, rule L4, and BidiMirroring.txt)."""

from __future__ import annotations

BRACKETS = "()[]{}⁅⁆⁽⁾₍₎〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝｟｠｢｣⟦⟧⟨⟩⟪⟫⟬⟭"
"""Each bracket that opens, with the one that closes it (BidiBrackets.txt)."""
PAIRS = f"{BRACKETS}<>«»‹›≤≥"
"""All signs that a font shows by the glyph of another one there, with that one."""
MIRROR = {sign: PAIRS[at + 1 - at % 2 * 2] for at, sign in enumerate(PAIRS)}
"""The other one of each pair."""
MIRRORED = str.maketrans(MIRROR)
