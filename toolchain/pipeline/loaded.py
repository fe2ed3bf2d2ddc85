"""Load what every report needs, in the process from which those of tasks are made."""

from contextlib import suppress

from toolchain.model.diagnostics import Failure
from toolchain.plugins import registry

registry.checks()
for _name in registry.registered(registry.WRITERS):
    with suppress(Failure):  # of a plug-in: the task that needs it says so
        registry.writer(_name)
