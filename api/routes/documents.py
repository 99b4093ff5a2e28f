"""`/documents`: list, read, ingest and forget articles."""

from __future__ import annotations

import io
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from api import lookup
from api.asof import AsOfQuery, KnownByQuery, held_json
from api.asof import chosen as as_of_then
from api.facts import document_name, read_statements
from api.links import document_key, page_of, tag_of
from api.negotiate import choose
from api.pages import render
from api.passages import cut
from api.resolved import read_record
from api.service import Service, Shared
from ingest.read import read_stream, read_text
from ontology.errors import DocumentError, UnknownError
from ontology.iris import digest
from ontology.record_json import to_json
from ontology.records import Annotated as Record
from ontology.records import Document

router = APIRouter(tags=["documents"])

_PAGE = 50
Limit = Annotated[int, Query(ge=1, le=1000, description="most items in the answer")]
JsonFormat = Annotated[Literal["json"] | None, Query(description="json; goes before Accept")]
Offset = Annotated[int, Query(ge=0, description="items to leave out at the start")]


class NewDocument(BaseModel):
    """An article to ingest; `published` is an ISO 8601 date or a date in English words."""

    text: str
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None


def same_origin(request: Request) -> None:
    """Refuse a change that a page of another site sent through a visitor's browser."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, f"a page of {origin} may not change what is stored here")


def wants_page(request: Request) -> bool:
    """Tell whether a client would rather have HTML than JSON."""
    return choose(request.headers.get("accept"), ["application/json", "text/html"]) == "text/html"


@router.get("/documents", summary="List documents")
def list_documents(
    request: Request, service: Shared, limit: Limit = _PAGE, offset: Offset = 0, as_of: AsOfQuery = None,
    known_by: KnownByQuery = None,
) -> Response:  # fmt: skip
    """Return the stored documents, newest first, as JSON or as a page."""
    held = as_of_then(service.store, as_of, known_by)
    rows = [row for row in lookup.documents(service.store) if held is None or row.iri in held.documents]
    chosen = rows[offset : offset + limit]
    if wants_page(request):
        return render(request, "documents.html", rows=chosen, total=len(rows), limit=limit, offset=offset)
    items = [
        {"iri": row.iri, "id": row.id, "title": row.title, "published": row.published, "source": row.source,
         "page": page_of(row.iri, service.store.base)}
        for row in chosen
    ]  # fmt: skip
    body = {"total": len(rows), "offset": offset, "items": items, **({"as_of": held_json(held)} if held else {})}
    return JSONResponse(body, headers={"Vary": "Accept"})


@router.get("/documents/{key}", summary="Read one document")
def get_document(request: Request, service: Shared, key: str, format: JsonFormat = None) -> Response:
    """Return a document's record as JSON, as it was read (`sitrep extract`), or its page, with identities resolved."""
    iri = f"{service.store.base}document/{key}"
    if format is None and wants_page(request):
        return document_page(request, service, read_record(service.store, iri))
    answer = JSONResponse(to_json(service.store.record(iri)), headers={"Vary": "Accept"})
    answer.headers["ETag"] = tag_of(bytes(answer.body).decode())
    return answer


def document_page(request: Request, service: Service, record: Record) -> Response:
    """Return the page of an article: its text with the evidence marked, and what it claims."""
    statements = read_statements(record, service.classes)
    pieces = cut(
        record.document.text,
        [(statement.evidence, statement.key) for statement in statements],
        [statement.trigger for statement in statements if statement.trigger is not None],
    )
    return render(
        request, "document.html", document=record.document, name=document_name(record), pieces=pieces,
        statements=statements, entities=record.entities, key=document_key(record.document.iri),
    )  # fmt: skip


@router.post("/documents", summary="Ingest documents", status_code=201, dependencies=[Depends(same_origin)],
             openapi_extra={"requestBody": {"required": True, "content": {
                 "application/json": {"schema": NewDocument.model_json_schema()},
                 "text/plain": {"schema": {"type": "string"}},
                 "multipart/form-data": {"schema": {
                     "type": "object", "required": ["file"],
                     "properties": {"file": {"type": "string", "format": "binary"},
                                    "published": {"type": "string"}, "source": {"type": "string"}}}},
             }}})  # fmt: skip
