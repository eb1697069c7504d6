"""The page for people, and the two files it needs."""

from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from service.context import Here
from service.page_view import page_of
from service.parameters import Segment, Stream
from service.problems import problem_responses
from service.store.windows import snapshot
from service.streams import check_stream
from service.web.page import render

router = APIRouter(tags=["page"])

_DAY = {"Cache-Control": "private, max-age=86400"}


def _file(media_type: str, sample: str) -> dict[int | str, dict[str, object]]:
    """What OpenAPI says of a text that is no JSON."""
    content = {media_type: {"schema": {"type": "string"}, "examples": {"start": {"value": sample}}}}
    return {200: {"description": "The text.", "content": content}, **problem_responses(401, 403)}


@router.get(
    "/",
    response_class=HTMLResponse,
    responses={**_file("text/html", "<!doctype html>..."), **problem_responses(401, 403, 404, 422, 503)},
)
def show_page(here: Here, stream: Stream = "default", segment: Segment = "all") -> HTMLResponse:
    """What production looks like, beside the active dataset."""
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        page = page_of(conn, here.settings, stream, segment)
    return HTMLResponse(render(page))


@router.get("/page.css", response_class=Response, responses=_file("text/css", ":root { ... }"))
async def show_style() -> Response:
    """The look of the page."""
    return Response(_text("prodshape.drawing", "page.css"), media_type="text/css", headers=_DAY)


@router.get("/favicon.svg", response_class=Response, responses=_file("image/svg+xml", "<svg ... />"))
@router.get("/favicon.ico", response_class=Response, responses=_file("image/svg+xml", "<svg ... />"))
async def show_icon() -> Response:
    """The small picture of the page."""
    return Response(_text("service.web", "favicon.svg"), media_type="image/svg+xml", headers=_DAY)


@cache
def _text(package: str, name: str) -> bytes:
    return (files(package) / name).read_bytes()
