"""How far production is from the active dataset (mismatch) and from its baseline (drift)."""

from fastapi import APIRouter, Response

from service import examples
from service.context import Here
from service.documents import IfNoneMatch, document
from service.etags import etag_of
from service.openapi import reads
from service.parameters import Segment, Stream
from service.store.errors import UnknownRow
from service.store.evaluations import Evaluation, load_evaluation
from service.store.windows import ALL, snapshot
from service.streams import check_stream

router = APIRouter(tags=["divergence"])


@router.get(
    "/v1/divergence",
    response_model=Evaluation,
    responses=reads(examples.evaluation(), found="The latest evaluation.", cached=True),
)
def get_divergence(
    here: Here, stream: Stream = "default", segment: Segment = "all", if_none_match: IfNoneMatch = None
) -> Response:
    """Mismatch and drift per axis, of the live window, as evaluated last; with one segment.

    It is the stored document that gauges and page are made from, so they cannot disagree. An axis without a number
    has a reason; if nothing is counted yet, `segments` is empty and `mismatch_reason` says so. Verdicts and alarms are
    of all segments that the contract names: they share one budget of false alarms.
    """
    with snapshot(here.engine) as conn:
        check_stream(conn, here.settings, stream)
        found = load_evaluation(conn, stream)
    if found is None:
        raise UnknownRow(
            f"Stream {stream!r} was not evaluated yet: that happens every {here.settings.refresh_seconds} seconds "
            "once messages are counted and `python -m service` runs."
        )
    if segment not in found.segments and segment != ALL:
        raise UnknownRow(
            f"The live window of stream {stream!r} has no segment {segment!r}; "
            f"it has {', '.join(found.segments) or 'none yet'}."
        )
    chosen = {name: each for name, each in found.segments.items() if name == segment}
    text = found.model_copy(update={"segments": chosen}).model_dump_json()
    return document(etag_of(here.release, text), if_none_match, text.encode)
