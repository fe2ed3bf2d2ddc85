"""Characters that are mirrored in words from right to left (UAX #9, rule L4, and BidiMirroring.txt)."""

BRACKETS = "()[]{}⁅⁆⁽⁾₍₎〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝｟｠｢｣⟦⟧⟨⟩⟪⟫⟬⟭"
"""Each opening bracket, with its closing bracket (BidiBrackets.txt)."""
PAIRS = f"{BRACKETS}<>«»‹›≤≥"
"""All characters that a font shows mirrored, each with its counterpart."""
MIRROR = {sign: PAIRS[at + 1 - at % 2 * 2] for at, sign in enumerate(PAIRS)}
"""The counterpart of each character."""
MIRRORED = str.maketrans(MIRROR)
