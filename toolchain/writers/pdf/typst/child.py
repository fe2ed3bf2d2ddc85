"""Run typst in a process of its own: `python -I -S child.py MEMORY FOLDER WAY FONTS PATH...`.

FOLDER, with `main.typ`, is the working folder, and the only one that is read. MEMORY is in bytes, WAY is
`standard` for PDF/UA-1 and PDF/A-3a or `loose` for neither, FONTS are folders, and Python finds typst in
PATH. The result is the PDF, or, with exit status 1, typst's messages. When standard input ends, this process
removes FOLDER and ends too, whatever typst is doing.

It imports nothing that starts slowly, because every PDF waits for it.
"""

import _thread
import json
import os
import sys
from typing import Any

_ROUNDS = 48
"""How often figures and tables are placed, at most: typst itself gives up after five changes of the pages."""
_MOST = 2400
"""How many of them are laid out again in all, about: typst keeps the last ten rounds in memory."""
_HOLE = 0.25
"""The share of a page that a table leaves empty, at most, where no text fills it (a third with its lead)."""
_LEAST = 0.9
"""The share to which a figure is made smaller, at least."""
_MOST_EMPTY = 1 / 3
"""The share of a page above which a table is broken rather than leave it empty."""
_MOST_BELOW = 12
"""How many rows have space below them, at most: each is a round."""
_MOST_PAGES = 280
"""How many pages are laid out for them, about: a round keeps two to five megabytes for each."""
_BROKEN = 2
"""The state of a table that is broken in its place."""


