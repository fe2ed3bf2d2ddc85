"""What the start page of the preview does, and for whom: tokens, names, links, uploads, what is refused."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.judges.validators.preview import Server, ask, previewed
from tests.support.docx_made import changed, made, p
from toolchain.formats.docx.package import LARGEST_FILE

HEAD = "---\ntitle: Report\nlang: en\n---\n\n"
BODY = "# One\n\n1. First of all, the pumps were dry. {#first}\n\n2. Second, see [para. 1](#first).\n"
DRAFT = made(p("Facts about the wells."))
STREAM = "application/octet-stream"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("start")
    for name in ("work/content/one", "work/content/.hidden", "work/.hidden", "elsewhere", "tmp"):
        (root / name).mkdir(parents=True)
        (root / name / "report.md").write_text(HEAD + BODY, encoding="utf-8")
    (root / "work/content/link").symlink_to(root / "elsewhere")
    return root / "work"


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with previewed(folder=folder, environment={"TMPDIR": str(folder.parent / "tmp")}) as running:
        reports(running)
        yield running


def reports(server: Server) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ask(server, "/reports").read())
    return found


def number_of(server: Server, path: str) -> int:
    return next(int(each["number"]) for each in reports(server)["reports"] if each["path"] == path)


def do(server: Server, **asked: Any) -> dict[str, Any]:
    answer = ask(server, "/do", "POST", asked)
    assert answer.status == 200
    found: dict[str, Any] = json.loads(answer.read())
    return found


def upload(server: Server, data: bytes = DRAFT, name: str = "draft.docx") -> dict[str, str]:
    answer = ask(server, f"/upload?name={quote(name)}", "POST", data, Content_Type=STREAM)
    assert answer.status == 200
    found: dict[str, str] = json.loads(answer.read())
    return found


def key(server: Server, data: bytes = DRAFT) -> str:
    return upload(server, data)["upload"]


def test_reports_are_those_below_the_folder(server: Server) -> None:
    found = reports(server)

    assert [each["path"] for each in found["reports"]] == ["content/one/report.md"]
    assert found["outside"] == ["content/.hidden/report.md", "content/link/report.md"]
    assert found["reports"][0]["cells"]["outputs"] == ["not built"]
    assert b"The page as it will be" in ask(server, "/?source=0").read()
    assert b'href="./" >All reports' in ask(server, "/?source=0").read()


@pytest.mark.parametrize(("method", "path"), [("GET", "/reports"), ("GET", "/file"), ("POST", "/do")])
@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": ""},
        {"Cookie": "preview=wrong"},
        {"Host": "evil.example"},
        {"Origin": "http://evil.example"},
    ],
)
def test_a_request_of_anybody_else_is_refused(
    server: Server, method: str, path: str, headers: dict[str, str]
) -> None:
    assert ask(server, path, method, {}, **headers).status == 403


@pytest.mark.parametrize("path", ["/do", "/upload?name=a.docx"])
@pytest.mark.parametrize(
    "headers", [{"Origin": ""}, {"X-Preview": ""}, {"Content-Type": "multipart/form-data"}, {"Cookie": ""}]
)
def test_nothing_is_written_but_for_our_own_page(server: Server, path: str, headers: dict[str, str]) -> None:
    assert ask(server, path, "POST", {"do": "undo", "source": 0}, **headers).status == 403
    assert ask(server, path).status == 405


@pytest.mark.parametrize(
    "asked",
    [{}, {"do": "x"}, {"do": "build", "source": 0}, {"do": "build", "source": "0", "draft": False},
     {"do": "build", "source": -1, "draft": False}, {"do": "build", "source": 99, "draft": False},
     {"do": "import", "upload": 1, "folder": "x", "profile": ""}, {"do": "clean", "source": 0}, [], b"{",
     b"[" * 4000, b'{"do": "new", "folder": "x", "title": "\\ud800", "organizations": ""}'],
)  # fmt: skip
def test_a_body_that_is_not_an_action_does_nothing(server: Server, asked: object) -> None:
    assert ask(server, "/do", "POST", asked).status == 400


def test_an_upload_is_private_and_removed(server: Server, folder: Path) -> None:
    found = upload(server, name="../../My draft.docx")

    assert found["name"] == "My-draft.docx"
    (file,) = (folder.parent / "tmp").glob("submission-*/*/My-draft.docx")
    assert file.read_bytes() == DRAFT
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (file, *file.parents[:2])]
    assert modes == [0o600, 0o700, 0o700]
    assert do(server, do="forget", upload=found["upload"]) == {}
    assert not file.parent.exists()
    assert do(server, do="check", upload=found["upload"]) == {"why": "gone"}
    assert do(server, do="check", upload=f"../{file.parent.name}") == {"why": "gone"}


def test_a_file_of_word_itself_is_said(server: Server) -> None:
    kept = upload(server, b"\x04Name" + bytes(157), name="~$report.docx")
    found = do(server, do="check", upload=kept["upload"])["found"]["diagnostics"]
    assert ["Word keeps this file only" in each["message"] for each in found] == [True]


@pytest.mark.parametrize("name", ["report.md", "a.pdf", "docx", "", "..", "a.docx\0.exe"])
def test_only_word_files_are_taken(server: Server, name: str) -> None:
    assert upload(server, name=name) == {"why": "not-word"}


def test_two_uploads_at_once_are_two_files(server: Server) -> None:
    drafts = [made(p(f"Draft {number} {'words ' * 9000}")) for number in range(4)]
    with ThreadPoolExecutor(4) as threads:
        keys = list(threads.map(lambda each: key(server, each), drafts))
        ran = list(threads.map(lambda each: do(server, do="clean", upload=each, accept=False), keys))
        files = [ask(server, each["files"][0]["address"]) for each in ran]
    texts = {name.getheader("Content-Disposition"): name.read() for name in files}
    assert texts.keys() == {'attachment; filename="draft-clean.docx"'}
    assert len(set(keys)) == 4


@pytest.mark.parametrize("data", [DRAFT[:300], b"PK\x03\x04", b"{\\rtf1}", b"\0" * 1000, b""])
def test_a_broken_file_is_said_and_nothing_is_written(server: Server, folder: Path, data: bytes) -> None:
    of_file = key(server, data)
    for asked in ({"do": "check"}, {"do": "import", "folder": "broken", "profile": ""}):
        ran = do(server, **asked, upload=of_file)
        assert ran["status"] == 2
        (found,) = ran["found"]["diagnostics"]
        assert found["message"]
        assert found["path"] == "draft.docx"
    assert not (folder / "content/broken").exists()


def others(folder: Path) -> set[Path]:
    """All files but reports and uploads."""
    return {
        each
        for each in folder.parent.rglob("*")
        if not {"content", "tmp"} & {*each.relative_to(folder.parent).parts}
    }


@pytest.mark.parametrize(
    "name", ["../../../elsewhere/new", "/etc/new", "..\\new", ".new", "  .. /new", "--force", "a\0b"]
)
def test_a_name_from_the_browser_is_no_path(server: Server, folder: Path, name: str) -> None:
    before = others(folder)
    ran = do(server, do="import", upload=key(server), folder=name, profile="")

    (target,) = (each for each in (folder / "content").glob("*/report.md") if "wells" in each.read_text())
    assert ran["status"] in (0, 1)
    assert ran["source"] == number_of(server, target.relative_to(folder).as_posix())
    shutil.rmtree(target.parent)
    assert others(folder) == before


def test_what_is_there_is_not_replaced(server: Server, folder: Path) -> None:
    report = folder / "content/one/report.md"
    before = report.read_bytes()

    ran = do(server, do="import", upload=key(server), folder="one", profile="")
    assert (ran["status"], ran["found"]["diagnostics"][0]["code"]) == (2, "S013")
    ran = do(server, do="new", folder="one", title="T", organizations="")
    assert (ran["status"], ran["found"]["diagnostics"][0]["code"]) == (2, "S013")
    assert report.read_bytes() == before


@pytest.mark.parametrize("name", ["link", "dangling"])
def test_a_link_out_of_the_folder_is_refused(server: Server, folder: Path, name: str) -> None:
    dangling = folder / "content/dangling"
    if not dangling.is_symlink():
        dangling.symlink_to(folder.parent / "nowhere")
    assert do(server, do="import", upload=key(server), folder=name, profile="") == {"why": "outside"}
    assert do(server, do="new", folder=name, title="T", organizations="") == {"why": "outside"}
    assert not (folder.parent / "nowhere").exists()


def test_a_report_that_becomes_a_link_is_not_shown(tmp_path: Path) -> None:
    report = tmp_path / "work/content/one/report.md"
    report.parent.mkdir(parents=True)
    report.write_text(HEAD + BODY, encoding="utf-8")
    (tmp_path / "secret.md").write_text(HEAD + "Secret.\n", encoding="utf-8")
    with previewed(folder=tmp_path / "work") as server:
        assert number_of(server, "content/one/report.md") == 0
        assert ask(server, "/page?source=0").status == 200
        report.unlink()
        report.symlink_to(tmp_path / "secret.md")
        assert ask(server, "/page?source=0").status == 404
        assert do(server, do="build", source=0, draft=False) == {"why": "outside"}
        report.unlink()
        report.write_text(HEAD + BODY, encoding="utf-8")
        (tmp_path / "work/build").symlink_to(tmp_path)
        assert do(server, do="build", source=0, draft=False) == {"why": "outside"}
        assert do(server, do="new", folder="two", title="T", organizations="") == {"why": "outside"}
        (tmp_path / "work/build").unlink()
        for setting, link in (("", "build/one"), ('output = "made"\n', "made/one")):
            (tmp_path / "work/submission.toml").write_text(setting, encoding="utf-8")
            (tmp_path / "work" / link).parent.mkdir()
            (tmp_path / "work" / link).symlink_to(tmp_path)
            for asked in ({"do": "build", "draft": True}, {"do": "pack"}, {"do": "send-check"}):
                assert do(server, **asked, source=0) == {"why": "outside"}
    assert {each.name for each in tmp_path.iterdir()} == {"work", "secret.md"}


def test_reports_next_to_the_folder_of_reports_are_listed(tmp_path: Path) -> None:
    for name in (
        "my-report/report.md", "my-report/report.es.md", "my-report/old/report.md", "notes/diary.md",
        ".hidden/report.md", "content/report.md", "report.md", "build/my-report/report.md",
    ):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(HEAD + BODY, encoding="utf-8")
    with previewed(folder=tmp_path) as server:
        found = reports(server)
        paths = [each["path"] for each in found["reports"]]
        assert paths == ["my-report/report.es.md", "my-report/report.md"]
        assert found["outside"] == []
        number = number_of(server, "my-report/report.md")
        built = do(server, do="build", source=number, draft=False)
        assert (built["status"], (tmp_path / "build/my-report/report.docx").is_file()) == (0, True)


def test_a_report_whose_first_line_was_deleted_is_named(tmp_path: Path) -> None:
    """It is not in the list any more; other Markdown next to the folder of reports is nobody's report."""
    names = "content/one/report.md content/two/report.md content/report.md three/report.md notes/diary.md"
    for name in names.split():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text((HEAD + BODY).removeprefix("" if "/one/" in name else "---\n"), "utf-8")
    with previewed(folder=tmp_path) as server:
        found = reports(server)
    assert [each["path"] for each in found["reports"]] == ["content/one/report.md"]
    assert found["why"] == [
        "left out: content/report.md does not begin with front matter (---)",
        "left out: content/two/report.md does not begin with front matter (---)",
        "left out: three/report.md does not begin with front matter (---)",
    ]


