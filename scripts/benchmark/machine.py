"""What the figures were measured with, without names of hosts or folders."""

import os
import platform
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

_PROCESSORS = Path("/proc/cpuinfo")


def describe() -> Iterator[str]:
    """Lines about the machine and the versions of what is compared."""
    import pypandoc

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    yield f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()} {platform.machine()}"
    packages = ("weasyprint", "markdown-it-py", "lxml", "pikepdf")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    yield f"Python {platform.python_version()}, pandoc {pypandoc.get_pandoc_version()}, {versions}"
    yield f"Load of the machine at the beginning: {os.getloadavg()[1]:.1f}"


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*: (.*)$", _PROCESSORS.read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()
