"""Bytes to text: size, character set and format, all by content."""

from __future__ import annotations

import re
from dataclasses import dataclass

import charset_normalizer
import orjson

from graph.documents.document import DocumentFormat
from loaders.converting import docx_to_html, markdown_to_html, office_kind, without_front_matter
from loaders.errors import LoadError

MAX_BYTES = 4 * 1024 * 1024  # fifty times a real document
SAMPLE = 32 * 1024  # bytes that a character set is guessed from
CONTROL = frozenset({*range(1, 9), *range(14, 27), *range(28, 32)})  # bytes that no text has, whatever its encoding
MOST_CONTROL = 0.05  # share of such bytes in a text that is damaged
OLD_OFFICE = "an old Office file"
BINARY = {
    b"PK\x03\x04": "a ZIP archive or an Office file",
    b"PK\x05\x06": "a ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": OLD_OFFICE,
    b"\x7fELF": "a program",
    b"MZ": "a program",
}
LOCKED = "an Office file that a password locks"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the part of such a file
NEXT_STEPS = {
    OLD_OFFICE: "Save it as .docx or .xlsx.",
    LOCKED: "Take the password off.",
    "a picture": "Give the document that it shows, as text.",
    "a program": "Give a document.",
    "a PDF": "Give the text that is in it.",
}
ZIP = b"PK\x03\x04"
MARKDOWN = (".md", ".markdown")
MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
HTML_START = re.compile(
    r"^(?:<!--|<(?:!doctype\s+html|html|head|body|h[1-6]|p|div|article|section|main|ul|ol|table|figure|meta)\b)",
    re.IGNORECASE,
)
HTML_TAG = re.compile(r"</(?:p|li|h[1-6]|td|ul|ol|div)>", re.IGNORECASE)
JSON_START = re.compile(r"^\s*[\[{]\s*[\"{}\]]")


@dataclass(frozen=True)
class Source:
    """A document's text, its format, and what was noticed while decoding it. `uri` and `title` are a WordPress
    post's.
    """

    format: DocumentFormat
    text: str
    notes: tuple[str, ...] = ()
    uri: str | None = None
    title: str | None = None


def binary_kind(data: bytes) -> str | None:
    """What a file is that is no text."""
    for magic, kind in BINARY.items():
        if data.startswith(magic):
            return LOCKED if kind == OLD_OFFICE and ENCRYPTED in data else kind
    sample = data[:SAMPLE]
    control = sum(byte in CONTROL for byte in sample)
    marked = any(data.startswith(mark) for mark in MARKS)
    return "binary data" if control > MOST_CONTROL * len(sample) and not marked else None


def no_text(kind: str, name: str) -> LoadError:
    """The refusal of a file of this kind, with what to do."""
    hint = NEXT_STEPS.get(kind, "Unpack it, or save the document in it as text.")
    return LoadError(name, f"is {kind}, not text", suggestion=hint)


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text and notes on what had to be guessed or replaced."""
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), []
    if data[:2000].count(0) > len(data[:2000]) // 4:
        little = data[1:2000:2].count(0) >= data[0:2000:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace"), [
            "the character set was taken to be UTF-16"
        ]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3:
            return data[: error.start].decode("utf-8"), ["the file ends inside a character"]
    return guess(data)


def _letters(data: bytes) -> str:
    """What the bytes that are no ASCII are in Western Europe."""
    return bytes(byte for byte in data if byte > 127).decode("cp1252", errors="replace")


def guess(data: bytes) -> tuple[str, list[str]]:
    """The text in the character set that it declares, or that fits it best."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    declared = DECLARED.search(data[:4096])
    encoding = declared[1].decode() if declared else None
    if encoding is None or encoding.casefold() in {"utf-8", "utf8"}:
        if bad <= max(3, len(text) // 2000):
            letters = "" if any("\x7f" < letter != "\ufffd" for letter in text) else _letters(data)
            if letters and letters.isalpha():  # a few accents, as a spreadsheet writes them in a CSV
                return data.decode("cp1252", errors="replace"), ["the character set was taken to be cp1252"]
            return text, [f"{bad} characters could not be decoded"]
        start = next((index for index, byte in enumerate(data) if byte > 127), 0)
        best = charset_normalizer.from_bytes(data[max(0, start - 1000) : start + SAMPLE]).best()
        encoding = best.encoding if best else "cp1252"
    try:
        return data.decode(encoding, errors="replace"), [f"the character set was taken to be {encoding}"]
    except LookupError:
        return data.decode("cp1252", errors="replace"), ["the character set was taken to be cp1252"]


def format_of(text: str) -> DocumentFormat:
    """What a text is written in, by its content."""
    start = text[:4000].lstrip("\ufeff \t\r\n")
    if JSON_START.match(start):
        return "wordpress"
    if HTML_START.match(start) or len(HTML_TAG.findall(text[:200_000])) >= 3:
        return "html"
    return "text"


def open_source(data: bytes, name: str) -> Source:
    """The document's text.

    Raises LoadError when it is empty, too large, no text, or JSON that is no WordPress post.
    """
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise LoadError(
            name,
            f"has {len(data):,} bytes; at most {limit} MB are read",
            suggestion="Give the article alone, without the page around it.",
        )
    if data.startswith(ZIP) and office_kind(data, name) == "docx":
        return Source("docx", docx_to_html(data, name))
    if kind := binary_kind(data):
        raise no_text(kind, name)
    text, notes = decode(data)
    if "\0" in text:
        notes.append(f"{text.count(chr(0))} NUL characters were left out")
        text = text.replace("\0", "")
    if not text.strip():
        raise LoadError(name, "is empty", suggestion="Save the document again.")
    if name.lower().endswith(MARKDOWN):
        return Source("markdown", markdown_to_html(without_front_matter(text)[1]), tuple(notes))
    format = format_of(text)
    return wordpress(text, name, notes) if format == "wordpress" else Source(format, text, tuple(notes))


def wordpress(text: str, name: str, notes: list[str]) -> Source:
    """A post from the REST interface: its HTML is in `content.rendered`."""
    try:
        post = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        suggestion = "Download the post again from /wp-json/wp/v2/posts/."
        raise LoadError(name, f"is no complete JSON: {error.msg}", line=error.lineno, suggestion=suggestion) from error
    if isinstance(post, list) and len(post) == 1:
        post = post[0]
    if isinstance(post, list):
        raise LoadError(
            name, f"holds {len(post)} posts; a document is one", suggestion="Give each post a file of its own."
        )
    html = rendered(post, "content")
    if not html:
        raise LoadError(
            name,
            "is JSON without a post's content",
            field="content.rendered",
            suggestion="Save a post of /wp-json/wp/v2/posts/ as it comes.",
        )
    link = post.get("link")
    return Source(
        "wordpress",
        html,
        tuple(notes),
        link if isinstance(link, str) and link else None,
        rendered(post, "title") or None,
    )


def rendered(post: object, field: str) -> str:
    value = post.get(field) if isinstance(post, dict) else None
    inner = value.get("rendered") if isinstance(value, dict) else None
    return inner if isinstance(inner, str) else ""
