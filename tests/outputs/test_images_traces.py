"""What images tell of persons, places and devices is found and gone, and the picture is what it was."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageFilter, ImageOps

from tests.support import planted
from toolchain.checks import engine
from toolchain.formats.pictures import Unreadable, cases_of, exif, icc, read_picture, texts, told_by
from toolchain.formats.pictures.texts import told_by_text
from toolchain.model import ImageFile
from toolchain.model.diagnostics import FilePlace, Finding
from toolchain.plugins import registry as plugins

MAKERS: dict[str, Callable[[], bytes]] = {"JPEG": planted.jpeg, "PNG": planted.png, "GIF": planted.gif}


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, form, **options)
    return data.getvalue()


def soft() -> Image.Image:
    """A picture as soft as photographs are."""
    return planted.drawn().filter(ImageFilter.GaussianBlur(8))


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of a colour's value."""
    assert one.size == other.size
    extremes = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getextrema()
    return max(int(highest) for _, highest in extremes)  # type: ignore[misc]


def told(image: ImageFile) -> dict[str, str]:
    return {trace.what: trace.value for trace in reversed(image.traces)}


@pytest.mark.parametrize("form", MAKERS)
def test_nothing_planted_is_left_and_no_pixel_changes(form: str) -> None:
    data = MAKERS[form]()
    found = read_picture(data)
    for secret in planted.SECRETS:
        assert secret.encode() not in found.data
    assert b"Exif" not in found.data
    assert difference(opened(data), opened(found.data)) == 0
    assert opened(found.data).getexif() == {}
    assert coded(found.data) == coded(data)


def coded(data: bytes) -> bytes:
    """The pixels of a picture as they are encoded."""
    begin, end = {0xFF: (b"\xff\xda", b"\xff\xd9"), 0x89: (b"IDAT", b"IEND"), 0x47: (b"\x2c", b"\x3b")}[
        data[0]
    ]
    return data[data.rindex(begin) : data.rindex(end)]


@pytest.mark.parametrize("form", MAKERS)
def test_what_is_clean_stays_as_it_is_byte_by_byte(form: str) -> None:
    clean = read_picture(MAKERS[form]())
    again = read_picture(clean.data)
    assert (again.data, again.traces) == (clean.data, ())


def test_a_photograph_tells_all_that_its_camera_wrote() -> None:
    said = told(read_picture(planted.jpeg()))
    assert said == {
        "the make of the camera": "PlantedMake",
        "the model of the camera": "PlantedModel",
        "the name of a computer": "planted-host",
        "an author": "Planted Author",
        "whose camera it is": "Planted Owner",
        "a description": "planted comment",
        "a comment": "",
        "notes of the camera’s maker": "",
        "a time": "2019:03:04 05:06:07",
        "the serial number of the camera": "PLANTED-S-0001",
        "the serial number of the lens": "PLANTED-L-2",
        "where it was taken": "24.8600, -67.0100",  # 24° 51' 36" N, 67° 0' 36" W
        "a smaller copy of itself from before it was edited": "",
    }


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_orders_of_bytes_are_read(order: str) -> None:
    assert told(read_picture(planted.jpeg(order=order))) == told(read_picture(planted.jpeg()))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (planted.photograph(), {"where it was taken": "24,51.6N"}),
        (planted.portrait(), {"an author": "Planted Author"}),
        (
            planted.with_segments(planted.plain_jpeg(), planted.segment(0xED, planted.agency())),
            {
                "an author": "Planted Author",
                "where it was taken": "Plantedtown",
                "a description": "planted comment",
            },
        ),
        (
            planted.with_segments(planted.plain_jpeg(), planted.segment(0xE0, b"JFXX\0\x10small")),
            {"a smaller copy of itself from before it was edited": ""},
        ),
        (planted.gif(), {"a comment": "planted comment", "where it was taken": "24,51.6N"}),
    ],
    ids=["XMP", "XMP of an author", "IPTC", "JFXX", "GIF"],
)
def test_each_place_is_looked_at(data: bytes, said: dict[str, str]) -> None:
    assert said.items() <= told(read_picture(data)).items()


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("Software", "Matplotlib version3.8.2, https://matplotlib.org/", ""),
        ("Title", "Cases in 2019", ""),
        ("Author", "A. Author", "an author"),
        ("Creation Time", "4 March 2019", "a time"),
        ("date:modify", "2019-03-04T05:06:07+00:00", "when it was saved"),
        ("Thumb::URI", "file:///home/anna/a.png", "the path of a file"),
        ("svg:base-uri", "file:///C:/Users/anna/a.svg", "the path of a file"),
        ("Contact", "anna@example.org", "an e-mail address"),
        ("Raw profile type exif", "\nexif\n 26\n4578", "data of a camera or an agency"),
    ],
)
def test_texts_of_a_png_are_told_where_they_tell_of_somebody(name: str, text: str, what: str) -> None:
    assert [trace.what for trace in told_by_text(name, text.encode())] == ([what] if what else [])


