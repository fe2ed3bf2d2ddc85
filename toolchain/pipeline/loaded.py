"""Load what every report needs, in the process from which those of tasks are made."""

from toolchain.plugins import registry

registry.checks()
for _name in registry.registered(registry.WRITERS):
    registry.writer(_name)
