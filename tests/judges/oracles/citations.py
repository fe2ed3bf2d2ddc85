"""Asks pandoc's citeproc and citeproc-js where the citations of generated notes stand; keeps some answers.

    python -m tests.judges.oracles.citations --citeproc FOLDER [--sequences 1200] [--keep 200]

FOLDER is one with a `node_modules` that has npm's `citeproc`, which is not installed with the other tools:
it is asked only when the cases are made anew. What the two say of each kept sequence stands in
tests/cases/citations/positions.json; tests/judges/test_citation_positions.py holds ours against it.
"""

import argparse
import json
import random
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from tests.support.citation_sequences import Answer, Sequence, make_sequence, positions

HERE = Path(__file__).parent
CASES = HERE.parent / "cases/citations/positions.json"
SEED = 20_260_101


def main() -> None:
    """Ask, print how often all agree and where not, and keep what is asked for."""
    options = _options()
    chance = random.Random(SEED)
    sequences = [make_sequence(chance) for _ in range(options.sequences)]
    with tempfile.TemporaryDirectory() as folder:
        pandoc = ask_pandoc(sequences, Path(folder))
        citeproc = ask_citeproc(sequences, options.citeproc, Path(folder))
    counted = Counter[str]()
    for sequence, theirs, others in zip(sequences, pandoc, citeproc, strict=True):
        ours = positions(sequence)
        counted["pandoc agrees" if ours == theirs else "pandoc differs"] += 1
        counted["citeproc-js agrees" if ours == others else "citeproc-js differs"] += 1
        if not ours == theirs == others:
            print(json.dumps({**sequence._asdict(), "ours": ours, "pandoc": theirs, "citeproc": others}))
    print(dict(counted))
    kept = [
        {**sequence._asdict(), "pandoc": theirs, "citeproc": others}
        for sequence, theirs, others in list(zip(sequences, pandoc, citeproc, strict=True))[: options.keep]
    ]
    if kept:
        CASES.parent.mkdir(exist_ok=True)
        CASES.write_text("[\n" + ",\n".join(map(json.dumps, kept)) + "\n]\n", encoding="utf-8")


def ask_pandoc(sequences: list[Sequence], folder: Path) -> list[Answer]:
    """pandoc's positions, all sequences in one document: each has keys of its own."""
    import pypandoc

    lines: list[str] = []
    for at, sequence in enumerate(sequences):
        for note in sequence.notes:
            cited = "; ".join(f"@s{at}{key}" + (f", p. {page}" if page else "") for key, page in note)
            lines.append(f"Words.^[{f'[{cited}]' if note else 'A plain note.'}]\n\n")
        lines.append("Words.^[A plain note between.]\n\n")
    references = [
        {"id": f"s{at}{key}", "type": "book", "title": key} for at in range(len(sequences)) for key in "abc"
    ]
    (folder / "sources.json").write_text(json.dumps(references), encoding="utf-8")
    (folder / "notes.md").write_text("".join(lines), encoding="utf-8")
    style = HERE / "positions.csl"
    command = [pypandoc.get_pandoc_path(), "notes.md", "--citeproc", "--bibliography=sources.json"]
    tree = json.loads(
        subprocess.run(
            [*command, f"--csl={style}", "--to=json", "--metadata=suppress-bibliography"],
            cwd=folder, check=True, capture_output=True,
        ).stdout
    )  # fmt: skip
    texts = iter(_notes_of(tree["blocks"]))
    answers: list[Answer] = []
    for sequence in sequences:
        answers.append([_answer(next(texts), len(note)) for note in sequence.notes])
        next(texts)
    return answers


def _notes_of(node: object) -> list[str]:
    """The texts of the notes of a tree of pandoc's."""
    if isinstance(node, dict):
        if node.get("t") == "Note":
            return [_text(node["c"])]
        return _notes_of(node.get("c"))
    return [text for each in node for text in _notes_of(each)] if isinstance(node, list) else []


def _text(node: object) -> str:
    if isinstance(node, dict):
        if node.get("t") == "Cite":
            return _text(node["c"][1])
        return {"Str": str(node.get("c")), "Space": " "}.get(node.get("t", ""), "") or _text(node.get("c"))
    return "".join(map(_text, node)) if isinstance(node, list) else ""


def _answer(text: str, sources: int) -> list[str]:
    return [part.strip().rstrip(".").lower() for part in text.split("+")] if sources else []


def ask_citeproc(sequences: list[Sequence], folder: Path, scratch: Path) -> list[Answer]:
    """The positions of citeproc-js."""
    asked = scratch / "sequences.json"
    asked.write_text(json.dumps([sequence.notes for sequence in sequences]), encoding="utf-8")
    command = ["node", *map(str, (HERE / "citeproc.mjs", folder, HERE / "positions.csl", asked))]
    answers: list[Answer] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return [[[part.lower() for part in note] for note in answer] for answer in answers]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--citeproc", type=Path, required=True)
    parser.add_argument("--sequences", type=int, default=1200)
    parser.add_argument("--keep", type=int, default=200)
    return parser.parse_args()


if __name__ == "__main__":
    main()