TURNS = range(2, 9)


@pytest.mark.parametrize("orientation", TURNS)
def test_a_photograph_is_turned_upright(orientation: int) -> None:
    plain = saved(soft(), "JPEG", quality=90, dpi=(300, 300))
    data = planted.jpeg(orientation, plain=plain)
    found = read_picture(data)
    upright = ImageOps.exif_transpose(opened(data))
    assert (found.width, found.height) == upright.size == ((48, 64) if orientation > 4 else (64, 48))
    assert difference(upright, opened(found.data)) <= 6  # of 255: it is coded again by its own tables
    assert opened(found.data).getexif() == {}
    assert found.dpi == 300
    assert not any(secret.encode() in found.data for secret in planted.SECRETS)


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("mode", ["L", "P", "RGB", "RGBA", "1"])
def test_a_png_is_turned_upright_without_loss(orientation: int, mode: str) -> None:
    plain = saved(planted.drawn().convert(mode), "PNG", dpi=(300, 300))
    data = planted.png(orientation, plain)
    found = read_picture(data)
    assert difference(ImageOps.exif_transpose(opened(data)), opened(found.data)) == 0
    assert opened(found.data).getexif() == {}
    assert round(found.dpi) == 300


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"restart_marker_rows": 1}, {"subsampling": 1}]
)
@pytest.mark.parametrize("orientation", [1, 6])
def test_every_kind_of_jpeg_shows_what_it_showed(
    mode: str, options: dict[str, object], orientation: int
) -> None:
    plain = saved(soft().convert(mode), "JPEG", quality=90, **options)
    data = planted.jpeg(orientation, plain=plain)
    found = opened(read_picture(data).data)
    assert found.mode == mode
    assert difference(ImageOps.exif_transpose(opened(data)), found) <= (0 if orientation == 1 else 8)


def test_a_deep_png_that_is_to_be_turned_is_sent_back() -> None:
    header = planted.chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x10\2\0\0\0")
    pixel = planted.chunk(b"IDAT", zlib.compress(bytes(7))) + planted.chunk(b"IEND", b"")
    plain = b"\x89PNG\r\n\x1a\n" + header + pixel
    assert read_picture(plain).data == plain
    with pytest.raises(Unreadable, match="NotUpright"):
        read_picture(planted.png(3, plain))


@pytest.mark.parametrize("form", ["PNG", "GIF"])
def test_what_moves_goes_on_moving(form: str) -> None:
    frames = [planted.drawn().rotate(angle) for angle in (0, 90, 180)]
    data = saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100, loop=0)
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(read_picture(data).data))
    assert getattr(after, "n_frames", 1) == getattr(before, "n_frames", 1) == 3
    for number in range(3):
        before.seek(number)
        after.seek(number)
        assert difference(before, after) == 0
    assert after.info.get("loop") == 0


