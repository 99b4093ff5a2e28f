"""Markdown and HTML to plain text, paragraphs apart by an empty line, with the metadata they state."""

from __future__ import annotations

import re

import trafilatura
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from trafilatura.settings import Document as Page

from ingest.read_bytes import clean
from ingest.read_metadata import Metadata, metadata_of, read_date
from ontology.errors import DocumentError, InputError

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>", re.DOTALL)
_CLOSING = "\"'”’)]"


def read_markdown(text: str, where: str) -> tuple[str, Metadata]:
    """Return the plain text and the front matter of a Markdown document.

    A first-level heading that opens the document is its title, not part of its text, unless front matter
    gives another title or nothing but the heading is there. Raises DocumentError for broken front matter.
    """
    text = clean(text)
    stated, body = _front_matter(text, where)
    blocks = _blocks(MarkdownIt("commonmark").enable("table").parse(body))
    if len(blocks) > 1 and blocks[0][0] == "h1" and stated.title in (None, blocks[0][1]):
        stated = stated.over(Metadata(title=blocks[0][1]))
        blocks = blocks[1:]
    return "\n\n".join(block for _, block in blocks), stated


def _front_matter(text: str, where: str) -> tuple[Metadata, str]:
    m = _FRONT_MATTER.match(text)
    if m is None:
        return Metadata(), text
    try:
        # The base loader makes strings of everything: a date stays as it was written, and nothing is constructed.
        data = yaml.load(m[1] or "", Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 if mark is None else mark.line + 2
        problem = getattr(error, "problem", None) or "nested too deeply"
        raise DocumentError(f"{where}:{line}", f"broken front matter: {problem}; quote values with a colon") from error
    if not isinstance(data, dict):
        return Metadata(), text  # two rules around a paragraph, no front matter
    return metadata_of({k: v or None for k, v in data.items()}, where), text[m.end() :]


def _blocks(tokens: list[Token]) -> list[tuple[str, str]]:
    """Return (tag of the enclosing element, text) of every block that has text."""
    found: list[tuple[str, str]] = []
    tag = "p"
    for token in tokens:
        if token.nesting == 1:
            tag = token.tag
        elif token.type == "inline":
            found.append((tag, _inline(token.children or []).strip()))
        elif token.type in ("fence", "code_block"):
            found.append(("pre", token.content.strip()))
        elif token.type == "html_block":
            found.append(("div", _TAG.sub("", token.content).strip()))
    return [(tag, block) for tag, block in found if block]


def _inline(tokens: list[Token]) -> str:
    """Return the words of inline markup: a soft line break is a space, an image nothing."""
    parts = {"softbreak": " ", "hardbreak": "\n", "image": "", "html_inline": ""}
    return "".join(parts.get(token.type, token.content) for token in tokens)


def read_html(text: str, where: str) -> tuple[str, Metadata]:
    """Return the article in an HTML page and what the page says about it.

    Raises DocumentError where the page holds no running text: a menu, a form, a list of headlines.
    """
    if not re.search(r"<(?:html|body)\b", text, re.IGNORECASE):
        text = f"<html><body>{text}</body></html>"  # a fragment, which trafilatura would refuse
    page = trafilatura.bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # Only dates that the page states as its own; the extensive search would take any date in the text.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = clean(page.text or "") if isinstance(page, Page) else ""
    lines = [line.removeprefix("- ") for line in map(str.strip, text.split("\n")) if line]
    if not isinstance(page, Page) or not any(map(_has_sentence, lines)):
        raise DocumentError(where, "no article found in this HTML; save the article's own page, or give its text")
    title = " ".join(clean(page.title or "").split()) or None
    if len(lines) > 1 and lines[0] == title:
        lines = lines[1:]
    return "\n\n".join(lines), Metadata(
        title=title,
        published=_date_or_none(page.date),
        source=" ".join(clean(page.sitename or "").split()) or None,
        url=_url_or_none(page.url),
    )


def _has_sentence(line: str) -> bool:
    """Tell running text from menus and headlines: four words or more, the last one before a full stop or the like."""
    return any(word.rstrip(_CLOSING).endswith((".", "!", "?", "…")) for word in line.split()[3:])


def _date_or_none(value: str | None) -> str | None:
    """Return a page's date where it is one: what a page guesses wrong is no user's mistake."""
    try:
        return read_date(value)
    except InputError:
        return None


def _url_or_none(value: str | None) -> str | None:
    try:
        return metadata_of({"url": value}, "").url
    except DocumentError:
        return None
