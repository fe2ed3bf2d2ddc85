"""Settings for all tests."""

import os

import hypothesis

# A slow machine is no fault of the code; and continuous integration tries the same examples each time.
hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")
