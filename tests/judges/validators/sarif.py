"""Microsoft's validator of SARIF files, with the rules of the standard and of GitHub's code scanning."""

import json
from pathlib import Path

from tests.judges.validators import NODE_MODULES, need_file, run

TOOL = NODE_MODULES / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"


def findings(path: Path) -> list[str]:
    """What is wrong in a SARIF file, each with its rule and place; notes and advice too."""
    tool = need_file(TOOL, "@microsoft/sarif-multitool-linux")
    tool.chmod(0o755)  # npm sets it in a script, and none is run
    output = path.with_suffix(".validated")
    environment = {
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1",  # without this the program asks for the ICU library
        "DOTNET_BUNDLE_EXTRACT_BASE_DIR": str(path.parent / "bundle"),
    }
    options = ["--output", str(output), "--rule-kind", "Sarif;Ghas"]
    run([tool, "validate", path, *options], statuses=range(256), environment=environment)
    (log,) = json.loads(output.read_text(encoding="utf-8-sig"))["runs"]
    return [f"{each['ruleId']} {each['message'].get('arguments')}" for each in log.get("results", ())]
