"""Talk to the service over HTTP: fetch fingerprints (cached by ETag), register datasets and contracts, read divergences."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError

from prodshape.contracts_client import Contracts
from prodshape.dataset import Activation, Baseline, BaselineChange, BaselineMove, Dataset, Registration, Switch
from prodshape.errors import ConfigurationError, InputError, UnavailableError
from prodshape.fingerprint import Fingerprint
from prodshape.gate_request import GateRequest
from prodshape.verdict import Verdict
from prodshape.wire import Model, read_model

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, MutableMapping
    from datetime import datetime
    from types import TracebackType

    from prodshape.contract import Contract

SUMMARY = frozenset({"summary"})
"""The part that a comparison needs; the others are `cells`, `vocabulary` and `sample`."""


class RefusedError(ConfigurationError):
    """The service does not accept the token (401, 403): change the token."""


class NotFoundError(InputError):
    """The service has no such thing (404): ask for another."""


class RecentCache(OrderedDict[str, tuple[str, bytes]]):
    """The default cache of a client: the `size` answers used last, in memory.

    Example:
        >>> cache = RecentCache(size=2)
        >>> for name in "abc":
        ...     cache[name] = ("etag", b"body")
        >>> list(cache)
        ['b', 'c']
    """

    def __init__(self, size: int = 32) -> None:
        super().__init__()
        self._size = size

    def __getitem__(self, key: str) -> tuple[str, bytes]:
        value = super().__getitem__(key)
        self.move_to_end(key)
        return value

    def __setitem__(self, key: str, value: tuple[str, bytes]) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        while len(self) > self._size:
            self.popitem(last=False)


class Client:
    """A connection to one service.

    Args:
        url: where the service is, such as `http://127.0.0.1:8000`; a path in front (`/prodshape`) is kept.
        token: the value of the service's PRODSHAPE_API_TOKEN; None where it has none.
        cache: maps an address to (ETag, body); any mapping, for instance one that is kept in a file.
            Each answer is asked for again, and sent again only if it changed (304 otherwise).
        timeout_s: seconds until a silent service counts as away.
        transport: how httpx sends; for tests and proxies.

    Raises:
        ConfigurationError: the address is not http or https, or no header can carry the token.

    A generation job reads what it needs like this::

        with Client("https://shape.example", token=token) as client:
            fingerprint = client.latest(stream="default", parts={"summary", "cells"})

    Example:
        >>> Client("shape.example")
        Traceback (most recent call last):
        prodshape.errors.ConfigurationError: The address of a service begins with http:// or https:// and a host, ...
    """

    def __init__(
        self,
        url: str,
        *,
        token: str | None = None,
        cache: MutableMapping[str, tuple[str, bytes]] | None = None,
        timeout_s: float = 10.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        if not _is_address(url):
            raise ConfigurationError(
                f"The address of a service begins with http:// or https:// and a host, got {url!r}; "
                "an example is http://127.0.0.1:8000."
            )
        if token is not None and not (token and token.isascii() and token.isprintable() and token == token.strip()):
            # The value stays out of the message: it is a secret.
            raise ConfigurationError(
                "A token is one or more printable ASCII characters without a space or a line break at either end, and this"
                " one is not (or is empty); if it was read from a file, strip it, or give None where there is no token."
            )
        self.url = url.rstrip("/")
        self._cache: MutableMapping[str, tuple[str, bytes]] = RecentCache() if cache is None else cache
        headers = {"Accept": "application/json"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        self._http = httpx.Client(base_url=self.url, headers=headers, timeout=timeout_s, transport=transport)
        self.datasets = Datasets(self)
        self.contracts = Contracts(self)

    def latest(
        self,
        *,
        stream: str = "default",
        segment: str = "all",
        parts: Collection[str] = SUMMARY,
        at: datetime | None = None,
    ) -> Fingerprint:
        """The newest version of production, or with `at` the newest whose window ends at or before that time.

        Raises:
            NotFoundError: there is no version yet, or no such stream or segment.
            RefusedError: the token is missing or wrong.
            UnavailableError: the service cannot be reached.
            InputError: a part is unknown, or `at` has no UTC offset.
        """
        query = _where(stream, segment, parts)
        if at is not None:
            if at.tzinfo is None:
                raise InputError(f"A time needs a UTC offset, got {at.isoformat()}; use datetime(..., tzinfo=UTC).")
            query["at"] = at.isoformat()
        return Fingerprint.loads(self._fetch("/v1/fingerprints/latest", query))

    def live(self, *, stream: str = "default", segment: str = "all", parts: Collection[str] = SUMMARY) -> Fingerprint:
        """The fingerprint of the live window (no version number, no rows in its sample; refreshed every half a minute).

        Errors as `latest`.
        """
        return Fingerprint.loads(self._fetch("/v1/fingerprints/live", _where(stream, segment, parts)))

    def version(
        self, version: int, *, stream: str = "default", segment: str = "all", parts: Collection[str] = SUMMARY
    ) -> Fingerprint:
        """One version of production; it never changes. Errors as `latest`."""
        return Fingerprint.loads(self._fetch(f"/v1/fingerprints/{version:d}", _where(stream, segment, parts)))

    def versions(self, *, stream: str = "default", page: int = 50) -> Iterator[dict[str, Any]]:
        """The versions of a stream, newest first: version, created_at, window, messages, complete, behind_s. Asks for `page` at a time."""
        return self.pages("/v1/fingerprints", stream, page)

    def pages(self, path: str, stream: str, page: int) -> Iterator[dict[str, Any]]:
        """Read an address that answers a list in pages, item by item."""
        query = {"stream": stream, "limit": str(page)}
        while True:
            found = self.get_object(path, "items", "next", query=query)
            yield from found["items"]
            if found["next"] is None:
                return
            query["cursor"] = str(found["next"])

    def streams(self) -> list[dict[str, Any]]:
        """The streams: name, segments, watermark, topics, newest version, active dataset."""
        found: list[dict[str, Any]] = self.get_object("/v1/streams", "items")["items"]
        return found

    def divergence(self, *, stream: str = "default", segment: str = "all") -> dict[str, Any]:
        """Mismatch and drift of the latest evaluation, per axis. Errors as `latest`."""
        return self.get_object("/v1/divergence", query={"stream": stream, "segment": segment})

    def gate(self, dataset: Fingerprint, contract: Contract | None = None, *, stream: str = "default") -> Verdict:
        """The verdict of a contract (by default the active one) on a dataset, against the newest version; nothing is stored.

        Raises:
            InputError: the fingerprint comes without cells, or there is no contract. Further errors as `latest`.
        """
        body = GateRequest(fingerprint=dataset, contract=contract)
        answer = self._send("POST", "/v1/gate", query={"stream": stream}, body=body)
        try:
            return Verdict.model_validate_json(answer.content)
        except ValidationError as error:
            raise InputError(
                f"The answer of {self.url}/v1/gate must be a verdict, got {answer.text[:40]!r}; check the address, or use a"
                " client of the version of the service."
            ) from error

    def get_json(self, path: str, query: dict[str, str] | None = None) -> Any:
        """Read any address of the service that answers JSON; cached by ETag where it has one."""
        content = self._fetch(path, query or {})
        try:
            return json.loads(content)
        except ValueError as error:
            raise InputError(
                f"The answer of {self.url}{path} must be JSON, got {content[:40]!r}; check that the address is a service's."
            ) from error

    def get_object(self, path: str, *keys: str, query: dict[str, str] | None = None) -> dict[str, Any]:
        """Read an address that answers a JSON object with these keys; anything else is an `InputError`."""
        found = self.get_json(path, query)
        if not isinstance(found, dict) or not found.keys() >= {*keys}:
            raise InputError(
                f"The answer of {self.url}{path} must be a JSON object{' with ' if keys else ''}{', '.join(keys)}, got"
                f" {json.dumps(found)[:40]}; check that the address is a service's."
            )
        return found

    def write(self, model: type[Model], method: str, path: str, body: BaseModel, **query: str) -> Model:
        """Send a body to an address that writes, and read its answer."""
        answer = self._send(method, path, query=query, body=body)
        try:
            return read_model(model, answer.json())
        except ValueError as error:
            raise InputError(f"The answer of {self.url}{path} must be JSON ({error}); check the address.") from error

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _fetch(self, path: str, query: dict[str, str]) -> bytes:
        key = str(httpx.URL(self.url + path, params=query))
        known = self._cache[key] if key in self._cache else None  # noqa: SIM401 - `get` would not count as a use
        answer = self._send("GET", path, query=query, headers={} if known is None else {"If-None-Match": known[0]})
        if answer.status_code == httpx.codes.NOT_MODIFIED and known is not None:
            return known[1]
        etag = answer.headers.get("ETag")
        if etag is not None:
            self._cache[key] = (etag, answer.content)
        return answer.content

    def _send(
        self,
        method: str,
        path: str,
        *,
        query: dict[str, str] | None = None,
        body: BaseModel | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        sent = dict(headers or {})
        content = None
        if body is not None:
            content = body.model_dump_json().encode()
            sent["Content-Type"] = "application/json"
        try:
            answer = self._http.request(method, path, params=query, content=content, headers=sent)
        except httpx.TimeoutException as error:
            raise UnavailableError(
                f"The service at {self.url} did not answer {method} {path} in time; "
                "see its /readyz, or allow more seconds."
            ) from error
        except httpx.DecodingError as error:
            raise InputError(
                f"The answer of {self.url}{path} cannot be unpacked ({error}); check the address, and what stands between."
            ) from error
        except httpx.TransportError as error:
            raise UnavailableError(
                f"The service at {self.url} cannot be reached ({error}); "
                "check the address and that `python -m service` runs."
            ) from error
        if answer.status_code >= httpx.codes.BAD_REQUEST:
            raise self._refusal(method, path, answer)
        if answer.has_redirect_location:
            raise ConfigurationError(
                f"The service at {self.url} sends {method} {path} elsewhere ({answer.headers['Location']}), "
                "perhaps a login page; use an address that answers itself."
            )
        return answer

    def _refusal(self, method: str, path: str, answer: httpx.Response) -> Exception:
        """The error that belongs to a status, with the sentence of the service's problem document."""
        try:
            detail = str(answer.json()["detail"])
        except (ValueError, KeyError, TypeError):
            detail = f"it is no Prodshape problem document ({answer.headers.get('Content-Type', 'no type')})"
        sentence = f"{method} {path} at {self.url} was answered with {answer.status_code}: {detail}"
        status = answer.status_code
        if status in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
            return RefusedError(sentence)
        if status == httpx.codes.NOT_FOUND:
            return NotFoundError(sentence)
        return UnavailableError(sentence) if status >= httpx.codes.INTERNAL_SERVER_ERROR else InputError(sentence)


