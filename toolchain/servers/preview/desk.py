"""The start page's actions: each is a command of `submission`, carried out for what the page asks for.

Nothing that comes from the browser is a path. A report is known by its number, a file by a key; a new folder
gets a name that is made of what was typed. Links that lead out of the folder are refused.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import secrets
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from pathlib import Path, PureWindowsPath
from tempfile import mkdtemp
from typing import Any, TypeAlias
from urllib.parse import quote

import msgspec

from toolchain.formats.docx.package import LARGEST_FILE
from toolchain.formats.table import DOCX
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.model.wording import translated
from toolchain.pipeline.worker import Stopped, Worker, removed
from toolchain.pipeline.write_files import present, unwritable, write_all
from toolchain.project.folder_settings import read_settings
from toolchain.project.sources import CONTENT, find_sources, folder_of
from toolchain.reports import visible
from toolchain.reports.sentences import help_line, message, message_of
from toolchain.reports.shelf.entries import HEADS, Entry, cells, tones, total, versions
from toolchain.rules.project import LeftOut
from toolchain.servers.preview.live import Lives, stopped
from toolchain.servers.rendered import Ran

Run: TypeAlias = Callable[[Sequence[str]], Ran]

TO_SEND = "to-send"
_SOURCE = "report.md"
_WORD = (*DOCX.suffixes, *DOCX.also)
_OF_OUTPUTS = ("new", "build", "send-check", "pack")
_MOST_KEPT = 8
_LONGEST_NAME = 60
_RESERVED = expression(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)


class Refused(Exception):
    """The page asks for what cannot be done; its words for that are known by this name."""


class _Plan(Record):
    """A command, the report that it is about, and what it makes besides outputs: a file or a folder."""

    arguments: tuple[str | Path, ...]
    report: Path | None = None
    made: Path | None = None


class Desk:
    """What is on the start page. `run` carries out a command in a worker; uploads are kept in `folder`."""

    def __init__(self, lives: Lives, worker: Worker, run: Run, folder: Path) -> None:
        self._lives, self._worker, self._run, self._folder = lives, worker, run, folder
        self.most = str(LARGEST_FILE // 1_000_000)
        self._root, self._lock = Path.cwd().resolve(), asyncio.Lock()
        self._uploads: dict[str, Path] = {}
        self._compared: dict[str, tuple[Path, bytes | None]] = {}
        self._offered: dict[str, Path] = {}
        self._profiles: list[tuple[str, str]] = []

    async def reports(self) -> dict[str, Any]:
        """Return the list of reports in `content/`, then of those next to it, as `submission status` has it.

        Raise `Refused` if the folder has gone.
        """
        self._refuse_gone()
        found, said = await asyncio.to_thread(_reports)
        sources = [each for each in found if self.is_inside(each)]
        ran = Ran(0, '{"submissions": []}')
        if sources:
            ran = await self._ran("status", "--format=json", "--", *sources)
        try:
            entries = msgspec.convert(json.loads(ran.out)["submissions"], tuple[Entry, ...])
        except ValueError:
            entries, said = (), [*said, visible_lines(ran.err)]
        outside = [each.as_posix() for each in found if each not in sources]
        rows = [self._row(each) for each in entries]
        if not self._profiles:
            ran = await self._ran("profiles", "--format=json")
            self._profiles = [
                (each["name"], translated(each["title"])) for each in json.loads(ran.out)["profiles"]
            ]
        known = {"profiles": self._profiles, "folder": self._root.name, "heads": (*HEADS, "actions")}
        return {"reports": rows, "total": total(entries), "why": said, "outside": outside, **known}

    async def receive(self, name: str, body: AsyncIterator[bytes]) -> dict[str, Any]:
        """Keep a Word file from the browser, and return its key and its name.

        Raise `Refused` for another kind of file and for a too large one, `Failure` if it cannot be kept.
        """
        given = PureWindowsPath(name)  # which takes both kinds of slash for one
        owner = "~$" * given.name.startswith("~$")  # the check says what such a file is
        name = f"{owner}{safe_name(given.stem)}{given.suffix.lower()}"
        if given.suffix.lower() not in _WORD:
            raise Refused("not-word")
        data = bytearray()
        async for part in body:
            data += part
            if len(data) > LARGEST_FILE:
                raise Refused("large")
        for key in [*self._uploads][: 1 - _MOST_KEPT]:
            self.forget(key)
        key = secrets.token_hex(8)
        try:
            file = self._uploads[key] = Path(mkdtemp(dir=self._folder), name)
            await asyncio.to_thread(write_all, {file: bytes(data)}, {file: 0o600})
        except OSError as error:
            raise unwritable(self._folder, error) from error
        except Failure:
            self.forget(key)
            raise
        return {"upload": key, "name": name}

    def forget(self, key: str) -> None:
        """Remove an upload, and what was made of it for download."""
        if key in self._uploads:
            removed(self._uploads.pop(key).parent)

    async def answered(self, action: Awaitable[dict[str, Any]]) -> dict[str, Any]:
        """Return what an action gives, or why it is refused."""
        try:
            return await action
        except Refused as error:
            return {"why": str(error)}
        except Failure as error:
            return {"why": "failed", "said": _why(error)}

    async def do(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Carry out an action, and return what the command said and made.

        Raise `Refused`, `Failure` for a file that cannot be read, and `ValueError` for what is not an action.
        """
        if asked.get("do") == "forget":
            self.forget(str(asked.get("upload")))
            return {}
        self._refuse_gone()
        plan = self._plan(asked)
        if not all(map(self.is_inside, filter(None, (plan.report, plan.made, Path(TO_SEND))))):
            raise Refused("outside")
        if plan.report and asked["do"] in _OF_OUTPUTS and not self.is_inside(_outputs_of(plan.report)):
            raise Refused("outside")
        ran = await self._ran(*plan.arguments)
        found: dict[str, Any] = json.loads(ran.out) if ran.out.startswith("{") else {}
        made = [*map(Path, found.get("outputs", ()))]
        if plan.made:
            made += sorted(plan.made.iterdir()) if plan.made.is_dir() else [plan.made]
        number = self._lives.number_of(plan.report) if plan.report and plan.report.is_file() else None
        told = "" if found else ran.err if ran.status else ran.out
        answer = {"status": ran.status, "found": found, "said": visible_lines(told)}
        return {**answer, "source": number, "files": self._offer(made)}

    def file(self, key: str) -> Path | None:
        """Return a file that the page offers, if it is still a file below the folder."""
        path = self._offered.get(key)
        return path if path and path.is_file() and self.is_inside(path) else None

    def is_inside(self, path: Path) -> bool:
        """Return whether a path is below the folder and not hidden, or an upload; links are followed."""
        if not self._is_here():
            return False
        real = Path(os.path.realpath(path))
        if real.is_relative_to(os.path.realpath(self._folder)):
            return True
        return real.is_relative_to(self._root) and not any(
            each.startswith(".") for each in real.relative_to(self._root).parts
        )

    def _is_here(self) -> bool:
        """Return whether the folder is still where it was, and the same."""
        try:
            return self._root.samefile(".")
        except OSError:
            return False

    def _refuse_gone(self) -> None:
        if not self._is_here():
            raise Refused("no-folder")

    def _plan(self, asked: Mapping[str, Any]) -> _Plan:
        match asked:
            case {"do": "check", "upload": str(key)}:
                return _Plan(("check", "--format=json", "--", self._file(key)))
            case {"do": "clean", "upload": str(key), "accept": bool(accept)}:
                file = self._file(key)
                clean = file.with_stem(f"{file.stem}-clean")
                how = ("--changes=accept",) if accept else ()
                return _Plan(("clean", *how, "--format=json", f"--output={clean}", "--", file), made=clean)
            case {"do": "import", "upload": str(key), "folder": str(name), "profile": str(profile)}:
                target = Path(CONTENT, safe_name(name), _SOURCE)
                given = ("--format=json", f"--output={target}", *_given(profile=profile))
                return _Plan(("import", *given, "--", self._file(key)), target)
            case {"do": "new", "folder": str(name), "organizations": str(names), **rest}:
                folder = Path(CONTENT, safe_name(name))
                chosen = {each: str(rest.get(each, "")) for each in ("title", "profile", "lang", "country")}
                owners = [f"--organization={each}" for each in names.splitlines() if each.strip()]
                return _Plan(("new", "--yes", *_given(**chosen), *owners, "--", folder), folder / _SOURCE)
            case {"source": int(number), **rest}:
                return self._plan_for(self._lives[number].source, rest)
        raise ValueError(asked)

    def _plan_for(self, source: Path, asked: Mapping[str, Any]) -> _Plan:
        force = ("--force",) if asked.get("force") is True else ()
        match asked:
            case {"do": "build", "draft": bool(draft)}:
                how = ("--draft",) if draft else ()
                return _Plan(("build", *how, *force, "--format=jsonl", "--", source), source)
            case {"do": "compare", "upload": str(key)}:
                self._compared[key] = source, present(source).data
                arguments = ("merge", "--diff", *force, "--format=json", "--", self._file(key), source)
                return _Plan(arguments, source)
            case {"do": "merge", "upload": str(key)}:
                if self._compared.get(key) != (source, present(source).data):
                    raise Refused("changed")
                return _Plan(("merge", *force, "--format=json", "--", self._file(key), source), source)
            case {"do": "send-check"}:
                return _Plan(("send-check", "--format=json", "--", source), source)
            case {"do": "pack"}:
                folder = Path(TO_SEND, source.parent.name, source.stem)
                return _Plan(("pack", "--no-freeze", "-o", folder, "--", source), source, folder)
            case {"do": "undo"}:
                return _Plan(("undo", *force, "--", source), source)
            case {"do": "freeze", "sent": str(day), "keep": bool(keep)}:
                how = ("--keep",) if keep else ()
                return _Plan(("freeze", *force, *how, f"--sent={day}", "--", source), source)
        raise ValueError(asked)

    def _file(self, key: str) -> Path:
        if key not in self._uploads:
            raise Refused("gone")
        return self._uploads[key]

    def _row(self, entry: Entry) -> dict[str, Any]:
        lines = dict(zip(HEADS, ([visible(each) for each in cell] for cell in cells(entry)), strict=True))
        lines["submission"] = [visible(each) for each in (entry.path, *versions(entry))]
        about = {"number": self._lives.number_of(Path(entry.path)), "path": visible(entry.path)}
        about |= {"title": visible(entry.title), "lang": entry.lang, "cells": lines, "tones": tones(entry)}
        return about | {"files": self._offer(map(Path, entry.outputs))}

    def _offer(self, paths: Iterable[Path]) -> list[dict[str, str]]:
        """Return the names and addresses of files that can be downloaded from now on."""
        found = {each.as_posix(): each for each in paths if each.is_file() and self.is_inside(each)}
        self._offered |= found
        return [
            {"name": path.name, "path": path.as_posix(), "address": f"file?of={quote(key)}"}
            for key, path in found.items()
        ]

    async def _ran(self, *arguments: str | Path) -> Ran:
        """Carry out a command, one at a time, and take the folders of uploads out of what it prints."""
        async with self._lock:
            try:
                ran = await asyncio.to_thread(self._worker.call, self._run, [*map(str, arguments)])
            except Stopped as error:
                return Ran(2, "", stopped(error))
        folders = re.compile(rf"{re.escape(self._folder.as_posix())}/\w+/")
        return Ran(ran.status, folders.sub("", ran.out), folders.sub("", ran.err))


