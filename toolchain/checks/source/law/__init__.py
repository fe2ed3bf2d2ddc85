"""The U series: treaties, general comments and documents of the United Nations that are cited."""

from toolchain.checks.source.law.articles import article
from toolchain.checks.source.law.names import treaty_forms, treaty_name

api = 1

__all__ = ["article", "treaty_forms", "treaty_name"]
