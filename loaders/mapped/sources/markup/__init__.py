"""Markdown, HTML and DOCX as pieces, without what publishing tools put around them."""
