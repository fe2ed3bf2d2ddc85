"""Keep the note of who has agreed to which text next to its source, and compare it with the text of today."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path

from toolchain.compare.versions import agreed
from toolchain.formats.read_bytes import bytes_of
from toolchain.model.diagnostics import Failure
from toolchain.model.suggest import nearest, same_name
from toolchain.model.wording import fold
from toolchain.pipeline.stages import Submission
from toolchain.pipeline.stages import read as read_source
from toolchain.pipeline.write_files import write_all
from toolchain.project.settings import VERSIONS, Options
from toolchain.resolve.held import WORD
from toolchain.rules.agreements import NoSuchOrganization, NotAgreed

_MOST_BYTES = 100 * 1024 * 1024


def note_of(source: Path) -> Path:
    """Return the path of the note of a source."""
    return source.with_name(f"{source.stem}.signed.json")


def read(source: Path) -> agreed.Agreed:
    """Return the note of a source, an empty one if there is none. Raise `Failure` (S012, S019 to S021)."""
    file = note_of(source)
    if not file.exists() and not file.is_symlink():
        return agreed.Agreed(1)
    return agreed.read(bytes_of(file, file.as_posix(), _MOST_BYTES), file.as_posix())


def sign(item: Submission, named: str, *, withdraw: bool) -> str:
    """Write or withdraw the agreement of an organization, and return its name as the source has it.

    Raise `Failure` (S019) if the source has no such organization.
    """
    note, source = read(item.source), item.source
    known = names_of(item)
    name = same_name(fold(named), note.agreed if withdraw else known)
    if withdraw and not name:
        raise Failure.of("--for", NotAgreed(named, source.as_posix()))
    if not name:
        near = nearest(named, known)
        raise Failure.of(
            "--for", NoSuchOrganization(named if known else None, source.as_posix(), near, known)
        )
    changed = (
        note.without(name)
        if withdraw
        else note.with_one(name, _digests(item)[-1], item.resolved.document.text)
    )
    write_all({note_of(source): agreed.as_json(changed) if changed.agreed else None})
    return name


def names_of(item: Submission) -> tuple[str, ...]:
    """Return the names of the organizations of a source, each once."""
    names = (fold(each.name) for each in item.resolved.document.front_matter.submitted_by)
    return tuple(dict.fromkeys(filter(None, names)))


def standing(item: Submission) -> agreed.Standing | None:
    """Return who has agreed, None if nobody has: to both versions, but of a public one only whom that names.

    Raise `Failure` if the note cannot be read.
    """
    note, is_public = read(item.source), item.withheld.is_public
    known = names_of(item)
    if not note.agreed or (is_public and note.agreed.keys().isdisjoint(known)):
        return None
    item = read_source(item.source, Options()) if is_public else item
    whole, now = _digests(item)
    digests = Counter(note.agreed[name] for name in known if name in note.agreed)
    earlier, public, count = dict(digests), list[str](), 0
    for digest in digests:
        text = note.texts.get(digest, "")
        of_then = digest, digest
        if (item.project.version or WORD in text) and (digest != now or now == whole):
            with suppress(Failure):  # older notes have the digest of the full version alone
                read_again = _digests(read_source(item.source, Options(), text))
                if digest in read_again:  # else its pictures or sources were others
                    of_then = read_again
        if of_then[-1] == now:
            count += earlier.pop(digest)
        elif of_then[0] == whole:
            public.append(digest)
    gone = () if is_public else tuple(name for name in note.agreed if name not in known)
    return agreed.Standing(note_of(item.source).name, len(known), count, earlier, gone, tuple(public))


def _digests(item: Submission) -> tuple[str, str]:
    """Return the digest of the full version, and, of a source that withholds something, that of both."""
    if not item.project.version:
        digest = agreed.digest_of(item.resolved)
        return digest, digest
    text, digests = item.resolved.document.text, []
    for each in VERSIONS:
        is_read = item.project.version == each
        shown = item if is_read else read_source(item.source, Options(version=each), text)
        digests.append(agreed.digest_of(shown.resolved))
    return digests[0], agreed.joined(digests)


def text_of(source: Path, digits: str) -> str:
    """Return the source of an earlier text by the first digits of its digest, "" if it is not known."""
    texts = read(source).texts
    return next((text for digest, text in texts.items() if digits and digest.startswith(digits)), "")