@pytest.mark.parametrize("is_moved", [True, False])
def test_a_folder_that_has_gone_is_said(tmp_path: Path, is_moved: bool) -> None:
    work = tmp_path / "work"
    (work / "content/one").mkdir(parents=True)
    (work / "content/one/report.md").write_text(HEAD + BODY, encoding="utf-8")
    with previewed(folder=work) as server:
        assert number_of(server, "content/one/report.md") == 0
        work.rename(tmp_path / "other") if is_moved else shutil.rmtree(work)
        assert reports(server) == {"why": "no-folder"}
        for asked in ({"do": "build", "source": 0, "draft": True}, {"do": "check", "upload": key(server)}):
            assert do(server, **asked) == {"why": "no-folder"}
        assert ask(server, "/?source=0").status == 404


def test_a_file_in_place_of_the_folder_of_reports_is_said(tmp_path: Path) -> None:
    (tmp_path / "content").write_text(HEAD + BODY, encoding="utf-8")
    with previewed(folder=tmp_path) as server:
        found = reports(server)
    assert found["reports"] == []
    assert "content/NAME/" in found["why"][0]


def test_only_outputs_can_be_downloaded(tmp_path: Path) -> None:
    report = tmp_path / "content/one/report.md"
    report.parent.mkdir(parents=True)
    report.write_text(HEAD + BODY, encoding="utf-8")
    (report.parent / "submission.toml").write_text('formats = ["docx"]\n', encoding="utf-8")
    with previewed(folder=tmp_path) as server:
        assert number_of(server, "content/one/report.md") == 0
        ran = do(server, do="build", source=0, draft=False)
        assert [each["name"] for each in ran["files"]] == ["report.docx"]
        built = tmp_path / "build/one/report.docx"
        answer = ask(server, ran["files"][0]["address"])
        assert answer.read() == built.read_bytes()
        assert answer.getheader("Content-Disposition") == 'attachment; filename="report.docx"'
        for other in ("content/one/report.md", "/etc/passwd", "build/one/../one/report.docx", ""):
            assert ask(server, f"/file?of={quote(other)}").status == 404

        by_hand = built.read_bytes() + b"\0"
        built.write_bytes(by_hand)
        report.write_text(HEAD + BODY + "\n3. Third.\n", encoding="utf-8")
        again = do(server, do="build", source=0, draft=False)
        assert again["found"]["state"] == "refused"
        assert "edited" in again["found"]["reason"]
        assert built.read_bytes() == by_hand
        anew = do(server, do="build", source=0, draft=False, force=True)
        assert anew["found"]["state"] == "written"
        assert built.with_stem("report.edited").read_bytes() == by_hand
        assert [
            do(server, do="freeze", source=0, sent="2026-03-15", keep=False, force=each)["status"]
            for each in (False, False, True)
        ] == [
            0,
            2,
            0,
        ]

        built.unlink()
        built.symlink_to("/etc/passwd")
        assert ask(server, ran["files"][0]["address"]).status == 404


