"""Small PDFs for tests: lines of one size and weight each, on one page."""

from __future__ import annotations

from collections.abc import Iterable

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
PAGE = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 6 0 R "
    "/Resources << /Font << /F0 4 0 R /F1 5 0 R >> >> >>"
)


def pdf(lines: Iterable[tuple[int, bool, str]]) -> bytes:
    """One page of lines with their size, whether they are bold, and their words."""
    drawn, height = [], 780
    for size, bold, text in lines:
        height -= 2 * size
        words = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        drawn.append(f"BT /F{int(bold)} {size} Tf 1 0 0 1 50 {height} Tm ({words}) Tj ET")
    content = "\n".join(drawn).encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE.encode(),
        FONT.format("Helvetica").encode(),
        FONT.format("Helvetica-Bold").encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    out, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end
