"""Data files that come with the package: fonts, profiles of recipients, and templates when installed."""

from pathlib import Path

FOLDER = Path(__file__).parent
