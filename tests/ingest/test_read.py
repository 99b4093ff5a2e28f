"""Reading files, folders and streams: formats, metadata, and every kind of bad input."""

from __future__ import annotations

import contextlib
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.read import read_date, read_documents, read_stream, read_text
from ontology.errors import DocumentError, InputError
from ontology.iris import digest
from ontology.records import Document

BASE = "http://localhost:8000/id/"
PROSE = "The ferry left the harbour on Monday. Its captain denied that it was late."
Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


def read_one(path: Path, **options: object) -> Document:
    [document] = read_documents([path], base=BASE, **options)  # type: ignore[arg-type]
    assert isinstance(document, Document), document
    return document


def error_of(path: Path, **options: object) -> DocumentError:
    [error] = read_documents([path], base=BASE, **options)  # type: ignore[arg-type]
    assert isinstance(error, DocumentError), error
    return error


def read_bytes(data: bytes, name: str = "-", limit: int = 2_000_000) -> list[Document | DocumentError]:
    return list(read_stream(io.BytesIO(data), name=name, base=BASE, limit=limit))


# Dates


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-11-13", "2024-11-13"),
        (" 20241113 ", "2024-11-13"),
        ("2024-11-13T08:30:00Z", "2024-11-13T08:30:00Z"),
        ("2024-11-13 08:30", "2024-11-13T08:30:00"),
        ("2024-11-13T08:30:00.5+0900", "2024-11-13T08:30:00.500000+09:00"),
        ("13 November 2024", "2024-11-13"),
        ("November 13, 2024", "2024-11-13"),
        ("Sept. 3rd 2022", "2022-09-03"),
        ("Wed, 13 Nov 2024 08:30:00 GMT", "2024-11-13T08:30:00Z"),
    ],
)
def test_date_forms(value: str, expected: str) -> None:
    assert read_date(value) == expected
    assert read_date(expected) == expected


@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "2024-13-01", "2023-02-29", "13/11/2024", "2024", "12 Marble 2024", "0000-01-01", None, 20241113,
     "2024-11-13T25:00:00", "99 Nov 2024 10:00", "２０２４-11-13"],
)  # fmt: skip
def test_date_that_is_none_names_value_and_forms(value: object) -> None:
    with pytest.raises(InputError) as caught:
        read_date(value)
    assert repr(value) in str(caught.value)
    assert "2024-11-13" in str(caught.value)


@settings(deadline=None)
@given(st.datetimes(timezones=st.none() | st.timezones()) | st.dates())
def test_iso_dates_are_read_as_they_are(value: object) -> None:
    text = value.isoformat()  # type: ignore[attr-defined]
    try:
        read = read_date(text)
    except InputError:
        assert text.count(":") > 3  # offsets with seconds, of times before railways
        return
    assert read == text.replace("+00:00", "Z")


@settings(deadline=None)
@given(st.text())
def test_date_raises_nothing_but_input_error(value: str) -> None:
    with contextlib.suppress(InputError):
        assert read_date(read_date(value)) == read_date(value)


# Text


def test_text_becomes_document() -> None:
    document = read_text(PROSE, id="a", title=" Ferry\nleaves ", published="13 November 2024", source="Wire", base=BASE)
    assert document == Document(
        iri=f"{BASE}document/{digest(PROSE)[:16]}", id="a", title="Ferry leaves", text=PROSE, published="2024-11-13",
        source="Wire", url=None, sha256=digest(PROSE),
    )  # fmt: skip


def test_identity_is_the_text_alone() -> None:
    one = read_text(PROSE, id="a", title="One", base=BASE)
    two = read_text(PROSE + "\r\n", id="b", title="Two", base=BASE)
    assert (one.iri, one.sha256) == (two.iri, two.sha256)


def test_line_ends_and_control_characters() -> None:
    document = read_text("\ufeff A\r\nb\rc\u2028d\x00e\tf\x1bg\ud800h cafe\u0301 ", id="a", base=BASE)
    assert document.text == "A\nb\nc\nde\tfgh cafe\u0301"


