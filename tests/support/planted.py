"""Pictures that tell of invented persons, places and devices, made here and nowhere stored."""

import io
import struct
import zlib
from collections.abc import Mapping, Sequence

from PIL import Image, ImageDraw

AUTHOR, MAKE, MODEL = "Planted Author", "PlantedMake", "PlantedModel"
SERIAL, LENS = "PLANTED-S-0001", "PLANTED-L-2"
OWNER, COMPUTER, COMMENT, PLACE = "Planted Owner", "planted-host", "planted comment", "Plantedtown"
PATH = "/home/planted/photo.psd"
TIME = "2019:03:04 05:06:07"
SECRETS = (
    AUTHOR,
    MAKE,
    MODEL,
    SERIAL,
    LENS,
    OWNER,
    COMPUTER,
    COMMENT,
    PLACE,
    PATH,
    TIME,
    "planted",
    "Planted",
)

Values = Mapping[int, str | int | Sequence[tuple[int, int]] | bytes]

XMP = f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmp:CreateDate="2019-03-04T05:06:07" aux:SerialNumber="{SERIAL}" exif:GPSLatitude="24,51.6N"
 photoshop:City="{PLACE}"><dc:creator><rdf:Seq><rdf:li>{AUTHOR}</rdf:li></rdf:Seq></dc:creator>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def drawn(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """A picture whose four corners differ: red, green, blue and white."""
    image = Image.new("RGB", size, "grey")
    draw, (width, height) = ImageDraw.Draw(image), size
    for column, row, colour in ((0, 0, "red"), (1, 0, "lime"), (0, 1, "blue"), (1, 1, "white")):
        left, top = column * width // 2, row * height // 2
        draw.rectangle((left, top, left + width // 2 - 1, top + height // 2 - 1), fill=colour)
    return image


def directory(values: Values, place: int, order: str, after: int = 0) -> bytes:
    """A directory of TIFF at `place`, with what it points at behind it."""
    entries, behind = b"", b""
    room = place + 2 + 12 * len(values) + 4
    for tag, value in sorted(values.items()):
        kind, count, data = encoded(value, order)
        if len(data) > 4:
            entries += struct.pack(order + "HHII", tag, kind, count, room + len(behind))
            behind += data + bytes(len(data) % 2)
        else:
            entries += struct.pack(order + "HHI", tag, kind, count) + data.ljust(4, b"\0")
    return struct.pack(order + "H", len(values)) + entries + struct.pack(order + "I", after) + behind


def encoded(value: object, order: str) -> tuple[int, int, bytes]:
    """The type, count and bytes of a value."""
    if isinstance(value, str):
        return 2, len(value) + 1, value.encode() + b"\0"
    if isinstance(value, bytes):
        return 7, len(value), value
    if isinstance(value, int):
        return (
            (3, 1, struct.pack(order + "H", value)) if value < 9 else (4, 1, struct.pack(order + "I", value))
        )
    assert isinstance(value, Sequence)
    numbers = [number for pair in value for number in pair]
    return 5, len(value), struct.pack(f"{order}{len(numbers)}I", *numbers)


def exif(orientation: int = 1, order: str = "<") -> bytes:
    """Exif data with all that a camera and its owner can put there."""
    inner: Values = {
        0x9003: TIME,
        0x9286: b"ASCII\0\0\0" + COMMENT.encode(),
        0x927C: b"planted notes of the maker",
        0xA430: OWNER,
        0xA431: SERIAL,
        0xA435: LENS,
    }
    position: Values = {
        1: "N",
        2: ((24, 1), (51, 1), (3600, 100)),
        3: "W",
        4: ((67, 1), (0, 1), (3600, 100)),
    }
    small = io.BytesIO()
    drawn((16, 12)).save(small, "JPEG")
    thumbnail = {0x0103: 6, 0x0201: 0, 0x0202: len(small.getvalue())}

    def main(inner_at: int, position_at: int) -> Values:
        return {
            0x010E: COMMENT,
            0x010F: MAKE,
            0x0110: MODEL,
            0x0112: orientation,
            0x0132: TIME,
            0x013B: AUTHOR,
            0x013C: COMPUTER,
            0x8769: inner_at,
            0x8825: position_at,
        }

    places = [8, 8 + len(directory(main(9999, 9999), 8, order))]
    for values in (inner, position):
        places.append(places[-1] + len(directory(values, places[-1], order)))
    _, inner_at, position_at, thumbnail_at = places
    data_at = thumbnail_at + len(directory({**thumbnail, 0x0201: 9999}, thumbnail_at, order))
    parts = (
        directory(main(inner_at, position_at), 8, order, thumbnail_at),
        directory(inner, inner_at, order),
        directory(position, position_at, order),
        directory({**thumbnail, 0x0201: data_at}, thumbnail_at, order),
        small.getvalue(),
    )
    begin = {"<": b"II*\0\x08\0\0\0", ">": b"MM\0*\0\0\0\x08"}[order]
    return begin + b"".join(parts)


def agency() -> bytes:
    """Photoshop's resources with IPTC records."""
    records = b"".join(
        b"\x1c\x02" + bytes((number,)) + len(text).to_bytes(2, "big") + text.encode()
        for number, text in ((80, AUTHOR), (90, PLACE), (120, COMMENT))
    )
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(records).to_bytes(4, "big") + records


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2, "big") + data


def plain_jpeg() -> bytes:
    """A photograph that tells nothing."""
    made = io.BytesIO()
    drawn().save(made, "JPEG", quality=90, dpi=(300, 300))
    return made.getvalue()


def with_segments(plain: bytes, *segments: bytes) -> bytes:
    """A JPEG with more segments behind its first one, JFIF."""
    first = 4 + int.from_bytes(plain[4:6], "big")
    return plain[:first] + b"".join(segments) + plain[first:]


def photograph() -> bytes:
    """A photograph that tells where it was taken, and nothing else."""
    packet = b'<rdf:Description exif:GPSLatitude="24,51.6N" exif:GPSLongitude="67,0.6E"/>'
    return with_segments(plain_jpeg(), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet))


def portrait() -> bytes:
    """A photograph that tells who took it, and nothing else."""
    packet = f"<dc:creator><rdf:Seq><rdf:li>{AUTHOR}</rdf:li></rdf:Seq></dc:creator>"
    return with_segments(plain_jpeg(), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()))


