"""Edits a document in LibreOffice as a user does, refreshes its fields, saves it, and says what it shows.

A job is {"document", "edits", "save": {filter: path}}. An edit is a list:

["insert", before, text]     a paragraph like the one that begins with `before`, in front of it
["insert", before, text, nth]   the same, before the nth paragraph (from 0) that begins so
["delete", words]            the paragraph that begins with these words
["raise", words]             the same, moved above the paragraph before it, as Ctrl+Alt+Up does
["style", family, name, {property: value}]   of a style: "ParagraphStyles", "PageStyles"
["header", style, picture, title]   into a page style's header, before its text a picture, after it the
                                     document's title as a field, unless it is ""
["enter", words, text]       press Enter at the end of the paragraph that begins with words, and type
["tab", words]               press Tab at the beginning of that paragraph, which goes one level down
["restyle", words, style]    give a paragraph another style
["record"]                   track the changes from now on
["replace", words, others]   words by others, wherever they stand
["changes", "Accept"]        accept all tracked changes; with "Reject" reject them
["settle", [[words, "Accept"], …]]   one after another, accept or reject the changes with these words
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import uno
from com.sun.star.awt import Size
from com.sun.star.util import URL
from uno_office import document, elements, shown, value


def _texts(opened: Any) -> Iterator[Any]:
    """The paragraphs of the text, without those of tables."""
    return (each for each in elements(opened.Text) if each.supportsService("com.sun.star.text.Paragraph"))


def _paragraph(opened: Any, words: str, nth: int = 0) -> Any:
    found = [each for each in _texts(opened) if each.String.startswith(words)]
    if len(found) <= nth:
        raise LookupError(f"no paragraph {nth} begins with {words!r}")
    return found[nth]


def _insert(opened: Any, before: str, text: str, nth: int = 0) -> None:
    """Press Enter at the paragraph's beginning and type above it: the new one has its style and list."""
    cursor = opened.Text.createTextCursorByRange(_paragraph(opened, before, nth).Start)
    opened.Text.insertControlCharacter(cursor, 0, False)
    cursor.goLeft(1, False)
    opened.Text.insertString(cursor, text, False)


def _delete(opened: Any, words: str) -> None:
    paragraph = _paragraph(opened, words)
    cursor = opened.Text.createTextCursorByRange(paragraph.Start)
    cursor.gotoEndOfParagraph(True)
    cursor.String = ""
    paragraph.dispose()


def _raise(opened: Any, words: str) -> None:
    opened.CurrentController.ViewCursor.gotoRange(_paragraph(opened, words).Start, False)
    _command(opened, "MoveUp")


def _changes(opened: Any, do: str) -> None:
    _command(opened, f"{do}AllTrackedChanges")


def _settle(opened: Any, orders: list[list[str]]) -> None:
    for words, do in orders:
        left = 0
        while ranges := [each for each in _changed(opened) if words in each.String]:
            if left and len(ranges) >= left:
                raise LookupError(f"the change with {words!r} cannot be settled")
            left = len(ranges)
            opened.CurrentController.select(ranges[0])
            _command(opened, f"{do}TrackedChange")


def _changed(opened: Any) -> Iterator[Any]:
    """The text of each tracked change."""
    for change in elements(opened.Redlines):
        start, end = change.RedlineStart, change.RedlineEnd
        if start is None:
            continue
        cursor = start.Text.createTextCursorByRange(start)
        cursor.gotoRange(end, True)
        yield cursor


def _record(opened: Any) -> None:
    opened.RecordChanges = True


def _replace(opened: Any, words: str, others: str) -> None:
    wanted = opened.createReplaceDescriptor()
    wanted.SearchString, wanted.ReplaceString = words, others
    if not opened.replaceAll(wanted):
        raise LookupError(f"{words!r} stands nowhere")


def _enter(opened: Any, words: str, text: str) -> None:
    opened.CurrentController.ViewCursor.gotoRange(_paragraph(opened, words).End, False)
    _command(opened, "InsertPara")
    cursor = opened.CurrentController.ViewCursor
    cursor.Text.insertString(cursor, text, False)


def _tab(opened: Any, words: str) -> None:
    opened.CurrentController.ViewCursor.gotoRange(_paragraph(opened, words).Start, False)
    _command(opened, "DecrementLevel")


def _restyle(opened: Any, words: str, style: str) -> None:
    opened.CurrentController.ViewCursor.gotoRange(_paragraph(opened, words).Start, False)
    _command(opened, "StyleApply", Style=style, FamilyName="ParagraphStyles")


def _command(opened: Any, name: str, **said: str) -> None:
    """Do what a key or an entry of a menu does."""
    command = URL()
    command.Complete = command.Main = f".uno:{name}"
    command.Protocol, command.Path = ".uno:", name
    opened.CurrentController.Frame.queryDispatch(command, "", 0).dispatch(
        command, tuple(value(key, each) for key, each in said.items())
    )


def _style(opened: Any, family: str, name: str, values: dict[str, Any]) -> None:
    style = opened.StyleFamilies.getByName(family).getByName(name)
    for key, said in values.items():
        style.setPropertyValue(key, said)


def _header(opened: Any, name: str, picture: str, title: str) -> None:
    style = opened.StyleFamilies.getByName("PageStyles").getByName(name)
    style.HeaderIsOn = True
    text = style.HeaderText
    logo = opened.createInstance("com.sun.star.text.TextGraphicObject")
    logo.GraphicURL = Path(picture).as_uri()
    logo.setPropertyValue("AnchorType", uno.Enum("com.sun.star.text.TextContentAnchorType", "AS_CHARACTER"))
    logo.setSize(Size(1200, 1200))  # 12 mm
    text.insertTextContent(text.Start, logo, False)
    if title:
        opened.DocumentProperties.Title = title
        text.insertTextContent(
            text.End, opened.createInstance("com.sun.star.text.TextField.DocInfo.Title"), False
        )


_EDITS: dict[str, Callable[..., None]] = {
    "insert": _insert,
    "delete": _delete,
    "raise": _raise,
    "style": _style,
    "header": _header,
    "enter": _enter,
    "tab": _tab,
    "restyle": _restyle,
    "record": _record,
    "replace": _replace,
    "changes": _changes,
    "settle": _settle,
}


def edited(desktop: Any, job: dict[str, Any]) -> dict[str, list[list[str]]]:
    """Do a job: what is shown of the document then."""
    with document(desktop, Path(job["document"]).resolve().as_uri()) as opened:
        for name, *arguments in job["edits"]:
            _EDITS[name](opened, *arguments)
        opened.TextFields.refresh()
        for index in range(opened.DocumentIndexes.Count):
            opened.DocumentIndexes.getByIndex(index).update()
        for kind, target in job["save"].items():
            opened.storeToURL(Path(target).resolve().as_uri(), (value("FilterName", kind),))
        found: dict[str, list[list[str]]] = shown(opened)
        return found
