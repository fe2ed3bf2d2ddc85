"""Settings for all tests."""

from collections.abc import Iterator

import hypothesis
import pytest

from tests.support.style_sheets import parsed_once

# A slow machine is no fault of the code.
# `make test` tries the same examples each time, `make test-long` others.
hypothesis.settings.register_profile("default", deadline=None, derandomize=True, max_examples=15)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=300)
hypothesis.settings.load_profile("default")


@pytest.fixture(scope="session", autouse=True)
def _sheets_parsed_once() -> Iterator[None]:
    with parsed_once():
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests have recorded under "matrix", in whichever process they ran."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, text in report.user_properties:
            if name == "matrix":
                terminalreporter.write_line(str(text))