@settings(deadline=None)
@given(st.text(alphabet=st.characters()))
def test_cleaning_is_idempotent_and_encodable(text: str) -> None:
    try:
        document = read_text(text, id="a", base=BASE)
    except DocumentError:
        return
    assert read_text(document.text, id="a", base=BASE).text == document.text
    assert document.sha256 == digest(document.text)
    assert "\r" not in document.text


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x01"])
def test_empty_text(text: str) -> None:
    with pytest.raises(DocumentError, match="a: empty"):
        read_text(text, id="a", base=BASE)


def test_text_beyond_limit() -> None:
    assert read_text("x" * 10, id="a", base=BASE, limit=10).text == "x" * 10
    with pytest.raises(DocumentError, match="11 characters, and the limit is 10"):
        read_text("x" * 11, id="a", base=BASE, limit=10)


@pytest.mark.parametrize(("key", "value"), [("published", "soon"), ("url", "no url"), ("title", 3)])
def test_metadata_that_is_none(key: str, value: object) -> None:
    with pytest.raises(DocumentError, match=f'a: "{key}"'):
        read_text(PROSE, id="a", base=BASE, **{key: value})  # type: ignore[arg-type]


# Files and sidecars


def test_text_file_without_metadata(write: Write) -> None:
    document = read_one(write("a.txt", PROSE + "\n"), published="2024-01-02", source="Desk")
    assert (document.id, document.text, document.title) == ("a.txt", PROSE, None)
    assert (document.published, document.source) == ("2024-01-02", "Desk")


def test_short_or_foreign_text_is_read(write: Write) -> None:
    assert read_one(write("a.txt", "Ja.")).text == "Ja."
    assert read_one(write("b.TXT", "Президент прибыл.")).text == "Президент прибыл."


def test_byline_at_the_end_is_text(write: Write) -> None:
    text = f"{PROSE}\n# With harbour desk inputs"
    assert read_one(write("a.txt", text)).text == text


def test_sidecar_takes_precedence_over_arguments(write: Write) -> None:
    sidecar = {"title": "T", "published": "2024-03-04", "source": "Gazette", "url": "https://x.example/a", "note": 1}
    write("a.json", json.dumps(sidecar))
    document = read_one(write("a.txt", PROSE), published="2020-01-01", source="Desk")
    assert (document.title, document.published, document.source) == ("T", "2024-03-04", "Gazette")
    assert document.url == "https://x.example/a"


@pytest.mark.parametrize(
    ("content", "reason"),
    [('{"title": }', "column 11"), ("[]", "object"), ('{"published": "soon"}', "soon"), ('{"source": 1}', "source"),
     ("[" * 100_000, "broken JSON")],
)  # fmt: skip
def test_broken_sidecar_is_named(write: Write, content: str, reason: str) -> None:
    write("a.json", content)
    error = error_of(write("a.txt", PROSE))
    assert error.where.endswith("a.json")
    assert reason in error.reason


# Encodings and what is no text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "utf-16-le", "utf-16-be"])
def test_encodings_of_english(encoding: str) -> None:
    text = "“We deny it”, the minister’s office said — in Zürich, at the café."
    [document] = read_bytes(text.encode(encoding), "a.txt")
    assert isinstance(document, Document)
    assert document.text == text


def test_detected_encoding() -> None:
    text = "Президент прибыл в столицу вечером и провел переговоры с министрами правительства. " * 5
    [document] = read_bytes(text.encode("koi8-r"), "a.txt")
    assert isinstance(document, Document)
    assert document.text == text.strip()


