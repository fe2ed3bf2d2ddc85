"""Plants tracked changes into a Word file: once they are accepted, or rejected, it shows what it showed."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from tests.support.planting import WHO, Ground, W, made, properties_of, put, runs_of


def changes(ground: Ground) -> None:
    """Words put in and taken out: what is to stay is marked as added, what is to go as taken away."""
    stays, goes = ("del", "ins") if ground.rejected else ("ins", "del")
    for _ in range(ground.luck.randint(1, 4)):
        paragraph = ground.anywhere()
        (around,) = made(f'<w:{stays} w:id="{ground.number()}" {WHO}/>')
        chosen = ground.luck.choice(runs_of(paragraph))
        chosen.addprevious(around)
        around.append(chosen)
        if stays == "del":
            for text in around.iter(W + "t"):
                text.tag = W + "delText"
        name = "delText" if goes == "del" else "t"
        put(
            paragraph,
            ground.luck,
            f'<w:{goes} w:id="{ground.number()}" {WHO}>'
            f"<w:r><w:{name}>planted words</w:{name}></w:r></w:{goes}>",
        )


def moves(ground: Ground) -> None:
    """Words that were moved: here they are, or there they were."""
    stays, goes = ("moveFrom", "moveTo") if ground.rejected else ("moveTo", "moveFrom")
    paragraph = ground.paragraph()
    name = "w:name='planted'"
    put(
        paragraph,
        ground.luck,
        f'<w:{goes}RangeStart w:id="{ground.number()}" {name} {WHO}/>'
        f'<w:{goes} w:id="{ground.number()}" {WHO}><w:r><w:t>planted move</w:t></w:r></w:{goes}>'
        f'<w:{goes}RangeEnd w:id="{ground.number()}"/>',
    )
    chosen = ground.luck.choice(runs_of(paragraph))
    (around,) = made(f'<w:{stays} w:id="{ground.number()}" {WHO}/>')
    chosen.addprevious(around)
    around.append(chosen)


def paragraphs(ground: Ground) -> None:
    """A paragraph that was put in, or taken out, with its end; and a table's row."""
    goes = "ins" if ground.rejected else "del"
    text = "t" if ground.rejected else "delText"
    at = ground.paragraph()
    if at.getparent() is None or at.getparent().tag != W + "body":  # type: ignore[union-attr]
        return
    (new,) = made(_gone_paragraph(ground, goes, text, "A planted paragraph"))
    at.addprevious(new)
    tables = list(ground.tree("word/document.xml").iter(W + "tbl"))
    if tables:
        rows = list(ground.luck.choice(tables).iterchildren(W + "tr"))
        row = deepcopy(rows[-1])
        for cell in row.iterchildren(W + "tc"):
            for old in [each for each in cell if each.tag != W + "tcPr"]:
                cell.remove(old)
            cell.extend(made(_gone_paragraph(ground, goes, text, "planted row")))
        properties = row.find(W + "trPr")
        if properties is None:
            properties = row.makeelement(W + "trPr")
            row.insert(0, properties)
        properties.extend(made(f'<w:{goes} w:id="{ground.number()}" {WHO}/>'))
        rows[-1].addnext(row)


def _gone_paragraph(ground: Ground, goes: str, text: str, words: str) -> str:
    return (
        f'<w:p><w:pPr><w:rPr><w:{goes} w:id="{ground.number()}" {WHO}/></w:rPr></w:pPr>'
        f'<w:{goes} w:id="{ground.number()}" {WHO}><w:r><w:{text}>{words}</w:{text}></w:r></w:{goes}></w:p>'
    )


def formats(ground: Ground) -> None:
    """Changes of how words and paragraphs look: the look stays, whatever becomes of the change."""
    paragraph = ground.anywhere()
    properties = properties_of(paragraph)
    if properties.find(W + "pPrChange") is None:
        former = "".join(
            etree.tostring(each).decode() for each in properties if each.tag not in (W + "rPr", W + "sectPr")
        )
        properties.extend(
            made(f'<w:pPrChange w:id="{ground.number()}" {WHO}><w:pPr>{former}</w:pPr></w:pPrChange>')
        )
    chosen = ground.luck.choice(runs_of(paragraph))
    look = chosen.find(W + "rPr")
    if look is None:
        look = chosen.makeelement(W + "rPr")
        chosen.insert(0, look)
    if look.find(W + "rPrChange") is None:
        former = "".join(etree.tostring(each).decode() for each in look)
        look.extend(
            made(f'<w:rPrChange w:id="{ground.number()}" {WHO}><w:rPr>{former}</w:rPr></w:rPrChange>')
        )
