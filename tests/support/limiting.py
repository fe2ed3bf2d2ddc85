"""Run a command with a limit of memory and of time, and print its status and what it used of both.

A script of its own, because the memory of a process begins with that of its parent: this one has hardly any.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys

if __name__ == "__main__":
    said, bytes_, seconds, *command = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (int(bytes_), int(bytes_)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out) as process:
        signal.signal(signal.SIGALRM, lambda *_: process.kill())
        signal.alarm(3 * int(seconds))
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            signal.alarm(0)
        process.returncode = os.waitstatus_to_exitcode(status)
    json.dump((process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000), sys.stdout)