@pytest.mark.parametrize("data", [b"", b" \r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0"])
@pytest.mark.parametrize("name", ["-", "a.txt", "a.md", "a.html", "a.jsonl"])
def test_nothing_in_it(data: bytes, name: str) -> None:
    [error] = read_bytes(data, name)
    assert isinstance(error, DocumentError)


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"%PDF-1.7\n1 0 obj\n", bytes(range(1, 256)) * 8, b"PK\x03\x04\x14\0\x06\0",
     b"\x1f\x8b\x08" + bytes(range(256))],
)  # fmt: skip
@pytest.mark.parametrize("name", ["-", "a.txt", "a.md", "a.html"])
def test_binary(data: bytes, name: str) -> None:
    [error] = read_bytes(data, name)
    assert isinstance(error, DocumentError)
    assert "PDF" in error.reason or "binary" in error.reason


def test_mark_that_lies() -> None:
    [error] = read_bytes(b"\xef\xbb\xbfcaf\xe9", "a.txt")
    assert "UTF-8 mark" in str(error)


@settings(deadline=None)
@given(st.binary(), st.sampled_from(["-", "a.txt", "a.md", "a.html", "a.jsonl"]))
def test_any_bytes_give_documents_or_document_errors(data: bytes, name: str) -> None:
    for found in read_bytes(data, name):
        assert isinstance(found, Document | DocumentError)
        if isinstance(found, Document):
            assert found.text
            assert found.sha256 == digest(found.text)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "-"])
def test_ten_megabytes_are_refused_without_being_read_whole(name: str) -> None:
    stream = io.BytesIO((PROSE + " ").encode() * 140_000)
    [error] = read_stream(stream, name=name, base=BASE, limit=1_000_000)
    assert isinstance(error, DocumentError)
    assert "limit is 1,000,000" in error.reason


# Markdown


def test_markdown_is_stripped_to_paragraphs() -> None:
    source = (
        "# Ferry *leaves*\n\nThe **ferry** left the\n[harbour](http://h.example) on `Monday`.\n\n"
        "- one\n- two ![map](m.png)\n\n> Quoted &amp; said.\n\n<div>Boxed</div>\n\n<!-- hidden -->\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n    code\n"
    )
    [document] = read_bytes(source.encode(), "a.md")
    assert isinstance(document, Document)
    assert document.title == "Ferry leaves"
    assert document.text.split("\n\n") == [
        "The ferry left the harbour on Monday.", "one", "two", "Quoted & said.", "Boxed", "a", "b", "c", "d", "code",
    ]  # fmt: skip


def test_front_matter() -> None:
    source = (
        f"---\ntitle: 'Ferry: late?'\npublished: 2024-03-04\nsource: Gazette\nurl: null\ntags: [a]\n---\n# H\n\n{PROSE}"
    )
    [document] = read_bytes(source.replace("null", "").encode(), "a.md")
    assert isinstance(document, Document)
    assert (document.title, document.published, document.source) == ("Ferry: late?", "2024-03-04", "Gazette")
    assert document.url is None
    assert document.text == f"H\n\n{PROSE}"


def test_heading_alone_is_text_and_rules_are_no_front_matter() -> None:
    [heading] = read_bytes(b"# Only this", "a.md")
    [rules] = read_bytes(b"---\nPlain words\n\n---\nmore", "a.md")
    assert isinstance(heading, Document)
    assert isinstance(rules, Document)
    assert (heading.text, heading.title) == ("Only this", None)
    assert "Plain words" in rules.text


@pytest.mark.parametrize(
    ("matter", "where", "reason"),
    [("x: 1\ntitle: a: b", "a.md:3", "quote"), ("published: soon", "a.md", "soon"), ("title: [a]", "a.md", "title"),
     ("[" * 20_000, "a.md", "front matter")],
)  # fmt: skip
def test_broken_front_matter(matter: str, where: str, reason: str) -> None:
    [error] = read_bytes(f"---\n{matter}\n---\n{PROSE}".encode(), "a.md")
    assert isinstance(error, DocumentError)
    assert error.where.startswith(where)
    assert reason in error.reason


# HTML

