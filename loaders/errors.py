"""What reading a source can end in.

LoadError            the document cannot be read; names the document, the place and the next step
    NotABlueprint    it can be read, but it is no role blueprint; says which sections it has
"""

from __future__ import annotations

from graph.errors import DocumentError


class LoadError(DocumentError):
    """A document that cannot be read."""


class NotABlueprint(LoadError):
    """A readable document that is no role blueprint."""
