"""Why Kafka does not take us in: closed port, missing CA and wrong password look alike to kafka-python, not to us."""

from __future__ import annotations

import socket
import ssl
import struct
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consumers.connection import KafkaConnection

TIMEOUT_S = 5.0
_METADATA, _API_VERSIONS, _SASL_HANDSHAKE, _SASL_AUTHENTICATE = 3, 18, 17, 36
_UNSUPPORTED_MECHANISM = 33
_LARGEST_ANSWER = 1_000_000


@dataclass(frozen=True)
class Check:
    """One step that was tried: its name, whether it worked, and one sentence (the way out, if it did not)."""

    check: str
    ok: bool
    sentence: str


class _NoAnswerError(Exception):
    """The other side closed, or said something that is not Kafka's protocol."""


def diagnose_connection(connection: KafkaConnection, timeout_s: float = TIMEOUT_S) -> Check | None:
    """Find out what keeps us from the cluster: None if some broker of the list takes us in.

    Raises:
        ConfigurationError: our own certificates cannot be read.
    """
    failed: Check | None = None
    for host, port in connection.servers():
        checks = list(check_server(connection, host, port, timeout_s))
        if checks[-1].ok:
            return None
        failed = failed or checks[-1]
    return failed


def refusal_sentence(error: Exception, group: str | None) -> str:
    """Say what a refusal of Kafka means, and which right is missing."""
    from kafka.errors import GroupAuthorizationFailedError, TopicAuthorizationFailedError

    if isinstance(error, GroupAuthorizationFailedError):
        return f"This user may not use the group {group}: grant Read on it, or set PRODSHAPE_GROUP to one it may use."
    if isinstance(error, TopicAuthorizationFailedError):
        topics = ", ".join(sorted(error.args[0])) if error.args and isinstance(error.args[0], set) else str(error)
        return f"This user may not read {topics}: grant Read and Describe on it."
    return f"Kafka refused us: {error}"


def check_server(connection: KafkaConnection, host: str, port: int, timeout_s: float = TIMEOUT_S) -> Iterator[Check]:
    """Try TCP, TLS, SASL and the protocol itself on one broker, in this order; stops behind the first that fails.

    Raises:
        ConfigurationError: our own certificates cannot be read.
    """
    at = f"{host}:{port}"
    context = connection.ssl_context()
    try:
        plain = socket.create_connection((host, port), timeout_s)
    except socket.gaierror as error:
        yield Check(
            "TCP", False, f"The name {host} is not known here ({error.strerror}): check PRODSHAPE_KAFKA_BOOTSTRAP."
        )
        return
    except TimeoutError:
        yield Check(
            "TCP", False, f"{at} does not answer within {timeout_s:g} s: check the address and the firewall between."
        )
        return
    except OSError as error:
        reason = error.strerror or error
        yield Check("TCP", False, f"{at} does not accept connections ({reason}): is Kafka running there, on this port?")
        return
    yield Check("TCP", True, f"{at} accepts connections.")
    with closing(plain):
        stream: socket.socket = plain
        if context is not None:
            try:
                stream = context.wrap_socket(plain, server_hostname=host)
            except ssl.SSLCertVerificationError as error:
                yield Check("TLS", False, _certificate_sentence(connection, at, error))
                return
            except (OSError, ssl.SSLError) as error:
                yield Check(
                    "TLS",
                    False,
                    f"{at} does not speak TLS with us ({_reason(error)}): its port may be for PLAINTEXT or "
                    f"SASL_PLAINTEXT, and PRODSHAPE_KAFKA_SECURITY_PROTOCOL is {connection.protocol}; "
                    "or it asks for a client certificate.",
                )
                return
            yield Check("TLS", True, f"{at} shows a certificate that we trust.")
        with closing(stream):
            stream.settimeout(timeout_s)
            yield _check_protocol(connection, stream, at)


def _check_protocol(connection: KafkaConnection, stream: socket.socket, at: str) -> Check:
    name = "SASL" if connection.sasl else "protocol"
    try:
        if connection.sasl:
            return _authenticate(connection, stream, at)
        versions = _ask(stream, _API_VERSIONS, 0, b"")
        if _speaks_metadata_1(versions):
            # A port that wants a password answers the question above, but not this one: which topics (none) are there?
            _ask(stream, _METADATA, 1, struct.pack(">i", 0))
    except (OSError, _NoAnswerError, struct.error) as error:
        hint = "TLS or a password" if not connection.tls else "a password"
        return Check(
            name,
            False,
            f"{at} ends the conversation ({_reason(error)}): its port may want {hint}, and "
            f"PRODSHAPE_KAFKA_SECURITY_PROTOCOL is {connection.protocol}; or it is no Kafka.",
        )
    return Check(name, True, f"{at} answers as Kafka does.")