PAGE = f"""<!DOCTYPE html><html><head><title>Ferry back | Harbour Gazette</title>
<meta property="article:published_time" content="2024-03-04T10:00:00Z">
<meta property="og:site_name" content="Harbour Gazette"><link rel="canonical" href="https://h.example/ferry"></head>
<body><nav><a href="/">Home</a><a href="/n">News</a></nav><article><h1>Ferry back</h1>
<p>{PROSE}</p><p>Repairs took a week &amp; cost little, the owner said.</p></article>
<footer>Copyright</footer></body></html>"""


def test_article_in_html() -> None:
    [document] = read_bytes(PAGE.encode(), "a.html")
    assert isinstance(document, Document)
    assert document.text == f"{PROSE}\n\nRepairs took a week & cost little, the owner said."
    assert (document.title, document.published) == ("Ferry back", "2024-03-04")
    assert (document.source, document.url) == ("Harbour Gazette", "https://h.example/ferry")


def test_arguments_take_precedence_over_guesses_from_html(write: Write) -> None:
    document = read_one(write("a.htm", PAGE), published="2024-03-05", source="Desk")
    assert (document.published, document.source) == ("2024-03-05", "Desk")


def test_html_fragment_and_declared_encoding() -> None:
    [fragment] = read_bytes(f"<p>{PROSE}</p><p>{PROSE}</p>".encode(), "a.html")
    page = f'<html><head><meta charset="iso-8859-2"></head><body><p>Wałęsa spoke. {PROSE}</p></body></html>'
    [declared] = read_bytes(page.encode("iso-8859-2"), "a.html")
    assert isinstance(fragment, Document)
    assert isinstance(declared, Document)
    assert declared.text.startswith("Wałęsa spoke.")


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<html><body><form><label>User</label><input><button>Go</button></form></body></html>",
        "<html><body>"
        + "".join(f"<li><a href='/{n}'>Ferry headline number {n}</a>" for n in range(30))
        + "</body></html>",
        "plain words without any markup",
        "<div>" * 50_000,
    ],
)
def test_html_without_an_article(page: str) -> None:
    [error] = read_bytes(page.encode(), "a.html")
    assert isinstance(error, DocumentError)
    assert "no article" in error.reason


# JSON Lines


def test_json_lines_go_on_after_broken_ones(write: Write) -> None:
    lines = [
        json.dumps({"id": 7, "text": "One.", "title": "T", "published": "2024-03-04", "source": "S", "url": None}),
        '{"text": "broken',
        "",
        '{"title": "no text"}',
        '{"text": "Two.", "published": "soon"}',
        '{"text": ""}',
        '["no object"]',
        '{"text": "\\ud800Last."}',
    ]
    path = write("a.jsonl", "\n".join(lines))
    found = list(read_documents([path], base=BASE, source="Desk"))
    documents = [d for d in found if isinstance(d, Document)]
    assert [(d.id, d.text, d.source) for d in documents] == [("7", "One.", "S"), ("a.jsonl:8", "Last.", "Desk")]
    assert [e.where for e in found if isinstance(e, DocumentError)] == [f"{path}:{n}" for n in (2, 4, 5, 6, 7)]
    assert isinstance(found[0], Document)


def test_json_lines_of_bad_bytes_and_length() -> None:
    long = json.dumps({"text": "x" * 200_000})
    data = b"\xef\xbb\xbf" + b"\n".join([b'{"text": "caf\xe9"}', long.encode(), b'{"text": "ok"}'])
    first, second, third = read_bytes(data, "a.jsonl", limit=100)
    assert "a.jsonl:1: not UTF-8 at byte 14" in str(first)
    assert str(second).startswith("a.jsonl:2: ")
    assert isinstance(third, Document)
    [wide] = read_bytes('{"text": "a"}'.encode("utf-16"), "a.jsonl")
    assert "UTF-16" in str(wide)