def test_what_is_typed_is_no_option_of_a_command(server: Server, folder: Path) -> None:
    title, owner = "--ci", "--editor"
    ran = do(server, do="new", folder="typed", title=title, profile="crc", lang="fr", country="--private",
             organizations=f"{owner}\n\nA second: one")  # fmt: skip
    assert ran["status"] == 0
    report = folder / "content/typed/report.md"
    text = report.read_text(encoding="utf-8")
    assert all(
        each in text for each in (title, owner, "A second: one", "--private", "lang: fr", "profile: crc")
    )
    assert {each.name for each in report.parent.iterdir()} <= {
        "report.md", "sources.json", "images", ".gitignore", "submission.toml"
    }  # fmt: skip
    assert do(server, do="pack", source=ran["source"])["status"] == 1
    shutil.rmtree(report.parent)
    assert do(server, do="new", folder="typed", title=" ", profile="nobody", organizations="")["status"] == 2


def test_the_day_of_sending_is_recorded(tmp_path: Path) -> None:
    report = tmp_path / "content/one/report.md"
    report.parent.mkdir(parents=True)
    report.write_text(HEAD + BODY, encoding="utf-8")
    with previewed(folder=tmp_path) as server:
        number = number_of(server, "content/one/report.md")
        assert do(server, do="freeze", source=number, sent="yesterday", keep=False)["status"] == 2
        assert not report.with_name("report.sent.json").exists()
        assert do(server, do="freeze", source=number, sent="2026-03-15", keep=True)["status"] == 0
    record = json.loads(report.with_name("report.sent.json").read_text(encoding="utf-8"))
    assert (record["sent"], record["source"]) == ("2026-03-15", HEAD + BODY)


