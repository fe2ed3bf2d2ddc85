"""The rules of recipients in `profiles/*.toml`, each with its source, as immutable typed values."""

from toolchain.recipients.rules import CONFIRMED, UNCONFIRMED, Profile, Rule

__all__ = ["CONFIRMED", "UNCONFIRMED", "Profile", "Rule"]