def safe_name(text: str) -> str:
    """Return a name for a file without its suffix, or a folder, on any system: letters, digits, `-`, `_`."""
    letters = (each if unicodedata.category(each)[0] in "LMN" or each == "_" else " " for each in text)
    name = "-".join("".join(letters).split())[:_LONGEST_NAME].rstrip("-") or "report"
    return f"report-{name}" if _RESERVED.fullmatch(name) else name


def visible_lines(text: str) -> str:
    """Return what a command has printed with its line ends, and with other control characters shown."""
    return "\n".join(map(visible, text.split("\n")))


def _reports() -> tuple[list[Path], list[str]]:
    """Return the sources in `content/*/`, and in folders here that have a `report.md`, as `new` makes them;
    and why those in `content/`, or a file next to them, cannot be listed.
    """
    found: list[Path] = []
    said: list[str] = []
    for top in (CONTENT, "."):
        left: list[LeftOut] = []
        try:
            sources = find_sources((), left.append, below=top)
            found += (each for each in sources if top == CONTENT or _is_beside(each.parent))
        except Failure as error:
            said += [_why(error)] if top == CONTENT and Path(CONTENT).exists() else []
        said += (
            visible(message_of(each))
            for each in left
            if top == CONTENT or _is_beside(Path(each.file.path).parent)
        )
    return found, said


def _is_beside(folder: Path) -> bool:
    return Path(folder, _SOURCE).is_file() and folder.name != CONTENT and not folder.name.startswith(".")


def _outputs_of(source: Path) -> Path:
    return folder_of(source, None, read_settings(source)[0].output, alone=True)


def _given(**values: str) -> list[str]:
    return [f"--{name}={value}" for name, value in values.items() if value.strip()]


def _why(error: Failure) -> str:
    """Return the sentences of a failure."""
    return " ".join(f"{visible(message(each))}. {visible(help_line(each))}" for each in error.findings)