def test_a_merge_is_that_which_was_shown(tmp_path: Path) -> None:
    report = tmp_path / "content/one/report.md"
    report.parent.mkdir(parents=True)
    report.write_text(HEAD + BODY, encoding="utf-8")
    with previewed(folder=tmp_path) as server:
        assert number_of(server, "content/one/report.md") == 0
        do(server, do="build", source=0, draft=False)
        built = (tmp_path / "build/one/report.docx").read_bytes()
        back = key(server, changed(built, "word/document.xml", "dry", "full"))
        assert do(server, do="merge", source=0, upload=back) == {"why": "changed"}
        shown = do(server, do="compare", source=0, upload=back)["found"]
        assert len(shown["merged"]) == 1
        assert "+1. First of all, the pumps were full." in shown["patch"]
        text = report.read_text(encoding="utf-8")
        report.write_text(text + "\n", encoding="utf-8")
        assert do(server, do="merge", source=0, upload=back) == {"why": "changed"}
        do(server, do="compare", source=0, upload=back)
        merged = do(server, do="merge", source=0, upload=back)
        assert merged["found"]["written"] is True
        assert "full" in report.read_text(encoding="utf-8")
        shown = do(server, do="compare", source=0, upload=back)["found"]
        assert shown["since"]["facts"]["base"] == "content/one/report.md@undo-1"
        later = report.read_text(encoding="utf-8") + "Later.\n"
        report.write_text(later, encoding="utf-8")
        undone = do(server, do="undo", source=0)
        assert "the edited file is kept too" in undone["said"]
        assert report.read_text(encoding="utf-8") == text + "\n"
        assert do(server, do="undo", source=0)["status"] == 0
        assert report.read_text(encoding="utf-8") == later
        report.write_text(f"{HEAD}\n1. Another text.\n", encoding="utf-8")
        (refused,) = do(server, do="compare", source=0, upload=back)["found"]["diagnostics"]
        assert (refused["code"], "--force" in refused["help"]) == ("S020", True)
        assert do(server, do="compare", source=0, upload=back, force=True)["status"] < 2


@pytest.mark.long
def test_a_file_that_is_too_large_is_said(server: Server) -> None:
    assert upload(server, bytes(LARGEST_FILE + 1)) == {"why": "large"}
    assert "upload" in upload(server, bytes(LARGEST_FILE))
