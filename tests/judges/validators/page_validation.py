"""page-validation: PDF/UA-1 ("ua1") and PDF/A ("3a" …), in a tenth of a second; the reference is veraPDF."""

from pathlib import Path

from tests.judges.validators import need_module


def findings(path: Path, profile: str = "ua1") -> list[str]:
    """What the file does wrong, each with its rule."""
    need_module("page", "page-validation")
    import page

    report = page.validate_pdf(path, profile=profile)
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return found or ([] if report.is_compliant else ["not compliant, without a reason"])
