"""A file of any form as one `Source`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import yaml

from loaders.converting import docx_to_html, office_kind
from loaders.decoding import binary_kind, decode, no_text
from loaders.errors import LoadError
from loaders.mapped.sources.data import jsonld
from loaders.mapped.sources.data.exports import flattened
from loaders.mapped.sources.data.languages import in_one_language
from loaders.mapped.sources.data.leaves import Leaf, Path, compose_json, leaves_of
from loaders.mapped.sources.data.lists import table_in
from loaders.mapped.sources.data.pages import pages_in
from loaders.mapped.sources.data.profiles import profiles_in
from loaders.mapped.sources.markup.markdown import read_markdown
from loaders.mapped.sources.markup.page import lines_of, read_page
from loaders.mapped.sources.pdf import read_pdf
from loaders.mapped.sources.pieces import Piece, Source
from loaders.mapped.sources.workbooks import read_csv, read_workbook
from loaders.mapped.wording.texts import size, tidy

CODE_OF_MDX = re.compile(  # imports and exports, comments, and tags of components that stand alone on a line
    r"^(?:import|export)\b[^\n]*(?:\n(?!\n)[^\n]*)*"
    r"|\{/\*(?:(?!\{/\*).){0,2000}?\*/\}"
    r"|^[ \t]*</?[A-Z][\w.]*(?:[ \t][^<>\n]*)?>[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
TAB = re.compile(  # "<TabItem label="Junior">", "{% tab title="Junior" %}"
    r"^[ \t]*(?:<(?:TabItem|Tab)\b[^<>\n]{0,200}?\b(?:label|title)=|\{% tab title=)[\"'](?P<title>[^\"'\n]{1,100})[\"']"
    r"[^<>\n]{0,200}?(?:>|%\})[ \t]*$",
    re.MULTILINE,
)
TAG = re.compile(r"^[ \t]*\{% (?:end)?\w+[^%\n]{0,200}%\}[ \t]*$", re.MULTILINE)  # of GitBook, alone on a line
SHORTCODE = re.compile(  # of Hugo, around what it shows; one with a title of its own shows that
    r"\{\{[<%](?![^\n{}]{0,300}?\b(?:title|label|text)=)[^\n{}]{0,500}[>%]\}\}"
)
ATTRIBUTES = re.compile(r"[ \t]*\{:[^\n{}]{0,300}\}")  # of kramdown, for the element before: "{: .no_toc }"
LARGEST_FILE = 20_000_000  # bytes


def read_source(data: bytes, name: str) -> Source:
    """A file's content. Raises LoadError for what is no text, too large or broken."""
    if len(data) > LARGEST_FILE:
        raise LoadError(name, f"has {len(data):,} bytes; at most {LARGEST_FILE:,} are read", suggestion="Split it.")
    ending = PurePosixPath(name).suffix.lower()
    if data.startswith(b"PK"):
        return _office(data, name)
    if data.startswith(b"%PDF"):
        return read_pdf(data, name)
    if kind := binary_kind(data):
        raise no_text(kind, name)
    if ending in (".docx", ".xlsx", ".pdf"):
        raise LoadError(name, f"is called {ending} and holds plain text", suggestion="Save it again with its program.")
    text = decode(data)[0].replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise LoadError(name, "is empty", suggestion="Save the document again.")
    if ending in (".csv", ".tsv"):
        pieces = read_csv(text, name)
        return Source(name, "csv", pieces, pieces[-1].grid.title if pieces[-1].grid else "")
    if ending in (".yaml", ".yml", ".json", ".jsonld"):
        return _data(text, name)
    if ending in (".html", ".htm", ".vue"):
        return _page(text, name)
    return read_markdown(_without_components(text, mdx=ending == ".mdx"), name)