def profile(name: str, *more: tuple[bytes, bytes]) -> bytes:
    """A profile of sRGB's colours under a name, with more tags."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    tags = {**icc._tags(made), **dict(more), b"desc": icc._said(name, b"desc", modern=made[8] >= 4)}
    return icc._written(made[:128], tags, known=True)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_the_profile_of_a_screen_keeps_its_colours_and_loses_its_owner(form: str) -> None:
    own = profile("Screen of Planted Owner", (b"mmod", b"mmod\0\0\0\0PLANTED-S-0001\0\0"))
    found = read_picture(saved(planted.drawn(), form, icc_profile=own))
    left = opened(found.data).info["icc_profile"]
    assert b"PLANTED" not in left
    assert "Planted".encode("utf-16-be") not in left
    assert left[24:36] == b"\x07\xbc\0\1\0\1" + bytes(6)  # 1 January 1980
    assert ImageCms.getProfileDescription(io.BytesIO(left)).strip() == "Colour profile"
    swatch = Image.linear_gradient("L").convert("RGB")
    cmyk = [
        ImageCms.profileToProfile(swatch, io.BytesIO(each), ImageCms.createProfile("LAB"), outputMode="LAB")
        for each in (own, left)
    ]
    assert cmyk[0] is not None
    assert cmyk[1] is not None
    assert cmyk[0].tobytes() == cmyk[1].tobytes()


def test_a_well_known_profile_keeps_its_name() -> None:
    left = icc.without_traces(profile("Display P3"))
    assert ImageCms.getProfileDescription(io.BytesIO(left)).strip() == "Display P3"
    assert icc.without_traces(left) == left


@pytest.mark.parametrize("size", [0, 3, 100, 127, 131, 140])
def test_a_broken_profile_is_left_out(size: int) -> None:
    found = read_picture(saved(planted.drawn(), "PNG", icc_profile=profile("Display P3")[:size]))
    assert "icc_profile" not in opened(found.data).info


@pytest.mark.parametrize(("at", "value"), [(8, b"\5"), (12, b"abst"), (16, b"Lab ")])
def test_a_profile_that_is_of_no_picture_is_left_out(at: int, value: bytes) -> None:
    """With it a PDF is not PDF/A (ISO 19005-3, 6.2.4.2)."""
    data = profile("Display P3")
    assert icc.without_traces(data[:at] + value + data[at + len(value) :]) == b""


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("form", MAKERS)
def test_a_picture_that_breaks_off_is_damaged(form: str, cut: float) -> None:
    data = saved(planted.drawn((300, 200)), form)
    with pytest.raises(Unreadable, match="Damaged"):
        read_picture(data[: int(len(data) * cut)])


def test_a_packed_text_is_not_unpacked_without_end() -> None:
    bomb = zlib.compress(bytes(50_000_000), 9)
    plain = saved(planted.drawn(), "PNG")
    data = plain[:33] + planted.chunk(b"zTXt", b"Comment\0\0" + bomb) + plain[33:]
    assert read_picture(data).data == plain
    data = plain[:33] + planted.chunk(b"iCCP", b"A\0\0" + bomb) + plain[33:]
    assert read_picture(data).data == plain


@given(st.binary(max_size=300))
def test_no_exif_data_lead_astray(data: bytes) -> None:
    for begin in (b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08"):
        list(exif.traces(begin + data))
        assert exif.orientation(begin + data) in range(1, 9)


@given(st.integers(0, 600), st.binary(min_size=1, max_size=4))
def test_changed_exif_data_do_not_either(place: int, bytes_: bytes) -> None:
    data = bytearray(planted.exif())
    data[place : place + len(bytes_)] = bytes_
    list(exif.traces(bytes(data)))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(sorted(MAKERS)), st.data())
def test_whatever_is_changed_in_a_file_it_is_a_picture_or_damaged(form: str, more: st.DataObject) -> None:
    data = bytearray(MAKERS[form]())
    for _ in range(more.draw(st.integers(1, 3))):
        data[more.draw(st.integers(0, len(data) - 1))] = more.draw(st.integers(0, 255))
    try:
        found = read_picture(bytes(data))
    except Unreadable:
        return
    assert not any(secret.encode() in found.data for secret in planted.SECRETS)


@pytest.mark.parametrize("text", ["a" * 2_000_000, "x:" * 500_000, "dc:creator " * 100_000, "<" * 1_000_000])
def test_long_packets_are_searched_in_bearable_time(text: str) -> None:
    """A search that tries each place anew would take hours."""
    assert list(texts.traces(text.encode())) == []
    list(told_by_text("Other", text.encode()))


def test_when_a_png_was_saved_is_a_warning_if_nothing_else_is_told() -> None:
    time = planted.chunk(b"tIME", struct.pack(">H5B", 2019, 3, 4, 5, 6, 7))
    plain = saved(planted.drawn(), "PNG")
    for data, severity in ((plain[:33] + time + plain[33:], "warning"), (planted.png(), "error")):
        found = [Finding(FilePlace("a"), facts) for facts in cases_of(told_by(data), "a.png")]
        graded = engine.diagnose(found, plugins.our_checks())
        assert [each.severity.word for each in graded if each.code == "X802"] == [severity]


def test_metadata_are_read_whatever_prefix_their_namespace_has() -> None:
    said = b'<q:creator xmlns:q="http://purl.org/dc/elements/1.1/" dc:rights="none">Vessa Example</q:creator>'
    assert [each.what for each in texts.traces(said)] == ["an author", "the copyright owner"]
    other = said.replace(b"purl.org/dc", b"example.org")
    assert [each.what for each in texts.traces(other)] == ["the copyright owner"]
