"""What the commands read from the environment: the one place of this package that does."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prodshape.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

URL = "PRODSHAPE_URL"
TOKEN = "PRODSHAPE_API_TOKEN"  # noqa: S105 - the name of a variable, not a token
DEFAULT_URL = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class ServiceSettings:
    """Where the service is and how to be let in.

    Attributes:
        url: without a slash at the end; by default the service on this machine.
        token: bearer token, or None.
    """

    url: str
    token: str | None

    def __repr__(self) -> str:
        """Leave the token out: this may be logged."""
        return f"ServiceSettings(url={self.url!r})"


def service_settings(
    url: str | None = None, token: str | None = None, environment: Mapping[str, str] = os.environ
) -> ServiceSettings:
    """Take what the options say, else `PRODSHAPE_URL` and `PRODSHAPE_API_TOKEN`, else the default.

    Raises:
        ConfigurationError: the address does not begin with http:// or https://.

    Example:
        >>> service_settings("https://shape.example/", environment={})
        ServiceSettings(url='https://shape.example')
    """
    address = url or environment.get(URL) or DEFAULT_URL
    if not address.startswith(("http://", "https://")):
        raise ConfigurationError(
            f"The address of the service begins with http:// or https://, got {address!r}: set {URL}."
        )
    return ServiceSettings(address.rstrip("/"), token or environment.get(TOKEN) or None)


def person(who: str | None = None) -> str:
    """Say who does something that a history keeps: what the option says, else the name of the account.

    Raises:
        ConfigurationError: the account has no name.

    Example:
        >>> person("ada")
        'ada'
    """
    try:
        return who or getpass.getuser()
    except (KeyError, OSError):
        raise ConfigurationError("The history keeps who did it, and this account has no name: say --who.") from None