async def post_document(request: Request, service: Shared) -> Response:
    """Analyse and store an article given as JSON, as plain text, or as an uploaded file of any readable kind."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/json":
        found = await run_in_threadpool(_from_json, service, await request.body())
    elif media == "text/plain":
        found = await run_in_threadpool(_from_text, service, await request.body(), dict(request.query_params))
    elif media == "multipart/form-data":
        found = await _from_form(request, service)
    else:
        raise HTTPException(415, f"content type {media!r} is not supported; send JSON, text/plain or a file upload")
    return await run_in_threadpool(_ingest, service, found)


def _from_json(service: Service, body: bytes) -> list[Document | DocumentError]:
    try:
        new = NewDocument.model_validate_json(body)
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'body'}: {e['msg']}" for e in error.errors())
        raise HTTPException(422, f"not a document: {said}") from error
    return [_read(service, new)]


def _from_text(service: Service, body: bytes, query: dict[str, str]) -> list[Document | DocumentError]:
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise HTTPException(422, f"the text is not UTF-8 at byte {error.start + 1:,}") from error
    given = {name: query.get(name) for name in ("title", "published", "source", "url")}
    return [_read(service, NewDocument(text=text, **given))]


def _read(service: Service, new: NewDocument) -> Document:
    return read_text(
        new.text, id=f"pasted-{digest(new.text)[:12]}", title=new.title or None, published=new.published or None,
        source=new.source or None, url=new.url or None, base=service.store.base,
        limit=service.settings.max_document_chars,
    )  # fmt: skip


async def _from_form(request: Request, service: Service) -> list[Document | DocumentError]:
    async with request.form(max_files=20, max_fields=20) as form:
        uploads = [value for name, value in form.multi_items() if isinstance(value, UploadFile)]
        if not uploads:
            raise HTTPException(422, "no file in the form; send one in the field named file")
        given = {name: text for name in ("published", "source") if isinstance(text := form.get(name), str) and text}
        found: list[Document | DocumentError] = []
        for upload in uploads:
            data, name = await upload.read(), upload.filename or "upload"
            found += await run_in_threadpool(_from_upload, service, data, name, given)
        return found


def _from_upload(service: Service, data: bytes, name: str, given: dict[str, str]) -> list[Document | DocumentError]:
    found = read_stream(
        io.BytesIO(data), name=name, published=given.get("published"), source=given.get("source"),
        base=service.store.base, limit=service.settings.max_document_chars,
    )  # fmt: skip
    return list(found)


def _ingest(service: Service, found: list[Document | DocumentError]) -> Response:
    readable = [document for document in found if not isinstance(document, DocumentError)]
    outcomes = service.ingest(readable) if readable else []
    records = [outcome for outcome in outcomes if not isinstance(outcome, DocumentError)]
    failures = [each for each in (*found, *outcomes) if isinstance(each, DocumentError)]
    if not records:
        raise failures[0] if failures else DocumentError("request", "nothing to ingest")
    items: list[dict[str, Any]] = [_summary(record, service.store.base) for record in records]
    body = {**items[0], "documents": items, "failures": [str(failure) for failure in failures]}
    return JSONResponse(body, 201, {"Location": items[0]["page"]})


def _summary(record: Record, base: str) -> dict[str, Any]:
    return {
        "iri": record.document.iri, "page": page_of(record.document.iri, base), "title": document_name(record),
        "entities": len(record.entities), "events": len(record.events),
        "claims": sum(len(event.claims) for event in record.events), "relations": len(record.relations),
    }  # fmt: skip


@router.delete("/documents/{key}", summary="Forget a document", status_code=204, dependencies=[Depends(same_origin)])
def delete_document(service: Shared, key: str) -> Response:
    """Remove a document and everything that was read from it."""
    iri = f"{service.store.base}document/{key}"
    if not any(row.iri == iri for row in lookup.documents(service.store)):
        raise UnknownError(f"no document {key!r} is stored; /documents lists those that are")
    service.forget(iri)
    return Response(status_code=204)
