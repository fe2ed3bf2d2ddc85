"""poppler and qpdf: a PDF's text, pages as pictures, facts, and whether its structure is sound."""

from pathlib import Path

from tests.judges.validators import need, run


def text(pdf: Path, *, layout: bool = False) -> str:
    """The text in reading order, or with `layout` as it stands on the page; pages end in a form feed."""
    return run([need("pdftotext"), *(["-layout"] if layout else []), "-enc", "UTF-8", pdf, "-"])


def pictures(pdf: Path, folder: Path, *, dpi: int = 80) -> list[Path]:
    """Draw every page as a PNG file in `folder`, in order."""
    run([need("pdftoppm"), "-png", "-r", str(dpi), pdf, folder / pdf.stem])
    return sorted(folder.glob(f"{pdf.stem}-*.png"))


def facts(pdf: Path) -> dict[str, str]:
    """What pdfinfo says: Title, Tagged, Pages, Page size and more."""
    lines = run([need("pdfinfo"), pdf]).splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def fonts_not_embedded(pdf: Path) -> list[str]:
    """Names of fonts that are not inside the file."""
    rows = [line.split() for line in run([need("pdffonts"), pdf]).splitlines()[2:]]
    return [row[0] for row in rows if row[-5] != "yes"]


def structure(pdf: Path) -> list[str]:
    """What `qpdf --check` finds wrong."""
    return run([need("qpdf"), "--check", pdf], statuses=(0, 2, 3), complaints=True).splitlines()
