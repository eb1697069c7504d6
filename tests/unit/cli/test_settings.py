from __future__ import annotations

import pytest

from prodshape.cli.settings import DEFAULT_URL, service_settings
from prodshape.errors import ConfigurationError

ENVIRONMENT = {"PRODSHAPE_URL": "https://shape.example/base/", "PRODSHAPE_API_TOKEN": "secret"}


def test_options_win_over_the_environment_and_the_environment_over_the_default() -> None:
    given = service_settings("http://other:1/", "mine", ENVIRONMENT)
    read = service_settings(environment=ENVIRONMENT)
    default = service_settings(environment={"PRODSHAPE_API_TOKEN": ""})

    assert (given.url, given.token) == ("http://other:1", "mine")
    assert (read.url, read.token) == ("https://shape.example/base", "secret")
    assert (default.url, default.token) == (DEFAULT_URL, None)


def test_something_that_is_no_address_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"got 'shape\.example'"):
        service_settings(environment={"PRODSHAPE_URL": "shape.example"})


def test_a_token_is_not_shown() -> None:
    assert "secret" not in repr(service_settings(environment=ENVIRONMENT))
