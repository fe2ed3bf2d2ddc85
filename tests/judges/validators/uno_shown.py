"""Prints as JSON what LibreOffice shows of a document.

Run by the system's own Python, which alone has the `uno` module: uno_shown.py SOFFICE PROFILE DOCUMENT.
"""

import json
import sys
from pathlib import Path

from uno_office import document, office, shown


def main(soffice: str, profile: str, path: str) -> None:
    """Start an office of its own, refresh the document's fields as F9 does, print what it shows."""
    with office(soffice, profile) as desktop, document(desktop, Path(path)) as opened:
        opened.TextFields.refresh()
        data = shown(opened)
    json.dump(data, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
