"""URLs that are refused, and what is an outage."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from prodshape.errors import ConfigurationError
from service.store.database import is_outage, make_engine


class FromPostgres(Exception):  # noqa: N818 - stands for an error of the driver
    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize("url", ["nonsense", "postgresql//shape:hunter2@db", "mysql://shape:hunter2@db/x"])
def test_a_url_of_something_else_is_refused_without_showing_the_password(url: str) -> None:
    with pytest.raises(ConfigurationError, match="PRODSHAPE_DATABASE_URL") as caught:
        make_engine(url)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("state", ["08006", "57P01", "40P01", "25P03", "57014", None])
def test_what_may_work_later_is_an_outage(state: str | None) -> None:
    assert is_outage(OperationalError("SELECT 1", {}, FromPostgres(state)))


@pytest.mark.parametrize(
    "error",
    [
        IntegrityError("INSERT", {}, FromPostgres("23505")),
        OperationalError("SELECT 1", {}, FromPostgres("28P01")),  # a wrong password is wrong again later
        ValueError("no database at all"),
    ],
)
def test_what_is_wrong_stays_wrong(error: Exception) -> None:
    assert not is_outage(error)


def test_an_exhausted_pool_is_an_outage() -> None:
    assert is_outage(PoolTimeout("no connection left"))