def _without_components(text: str, *, mdx: bool) -> str:
    """Markdown without the code of its site; the title of a tab is a bold line above what it holds."""
    text = ATTRIBUTES.sub("", SHORTCODE.sub("", text))
    tabbed = TAB.sub(r"**\g<title>**", text)
    return TAG.sub("", CODE_OF_MDX.sub(lines_of, tabbed) if mdx or tabbed != text else text)


def _office(data: bytes, name: str) -> Source:
    kind = office_kind(data, name)
    if kind == "docx":
        return read_page(docx_to_html(data, name), name, "docx")
    if kind == "xlsx":
        try:
            pieces = list(read_workbook(data))
        except Exception as error:  # a cut or forged file fails anywhere inside the library
            hint = "Save the file again with its program."
            raise LoadError(name, f"cannot be read ({type(error).__name__})", suggestion=hint) from error
        grids = [piece.grid for piece in pieces if piece.grid is not None]
        if not any(grid.cells for grid in grids):
            raise LoadError(name, "has no words on a visible sheet", suggestion="Save the workbook again.")
        return Source(name, "xlsx", pieces, grids[0].title if len(grids) == 1 else "")
    raise LoadError(name, "is a ZIP archive, no Word document and no Excel workbook", suggestion="Unpack it.")


def _data(text: str, name: str) -> Source:
    is_json = name.endswith((".json", ".jsonld"))
    try:
        tree, leaves = leaves_of(compose_json(text) if is_json else yaml.compose(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        form = "JSON" if is_json else "YAML"
        line, hint = mark.line + 1 if mark else None, "Correct the line or the one before it."
        what = f"malformed {form}: {error.problem or error.context}"
        raise LoadError(name, what, line, suggestion=hint) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        hint = "Split it, or save it again as plain text."
        raise LoadError(name, f"cannot be read: {error}", suggestion=hint) from None
    found = _postings(tree, leaves, name) or profiles_in(tree, leaves, name) or table_in(leaves, name)
    if found := found or pages_in(leaves, name):
        return found
    tree, leaves, others = in_one_language(flattened(tree, leaves, PurePosixPath(name).stem), leaves)
    return Source(name, "data", data=leaves, tree=tree, translations=others)


def _page(html: str, name: str) -> Source:
    """A page, or the job posting that it carries for programs, where that says more; the page's own words then stand
    around it.
    """
    page = read_page(html, name, "html")
    for script, line in jsonld.scripts(html):
        try:
            tree, leaves = leaves_of(compose_json(script))
        except (yaml.YAMLError, RecursionError, ValueError):
            continue
        for leaf in leaves:
            leaf.line += line
        posting = _postings(tree, leaves, name)
        if posting and _words(posting) > _words(page):
            posting.pieces += [replace(piece, around=True) for piece in page.pieces]
            return posting
    return page


def _words(source: Source) -> int:
    return sum(size(piece.text) for piece in source.pieces if not piece.around)


def _postings(tree: Any, leaves: list[Leaf], name: str) -> Source | None:
    """Job postings and occupations as one page; of several, each stands under a heading of its own."""
    roles = jsonld.roles_in(tree)
    if not roles:
        return None
    pieces: list[Piece] = []
    for path, role in roles:
        pieces += _posting(path, role, leaves, name)
    titles = {jsonld.title_of(role) for _, role in roles}
    for leaf in leaves:
        if leaf.text in titles:
            leaf.used = "title"
    return Source(name, "data", pieces, titles.pop() if len(roles) == 1 else "", data=leaves, tree=None)


def _posting(path: Path, role: dict[str, Any], leaves: list[Leaf], name: str) -> Iterator[Piece]:
    yield Piece("heading", jsonld.title_of(role), 1, 1)
    for heading, items in jsonld.sections(leaves, path):
        if heading:
            yield Piece("heading", heading, items[0][1], 2)
        for text, line in items:
            if heading and not jsonld.MARKUP.search(text):
                yield Piece("item", tidy(text), line)
            else:
                for piece in read_page(f"<div>{text}</div>", name, "html").pieces:
                    yield replace(piece, line=line)