def jpeg(orientation: int = 1, order: str = "<", plain: bytes = b"") -> bytes:
    """A photograph with everything in it; of `plain`, a JPEG, where that is given."""
    told = (
        segment(0xE1, b"Exif\0\0" + exif(orientation, order)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
        segment(0xED, agency()),
        segment(0xEC, b"Ducky planted"),
        segment(0xFE, COMMENT.encode()),
    )
    return with_segments(plain or plain_jpeg(), *told) + b"planted behind the end"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def png(orientation: int = 1, plain: bytes = b"") -> bytes:
    """A PNG with everything in it."""
    if not plain:
        made = io.BytesIO()
        drawn().save(made, "PNG", dpi=(300, 300))
        plain = made.getvalue()
    told = (
        chunk(b"eXIf", exif(orientation, ">")),
        chunk(b"tIME", struct.pack(">H5B", 2019, 3, 4, 5, 6, 7)),
        chunk(b"tEXt", b"Author\0" + AUTHOR.encode()),
        chunk(b"zTXt", b"Comment\0\0" + zlib.compress(COMMENT.encode())),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
        chunk(b"tEXt", b"Project\0" + PATH.encode()),
        chunk(b"prVt", b"planted of a kind of its own"),
    )
    return plain[:33] + b"".join(told) + plain[33:] + b"planted behind the end"


def gif() -> bytes:
    """A GIF with a comment and XMP."""
    made = io.BytesIO()
    drawn().convert("P").save(made, "GIF")
    plain = made.getvalue()
    start = 13 + (3 << ((plain[10] & 7) + 1) if plain[10] & 0x80 else 0)
    comment = b"\x21\xfe" + bytes((len(COMMENT),)) + COMMENT.encode() + b"\0"
    packet = b"\x21\xff\x0bXMP DataXMP" + XMP + b"\1" + bytes(range(255, -1, -1)) + b"\0"
    return plain[:start] + comment + packet + plain[start:] + b"planted behind the end"
