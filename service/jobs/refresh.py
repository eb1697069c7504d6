"""Look at production now: the live window, compared with the active dataset and with its baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.alarming import advance_all, told
from service.evaluating import evaluate, load_references
from service.jobs.base import Job, Outcome, each_stream
from service.remembering import Remembered
from service.store.alarms import load_alarms, save_alarms
from service.store.evaluations import Evaluation, save_evaluation
from service.store.fingerprints import save_live
from service.store.windows import stream_names
from service.windowing import freeze_window

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from service.settings import ServiceSettings


_REMEMBERED: dict[str, Remembered] = {}
"""By stream, of this process."""


def run(engine: Engine, now: datetime, settings: ServiceSettings) -> Outcome:
    """Evaluate the live window of every stream that is or was read, and of those in the settings."""
    with engine.connect() as conn:
        streams = sorted({*stream_names(conn), *settings.streams})

    def work(stream: str) -> int:
        remembered = _REMEMBERED.setdefault(stream, Remembered())
        return len(refresh(engine, stream, now, settings, remembered).segments)

    return {"evaluated": each_stream(streams, work)}


def refresh(
    engine: Engine, stream: str, now: datetime, settings: ServiceSettings, remembered: Remembered | None = None
) -> Evaluation:
    """Evaluate one stream; live documents, evaluation and alarms are stored in one transaction, so they always fit."""
    remembered = remembered or Remembered()
    remembered.turn()
    # Without samples: nobody asks for the joint distribution twice a minute, and it is most of what there is to read.
    frozen = freeze_window(
        engine,
        stream,
        length=settings.live_window,
        sampled=False,
        labels=settings.stream(stream).request_labels,
        sums=remembered.sums,
    )
    with engine.begin() as conn:
        references = load_references(conn, stream, remembered)
        evaluation = evaluate(
            frozen, references, stream=stream, version=None, now=now, settings=settings, remembered=remembered
        )
        contract = None if references.contract is None else references.contract.contract
        before = load_alarms(conn, stream)
        alarms = advance_all(
            before, evaluation, contract, refreshes=settings.alarm_refreshes, lasting=settings.alarm_lasting
        )
        save_alarms(conn, stream, before, alarms)
        if contract is not None:
            evaluation = evaluation.model_copy(update={"alarms": told(alarms, contract)})
        save_live(conn, stream, {} if frozen is None else frozen.documents, now=now)
        save_evaluation(conn, evaluation)
    return evaluation


job = Job("refresh", lambda settings: settings.refresh_seconds, run)
