"""What is wrong with ZIP files, as Word files and books in EPUB are."""

from __future__ import annotations

from toolchain.model.facts import Word
from toolchain.rules.files import InputTooLarge, InputUnreadable

_AGAIN = "save the file again in the program that made it, or get it again"


class ZipDamaged(InputUnreadable, says="this file is incomplete or damaged", help=_AGAIN): ...


class UnpacksTooLarge(InputTooLarge):
    says = "this file takes more than {limit} MB when unpacked"
    help = "make the file smaller"
    limit: int


class PartFault(InputUnreadable):
    """`fault` is what is wrong with the part of that name: "is missing"."""

    says = ("in this file, {part:80} {fault}: {detail:120}", "in this file, {part:80} {fault}")
    help = _AGAIN
    part: str
    fault: Word
    detail: str | None = None