def _authenticate(connection: KafkaConnection, stream: socket.socket, at: str) -> Check:
    mechanism = connection.mechanism or ""
    answer = _ask(stream, _SASL_HANDSHAKE, 1, _string(mechanism))
    (error, count) = struct.unpack_from(">hi", answer)
    offered, place = [], 6
    for _ in range(max(0, count)):
        (size,) = struct.unpack_from(">h", answer, place)
        offered.append(answer[place + 2 : place + 2 + size].decode(errors="replace"))
        place += 2 + size
    if error == _UNSUPPORTED_MECHANISM or mechanism not in offered:
        return Check(
            "SASL",
            False,
            f"{at} does not offer {mechanism}, but {', '.join(offered) or 'nothing'}: "
            "set PRODSHAPE_KAFKA_SASL_MECHANISM to one of these.",
        )
    if error:
        return Check("SASL", False, f"{at} refuses the SASL handshake with error {error}: see the log of the broker.")
    # The client of kafka-python speaks SCRAM; the password stays in this process.
    from kafka.net.sasl import get_sasl_mechanism

    dialogue = get_sasl_mechanism(mechanism)(
        host=at.rpartition(":")[0],
        security_protocol="SASL_SSL",  # it only decides if kafka-python warns of a clear password: once is enough
        sasl_mechanism=mechanism,
        sasl_plain_username=connection.username,
        sasl_plain_password=connection.password,
    )
    while not dialogue.is_done():
        answer = _ask(stream, _SASL_AUTHENTICATE, 0, _bytes(dialogue.auth_bytes()))
        (error, size) = struct.unpack_from(">hh", answer)
        said = answer[4 : 4 + max(0, size)].decode(errors="replace")
        if error:
            return Check(
                "SASL",
                False,
                f"{at} refuses the user {connection.username!r} with {mechanism} ({said or f'error {error}'}): "
                "wrong name or password, check PRODSHAPE_KAFKA_SASL_USERNAME and PRODSHAPE_KAFKA_SASL_PASSWORD.",
            )
        place = 4 + max(0, size)
        (length,) = struct.unpack_from(">i", answer, place)
        try:
            dialogue.receive(answer[place + 4 : place + 4 + max(0, length)])
        except (ValueError, KeyError) as problem:
            return Check("SASL", False, f"{at} does not keep to {mechanism} ({problem}): it may be no Kafka.")
    return Check("SASL", True, f"{at} knows the user {connection.username!r}.")


def _speaks_metadata_1(answer: bytes) -> bool:
    (count,) = struct.unpack_from(">i", answer, 2)
    spoken = (struct.unpack_from(">hhh", answer, 6 + 6 * index) for index in range(count))
    return any(api == _METADATA and least <= 1 <= most for api, least, most in spoken)


def _ask(stream: socket.socket, api: int, version: int, body: bytes) -> bytes:
    request = struct.pack(">hhi", api, version, 1) + _string("prodshape-doctor") + body
    stream.sendall(struct.pack(">i", len(request)) + request)
    (size,) = struct.unpack(">i", _read(stream, 4))
    if not 4 <= size <= _LARGEST_ANSWER:
        raise _NoAnswerError("its answer is not Kafka's")
    return _read(stream, size)[4:]


def _read(stream: socket.socket, size: int) -> bytes:
    got = b""
    while len(got) < size:
        part = stream.recv(size - len(got))
        if not part:
            raise _NoAnswerError("connection closed")
        got += part
    return got


def _string(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack(">h", len(encoded)) + encoded


def _bytes(content: bytes) -> bytes:
    return struct.pack(">i", len(content)) + content


def _certificate_sentence(connection: KafkaConnection, at: str, error: ssl.SSLCertVerificationError) -> str:
    reason = error.verify_message or str(error)
    if "hostname" in reason.lower() or "ip address" in reason.lower():
        return (
            f"The certificate of {at} is for another name ({reason}): use the name in it, "
            "or set PRODSHAPE_KAFKA_SSL_CHECK_HOSTNAME=false if you must."
        )
    trusted = f"the certificates in {connection.cafile}" if connection.cafile else "the certificates of this system"
    return (
        f"The certificate of {at} is not signed by {trusted} ({reason}): "
        "PRODSHAPE_KAFKA_SSL_CAFILE must name the PEM file of the CA that signed it."
    )


def _reason(error: BaseException) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return getattr(error, "reason", None) or getattr(error, "strerror", None) or str(error) or type(error).__name__
