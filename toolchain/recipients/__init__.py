"""The rules of recipients: what `profiles/*.toml` say, each rule with its source, as frozen typed values."""

from toolchain.recipients.rules import CONFIRMED, UNCONFIRMED, Profile, Rule

__all__ = ["CONFIRMED", "UNCONFIRMED", "Profile", "Rule"]
