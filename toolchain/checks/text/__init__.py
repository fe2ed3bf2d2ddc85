"""The T series: the words themselves, how they are written and set."""

from toolchain.checks.text.characters import characters

api = 1

__all__ = ["characters"]
