"""`submission`, and `python -m toolchain`.

The processes that a command starts import this module too, and need nothing of the command line.
"""

from __future__ import annotations

import gc
import signal


def main() -> None:
    """Run the command and exit with its status."""
    # While modules are imported, Python would print a traceback for an interrupt: here it ends the process.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Nearly all that is made lives to the end, modules too: looking for garbage took an eighth of the time.
    gc.disable()
    from toolchain.cli import main as run

    run()


if __name__ == "__main__":
    main()