@settings(deadline=None)
@given(st.lists(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)))
def test_json_lines_round_trip(texts: list[str]) -> None:
    data = "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts))
    expected: list[str] = []
    for text in texts:
        with contextlib.suppress(DocumentError):  # nothing but characters that are cleaned away
            expected.append(read_text(text, id="x", base=BASE).text)
    assert [d.text for d in read_bytes(data.encode(), "a.jsonl") if isinstance(d, Document)] == expected


# Paths, folders, standard input


def test_folder_is_read_in_order_without_hidden_and_unknown(write: Write, tmp_path: Path) -> None:
    read = ("b.txt", "a/z.md", "a/deep/y.txt", "A.txt")
    for name in (*read, "c.jpg", ".hidden.txt", ".git/x.txt", "c.json", "a/README.md"):
        write(name, f"Text of {name}.")
    os.symlink(tmp_path, tmp_path / "a" / "circle")
    found = list(read_documents([tmp_path], base=BASE))
    assert [d.id for d in found if isinstance(d, Document)] == ["A.txt", "a/deep/y.txt", "a/z.md", "b.txt"]
    assert len(found) == 4


def test_reading_is_lazy(write: Write, tmp_path: Path) -> None:
    paths = [write("a.txt", "A."), write("b.txt", "B.")]
    found = read_documents(paths, base=BASE)
    next(found)
    paths[1].write_text("Changed.")
    second = next(found)
    assert isinstance(second, Document)
    assert second.text == "Changed."


def test_missing_path_does_not_stop_the_rest(write: Write, tmp_path: Path) -> None:
    missing, good = read_documents([tmp_path / "no.txt", write("a.txt", PROSE)], base=BASE)
    assert isinstance(missing, DocumentError)
    assert "no such file" in missing.reason
    assert isinstance(good, Document)


def test_unknown_suffix_is_said_when_asked_for(write: Write) -> None:
    assert "'.docx'" in error_of(write("a.docx", PROSE)).reason
    assert read_one(write("LETTER", PROSE)).text == PROSE
    assert "cannot be read" in error_of(Path("a\0.txt")).reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable(write: Write, tmp_path: Path) -> None:
    path = write("in/a.txt", PROSE)
    path.chmod(0)
    assert "Permission denied" in error_of(path).reason
    path.parent.chmod(0)
    try:
        assert "folder cannot be read" in error_of(path.parent).reason
    finally:
        path.parent.chmod(0o700)


def test_device_error_is_a_document_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    [error] = read_stream(Broken(b"x"), name="a.txt", base=BASE)
    assert "Input/output error" in str(error)


def test_bad_date_argument_is_raised_at_once() -> None:
    with pytest.raises(InputError, match="soon"):
        read_documents([], published="soon", base=BASE)


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (f"\n\n{PROSE}\nMore.", [f"{PROSE}\nMore."]),
        ('\n {"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (PAGE, [f"{PROSE}\n\nRepairs took a week & cost little, the owner said."]),
        ("{curly} words", ["{curly} words"]),
    ],
)
def test_standard_input_is_what_it_looks_like(data: str, texts: list[str]) -> None:
    found = list(read_documents(["-"], base=BASE, stdin=io.BytesIO(data.encode())))
    assert [d.text for d in found if isinstance(d, Document)] == texts


def test_standard_input_reports_lines() -> None:
    found = list(read_documents(["-"], base=BASE, stdin=io.BytesIO(b'{"text": "a"}\n{"text"')))
    assert [getattr(x, "where", getattr(x, "id", None)) for x in found] == ["-:1", "standard input:2"]


def test_examples_are_read_with_their_metadata() -> None:
    folder = Path(__file__).parents[2] / "examples"
    found = list(read_documents([folder], base=BASE))
    documents = [d for d in found if isinstance(d, Document)]
    assert not [d for d in found if isinstance(d, DocumentError)]
    assert len(documents) >= 16
    assert all(d.title and d.published and d.source for d in documents)
