"""Write ZIP files without the time and the system on which they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping


def zipped(entries: Mapping[str, bytes], stored: Collection[str] = ()) -> bytes:
    """Return a ZIP file of the entries, in their order; those in `stored` are not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name)  # dated 1980
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 0  # else it tells the machine
            archive.writestr(entry, data)
    return buffer.getvalue()