def main() -> None:
    """Make the PDF as the arguments say."""
    memory, folder, way, fonts, *sys.path[:] = sys.argv[1:]
    _limit(int(memory))
    _thread.start_new_thread(_end_with_parent, (folder,))  # `threading` starts slowly
    import typst

    # None of the machine's fonts, and none of typst's own: pages are the same everywhere.
    ours = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=fonts.split(os.pathsep)
    )
    compiler: Any = typst.Compiler("main.typ", ".", ours, package_path=".", package_cache_path=".")
    standards = ["ua-1", "a-3a"] if way == "standard" else []
    try:
        placed: dict[str, float] = {}
        below: dict[str, float] = {}
        data, rooms, shown, holes, apart = _laid_out(compiler, placed, below, standards)
        rounds, most = 0, min(_ROUNDS, _MOST // max(1, len(rooms)))
        while rounds < 2 * most:
            new = _in_order(shown, rooms, placed) or (_placed(rooms, placed) if rounds < most else placed)
            if new == placed:
                new = _filled(holes, shown, placed)
            lower = _below(apart, below) if new == placed else {}
            if (new, lower) == (placed, below):
                break
            try:
                data, rooms, shown, holes, apart = _laid_out(compiler, new, lower, standards)
            except typst.TypstError:  # of a list whose table goes to the next page: "tag would be split up"
                if not lower:
                    raise
                break
            placed, below, rounds = new, lower, rounds + 1
        if _in_order(shown, rooms, placed):  # no round is left: nothing goes to the head of a page
            data, *_ = _laid_out(compiler, {key: share or 1 for key, share in placed.items()}, {}, standards)
    except typst.TypstError as error:
        sys.stdout.buffer.write(error.diagnostic.encode())
        raise SystemExit(1) from None
    sys.stdout.buffer.write(data)


def _laid_out(
    compiler: Any, placed: dict[str, float], below: dict[str, float], ways: list[str]
) -> tuple[bytes, list[Any], list[Any], list[Any], list[Any]]:
    """Return the PDF with what is placed and the points below rows, what room there is, where figures and
    tables are, what is empty, which footnotes are not on the page of their row.

    What is placed is in a file: unlike with an input, typst lays out again only what reads it.
    """
    with open("placed.json", "w", encoding="ascii") as file:  # noqa: PTH123 (pathlib starts slowly)
        json.dump({**placed, "below-rows": below}, file)
    data = compiler.compile(pdf_standards=ways)
    return data, *(
        json.loads(compiler.query(each, field="value")) for each in ("<room>", "<shown>", "<hole>", "<apart>")
    )


def _placed(rooms: list[Any], before: dict[str, float]) -> dict[str, float]:
    """Make figures without room smaller, or put them or a table at the head of a page (0), or a table on the
    next page (1).

    The template says of each how high it is, what room there is and how much text its section has after it,
    as shares of a page's text. What moves moves all that is after it: the next ones wait for
    another round, unless there are too many figures.
    """
    placed = dict(before)
    for each in rooms:
        key, lacking = each["number"], each["high"] - each["room"]
        if placed.get(key) in (0, 1, _BROKEN) or lacking <= 0:
            continue
        if each["picture"]:
            share = 1 - lacking / each["picture"][0]
            placed[key] = 0 if key in placed or share < _LEAST else round(share - 0.005, 3)
            if len(rooms) ** 2 <= _MOST:
                break
        elif (is_filled := each["after"] >= each["room"]) or each["room"] <= _HOLE:
            placed[key] = 0 if is_filled else 1
            break
    return placed


def _filled(holes: list[Any], shown: list[Any], before: dict[str, float]) -> dict[str, float]:
    """Return what is placed with one more table broken, where a page is left empty before a long one."""
    tables = [each["number"] for each in shown if each["kind"] == "table"]
    for hole in holes:
        earlier = [key for key in tables[: tables.index(hole["number"])] if key in before]
        if hole["empty"] > _MOST_EMPTY and earlier and before[earlier[-1]] == 0:
            return _changed(before, earlier[-1], _BROKEN)
    return before


def _changed(before: dict[str, float], number: str, state: float) -> dict[str, float]:
    """Return what is placed with a change; what is after it is placed again."""
    return {key: before[key] for key in before if abs(int(key)) < abs(int(number))} | {number: state}


def _below(apart: list[Any], before: dict[str, float]) -> dict[str, float]:
    """Return the points below rows with those of one more, where a row is not on the page of its footnote."""
    new = [each for each in apart if each["row"] not in before and each["room"] > 0]
    is_over = new and len(before) >= min(_MOST_BELOW, _MOST_PAGES // new[0]["pages"])
    return before if is_over else before | {each["row"]: each["room"] for each in new[:1]}


def _in_order(shown: list[Any], rooms: list[Any], before: dict[str, float]) -> dict[str, float]:
    """Return what is placed with the first change that the order asks for, or nothing.

    What is before an earlier one of its kind goes to the head of a page too, after it (0), or, if that is not
    possible, the earlier one is in its place, whole (1), or broken where it would leave a hole. A table at
    the head of its own page goes back to its place: a figure may be there, rather than leave a hole. What is
    after the change is placed again.
    """
    last: dict[str, Any] = {}
    empty = {each["number"]: each["room"] for each in rooms if not each["picture"]}
    for each in shown:
        key, earlier = each["number"], last.get(each["kind"], each)
        is_before = (each["page"], each["y"]) < (earlier["page"], earlier["y"])
        if each["is-early"] and (is_before or each["kind"] == "table" or key.startswith("-")):
            number, state = key, 1
        elif is_before and before.get(earlier["number"]) == 0:
            number, state = key, 0
            if key == "none" or before.get(key) in (0, 1, _BROKEN):
                number = earlier["number"]
                state = _BROKEN if empty.get(number, 0) > _MOST_EMPTY else 1
        else:
            last[each["kind"]] = each
            continue
        return _changed(before, number, state)
    return {}


def _end_with_parent(folder: str) -> None:
    """Wait until the process that holds the other end of standard input has ended, and end too."""
    os.read(0, 1)
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)
    os.kill(os.getpid(), 9)  # also on Windows, which ends it


def _limit(memory: int) -> None:
    """Limit the memory, where the system can: what is written to (Linux), and four times as much in
    addresses, of which each thread takes many that it never uses.
    """
    if sys.platform == "win32":  # which has no limit
        return
    import resource

    for kind, limit in ((resource.RLIMIT_DATA, memory), (resource.RLIMIT_AS, 4 * memory)):
        try:
            _, most = resource.getrlimit(kind)
            resource.setrlimit(kind, (limit, most))
        except (ValueError, OSError):
            pass  # macOS may refuse it, and a user may have a lower one


if __name__ == "__main__":
    main()
