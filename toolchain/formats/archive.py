"""An untrusted ZIP file, opened within limits. The packages of its formats read the content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from toolchain.formats.kinds import refuse_others
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Facts, Word
from toolchain.rules.files_zip import PartFault, UnpacksTooLarge, ZipDamaged
from toolchain.rules.inputs import FileEncrypted, NotOfKind, TooMany

MOST_ENTRIES = 20_000
_SIGNATURES = (b"PK\3\4", b"PK\1\2", b"PK\5\6")
"""The first bytes of a file entry, of the directory and of its end (APPNOTE.TXT, 4.3)."""


class Archive:
    """The files in a ZIP file."""

    def __init__(self, data: bytes, display: str, wanted: Word, largest: int) -> None:
        """Open the bytes of a file. Raise `Failure`, like all methods that read from it.

        `display` is its path in messages, `wanted` the expected kind of file, `largest` the maximum number of
        bytes.
        """
        self.display = display
        refuse_others(data, display, wanted, largest, b"PK")
        if data.count(b"PK\x01\x02") > MOST_ENTRIES:
            raise self.unreadable(TooMany(MOST_ENTRIES, Word("parts")))
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:  # whatever a broken archive makes zipfile and zlib stumble over
            is_part = any(each in data for each in _SIGNATURES)
            raise self.unreadable(ZipDamaged() if is_part else NotOfKind(wanted)) from error

    def unreadable(self, facts: Facts) -> Failure:
        """Return the failure that says why the file cannot be read."""
        return Failure.of(self.display, facts)

    def has(self, name: str) -> bool:
        """Return whether there is a file with that name."""
        return name in self.archive.NameToInfo

    def names(self) -> Iterator[str]:
        """Yield the names of all files, without folders."""
        return (name for name in self.archive.NameToInfo if not name.endswith("/"))

    def unpacked(self, name: str, left: int, limit: int) -> bytes:
        """Return the bytes of a file. Raise `Failure` if it has more than `left`.

        `left` are the bytes that remain of `limit` for all such files.
        """
        if not self.has(name):
            raise self.unreadable(PartFault(name, Word("is missing")))
        entry = self.archive.getinfo(name)
        if entry.file_size > left:
            raise self.unreadable(UnpacksTooLarge(limit // 1_000_000))
        if entry.flag_bits & 1:
            raise self.unreadable(FileEncrypted())
        # ECMA-376-2, annex B; EPUB 3.3, 4.2.4
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.unreadable(PartFault(name, Word("is compressed in a way that is not supported")))
        try:
            return self.archive.read(entry)
        except Exception as error:  # whatever a broken archive makes zipfile and zlib stumble over
            raise self.unreadable(PartFault(name, Word("is damaged"))) from error
