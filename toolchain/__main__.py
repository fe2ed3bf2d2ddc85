"""`submission`, and `python -m toolchain`.

The processes that a command starts import this module too, and need nothing of the command line.
"""

from __future__ import annotations

import gc
from typing import NoReturn


def main() -> NoReturn:
    """Run the command and exit with its status."""
    # Nearly all that is made lives to the end, modules too: looking for garbage took an eighth of the time.
    gc.disable()
    from toolchain.cli import main as run

    run()


if __name__ == "__main__":
    main()