class Datasets:
    """The datasets of a service: `client.datasets`. Each method raises as `Client.latest` does."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def all(self, *, stream: str = "default", page: int = 200) -> list[Dataset]:
        """All registered datasets of a stream, newest first. Asks for `page` at a time."""
        return [read_model(Dataset, item) for item in self._client.pages("/v1/datasets", stream, page)]

    def get(self, dataset: int) -> Dataset:
        """One dataset."""
        return read_model(Dataset, self._client.get_json(f"/v1/datasets/{dataset:d}"))

    def fingerprint(self, dataset: int, *, parts: Collection[str] = SUMMARY) -> Fingerprint:
        """The fingerprint of a dataset, as it was registered."""
        query = {"parts": ",".join(sorted(parts))}
        return Fingerprint.loads(self._client._fetch(f"/v1/datasets/{dataset:d}/fingerprint", query))  # noqa: SLF001 - one class in two

    def push(
        self,
        fingerprint: Fingerprint,
        *,
        name: str,
        revision: str,
        teacher: str | None = None,
        built_against: int | None = None,
        who: str | None = None,
        stream: str = "default",
    ) -> Dataset:
        """Register a dataset by its fingerprint; the same again is the same dataset.

        Raises:
            InputError: it is not the fingerprint of a dataset, its digest is wrong, or the name and revision
                belong to another digest.
        """
        body = read_model(
            Registration,
            {
                "name": name,
                "revision": revision,
                "teacher": teacher,
                "built_against": built_against,
                "who": who,
                "fingerprint": fingerprint,
            },
        )
        return self._client.write(Dataset, "POST", "/v1/datasets", body, stream=stream)

    def active(self, *, stream: str = "default") -> Dataset:
        """The active dataset of a stream; NotFoundError if there is none."""
        return read_model(Dataset, self._client.get_json("/v1/datasets/active", {"stream": stream}))

    def activate(self, dataset: int, *, who: str, why: str, stream: str = "default") -> Activation:
        """Make a dataset the active one of its stream."""
        body = read_model(Switch, {"dataset": dataset, "who": who, "why": why})
        return self._client.write(Activation, "PUT", "/v1/datasets/active", body, stream=stream)

    def history(self, *, stream: str = "default") -> list[Activation]:
        """Who made which dataset the active one, when and why; newest first."""
        found = self._client.get_object("/v1/datasets/active/history", "items", query={"stream": stream})["items"]
        return TypeAdapter(list[Activation]).validate_python(found)

    def baseline(self, dataset: int) -> Baseline:
        """The version that the dataset was built against."""
        return read_model(Baseline, self._client.get_json(f"/v1/datasets/{dataset:d}/baseline"))

    def set_baseline(self, dataset: int, version: int, *, reason: str, who: str) -> Baseline:
        """Move the baseline of a dataset to another version of its stream."""
        body = read_model(BaselineMove, {"version": version, "reason": reason, "who": who})
        return self._client.write(Baseline, "PUT", f"/v1/datasets/{dataset:d}/baseline", body)

    def baseline_history(self, dataset: int) -> list[BaselineChange]:
        """Who moved the baseline of a dataset, when and why; newest first."""
        found = self._client.get_object(f"/v1/datasets/{dataset:d}/baseline/history", "items")["items"]
        return TypeAdapter(list[BaselineChange]).validate_python(found)


def _is_address(url: str) -> bool:
    try:
        parts, _ = urlsplit(url), httpx.URL(url)
    except (ValueError, httpx.InvalidURL):
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _where(stream: str, segment: str, parts: Collection[str]) -> dict[str, str]:
    return {"stream": stream, "segment": segment, "parts": ",".join(sorted(parts))}
