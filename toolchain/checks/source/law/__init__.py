"""The U series: treaties, general comments and documents of the United Nations that are cited."""

from toolchain.checks.source.law.addresses import symbol_link
from toolchain.checks.source.law.answers import (
    addressee,
    answered_document,
    earlier_recommendation,
    follows_other,
    recommendation_alone,
    recommendation_verb,
)
from toolchain.checks.source.law.articles import article
from toolchain.checks.source.law.comments import general_comment
from toolchain.checks.source.law.names import treaty_forms, treaty_name
from toolchain.checks.source.law.symbols import symbol

api = 1

__all__ = [
    "addressee", "answered_document", "article", "earlier_recommendation", "follows_other", "general_comment",
    "recommendation_alone", "recommendation_verb", "symbol", "symbol_link", "treaty_forms", "treaty_name",
]  # fmt: skip
