"""Word documents for tests: paragraphs, headings, bullets and tables in as little of the format as Word reads."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
STYLES = (
    f"<w:styles {W}>"
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{at}"><w:name w:val="heading {at}"/></w:style>'
        for at in (1, 2, 3)
    )
    + '<w:style w:type="paragraph" w:styleId="HeadingT"><w:name w:val="Title"/></w:style>'
    + '<w:style w:type="paragraph" w:styleId="HeadingC"><w:name w:val="toc 1"/></w:style>'
)
DOCUMENT_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="styles.xml"/><Relationship Id="r2" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>'
    "</Relationships>"
)

Part = tuple[str, str] | Sequence[Sequence[str]]  # (style, text), or the rows of a table


def docx(parts: Iterable[Part]) -> bytes:
    """A document; styles are "T" for the title, "C" for a line of contents, "1" to "3" for headings, "-" for a bullet
    and "" for a paragraph; `**` is bold.
    """
    body = "".join(_paragraph(*part) if isinstance(part[0], str) else _table(part) for part in parts)  # type: ignore[arg-type]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", DOCUMENT_RELATIONS)
        archive.writestr("word/styles.xml", STYLES + "</w:styles>")
        archive.writestr("word/numbering.xml", NUMBERING)
    return out.getvalue()


def _paragraph(style: str, text: str) -> str:
    properties = {
        "": "",
        "-": '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
    }.get(style, f'<w:pPr><w:pStyle w:val="Heading{style}"/></w:pPr>')
    runs = "".join(
        f"<w:r>{'<w:rPr><w:b/></w:rPr>' if at % 2 else ''}<w:t xml:space='preserve'>{escape(words)}</w:t></w:r>"
        for at, words in enumerate(text.split("**"))
        if words
    )
    return f"<w:p>{properties}{runs}</w:p>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<w:tc>{_paragraph('', text)}</w:tc>" for text in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
