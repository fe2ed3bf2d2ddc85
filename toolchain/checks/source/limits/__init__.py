"""The L series: whether a submission is what its recipient accepts, by the rules of the profile."""

from toolchain.checks.source.limits import accepted, masthead, words
from toolchain.rules import limits

api = 1
modules = (accepted, masthead, words)
catalogue = (limits,)
