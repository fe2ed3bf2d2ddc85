"""Data files that come with the package: fonts, profiles of recipients, and templates when installed."""

from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def table(module: str, name: str = "") -> dict[str, Any]:
    """Return the TOML file next to a module, given by its `__file__`, with its name or `name`."""
    import tomllib

    return tomllib.loads(beside(module, name).read_text(encoding="utf-8"))


def beside(module: str | Path, name: str = "") -> Path:
    """Return the path of that file."""
    path = Path(module)
    return path.with_name(f"{name or path.stem}.toml")


def packaged_templates() -> Path:
    """Return the folder of built-in templates: in the installed package, or next to it in a checkout."""
    installed = FOLDER / "templates"
    return installed if installed.is_dir() else FOLDER.parents[1] / "templates"


def page_of_checks() -> Path | None:
    """Return the page that explains all checks: in the installed package, or in a checkout."""
    places = (FOLDER / "checks.md", FOLDER.parents[1] / "docs" / "checks.md")
    return next((each for each in places if each.is_file()), None)
