"""Markdown and Word documents as HTML, in which one reader reads them all."""

from __future__ import annotations

import html as entities
import io
import re
import zipfile
from typing import Any

from graph.errors import DocumentError
from loaders.errors import LoadError

LARGEST_CONTENT = 200_000_000  # bytes of an Office file when unpacked
FRONT_MATTER = re.compile(  # between lines of dashes or of plus signs, or in a comment
    r"\A(?:(?P<line>---|\+\+\+)[ \t]*\r?\n(?P<front>.*?)\r?\n(?P=line)"
    r"|/\*[ \t]*\r?\n(?P<comment>(?:[^\n:*]+:[^\n]*\n)+)\*/)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)
BELOW_TITLE = [f"p[style-name='heading {at}'] => h{at + 1}:fresh" for at in range(1, 7)]
CONTENTS = [f"p[style-name='{name}'] => nav > p:fresh" for name in ["TOC Heading", *map("toc {}".format, range(1, 10))]]
TITLE = "p[style-name='Title'] => h1.title:fresh"  # else a title is a paragraph
STYLES = "\n".join([TITLE, *BELOW_TITLE, *CONTENTS])  # of Word
SPACED_LINK = re.compile(
    r"\]\(([^()<>\n]{0,100}[^()<>\s][ ][^()<>\n\"']{0,100}\.(?:md|markdown|html?|pdf))\)"
)  # "[Next](Level 2.md)"


def without_front_matter(text: str) -> tuple[str, str]:
    """The front matter of a Markdown file, and the text with as many empty lines in its place."""
    match = FRONT_MATTER.match(text)
    if not match:
        return "", text
    return match["front"] or match["comment"] or "", "\n" * match[0].count("\n") + text[match.end() :]


def markdown_to_html(text: str) -> str:
    """HTML in which a comment before each block names the line that it stands in."""
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML

    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens, renderer = parser.parse(SPACED_LINK.sub(r"](<\1>)", text)), RendererHTML()
    parts: list[str] = []
    for token in tokens:
        if token.map and token.nesting >= 0:
            parts.append(f"<!--line {token.map[0] + 1}-->")
        if token.type == "inline":
            parts.append(renderer.renderInline(token.children or [], parser.options, {}))
        elif token.type in ("fence", "code_block"):
            parts.append(f"<p>{entities.escape(token.content)}</p>")
        elif token.type == "html_block":
            parts.append(token.content)
        else:
            parts.append(_tag(token))
    return "".join(parts)


def _tag(token: Any) -> str:
    """A block's tag. In a tight list the paragraph of an item is hidden: it is left out."""
    if token.hidden or not token.tag:
        return ""
    return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>"


def office_kind(data: bytes, name: str) -> str:
    """`docx`, `xlsx`, or "" for another archive. Raises LoadError for one that unpacks to too much or is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        hint = "Save the file again with its program."
        raise LoadError(name, f"cannot be read ({type(error).__name__})", suggestion=hint) from error
    if sum(file.file_size for file in files) > LARGEST_CONTENT:
        raise LoadError(name, f"unpacks to more than {LARGEST_CONTENT:,} bytes", suggestion="Save it again.")
    names = {file.filename for file in files}
    return "docx" if "word/document.xml" in names else "xlsx" if "xl/workbook.xml" in names else ""


def docx_to_html(data: bytes, name: str) -> str:
    """A Word document's text, a line a block; pictures are left out. A title in the style for titles stands above all
    headings. Raises LoadError.
    """
    import mammoth

    try:
        no_pictures = mammoth.images.img_element(lambda image: {})
        converted = mammoth.convert_to_html(io.BytesIO(data), convert_image=no_pictures, style_map=STYLES)
    except DocumentError:
        raise
    except Exception as error:  # a cut or forged file fails anywhere inside the library
        hint = "Save the file again with its program."
        raise LoadError(name, f"cannot be read ({type(error).__name__})", suggestion=hint) from error
    text: str = converted.value
    up = 0 if '<h1 class="title">' in text else 1  # without a title the headings are the highest
    text = re.sub(r"(?<=<)(/?)h([2-7])(?=>)", lambda tag: f"{tag[1]}h{min(int(tag[2]) - up, 6)}", text)
    return re.sub(r"(</(?:p|h[1-6]|li|tr|table|ul|ol)>)", "\\1\n", text)
