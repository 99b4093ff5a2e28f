"""Bytes to text: encodings, line endings, characters that no text holds."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from ontology.errors import DocumentError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control characters but tab and line feed, lone surrogates, the byte order mark, and the two
# code points that XML forbids and SPARQL results in XML could not carry.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_SAMPLE = 64_000  # bytes or characters looked at to tell text from binary


def decode(data: bytes, where: str, declared: str | None = None) -> str:
    """Return the text that bytes encode.

    A byte order mark decides, then UTF-8 is tried, then the encoding that the document declares, then one is
    detected. Raises DocumentError for bytes that are no text.
    """
    text = _decode_marked(data, where)
    if text is None:
        text = _decode_utf8(data, where)
    if text is None:
        text = _decode_as(data, declared)
    if text is None:
        text = _detect(data, where)
    sample = text[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) * 100 > len(sample):
        raise _binary(where)
    return text


def _decode_marked(data: bytes, where: str) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise DocumentError(
                    where, f"begins with a {encoding.removesuffix('-sig').upper()} mark but is not so encoded "
                    f"(byte {error.start:,}); save it as UTF-8"
                ) from error  # fmt: skip
    return None


def _decode_utf8(data: bytes, where: str) -> str | None:
    if data.startswith(b"%PDF-"):
        raise DocumentError(where, "a PDF, which is not read; convert it to text or HTML first")
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        # English in UTF-16 without a mark has a zero in nearly every second byte; anything else with zeros is binary.
        for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
            if zeros.count(0) * 10 > len(zeros) * 9:
                return data.decode(encoding, errors="replace")
        raise _binary(where)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def declared_charset(html: bytes) -> str | None:
    """Return the encoding that an HTML page says it is in."""
    m = _CHARSET.search(html, 0, 4096)
    return None if m is None else m[1].decode()


def _decode_as(data: bytes, encoding: str | None) -> str | None:
    try:
        return None if encoding is None else data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _detect(data: bytes, where: str) -> str:
    # Detection by statistics takes an English text with three accents for Chinese or Czech:
    # where nearly all bytes are ASCII, the rest are almost always Windows quotes and accents.
    high = sum(byte > 0x7F for byte in data[:_SAMPLE])
    if high * 10 < len(data[:_SAMPLE]) or len(data) < 40:
        western = _decode_as(data, "cp1252")
        if western is not None:
            return western
    best = from_bytes(data).best()
    if best is None or best.encoding == "ascii":
        raise _binary(where)
    return str(best)


def _binary(where: str) -> DocumentError:
    return DocumentError(where, "looks like binary data, not text; give a .txt, .md, .html or .jsonl file")


def clean(text: str) -> str:
    """Return text with line feeds as its only line ends, without control characters and outer blank space.

    Everything else stays as it is, compositions of accents included: offsets refer to the result.
    """
    return _NO_TEXT.sub("", _LINE_ENDS.sub("\n", text)).strip()
