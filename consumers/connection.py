"""How to reach the broker: addresses, security, credentials, as every part of this package needs them."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from typing import Any

from prodshape.errors import ConfigurationError

PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")


@dataclass(frozen=True)
class KafkaConnection:
    """Addresses and credentials of a cluster.

    Attributes:
        bootstrap: `host:port`, several with commas.
        protocol: one of `PROTOCOLS`.
        mechanism: one of `MECHANISMS`, for the SASL protocols.
        username: for the SASL protocols.
        password: for the SASL protocols; never shown.
        cafile: certificates that sign the broker's, in PEM; None: those of the system.
        certfile: our own certificate in PEM, if the broker asks for one.
        keyfile: its key.
        check_hostname: the broker's certificate must name the host we connect to.
        api_version: the broker's version, if it cannot be asked (the embedded broker).

    Raises:
        ConfigurationError: the parts contradict each other.
    """

    bootstrap: str
    protocol: str = "PLAINTEXT"
    mechanism: str | None = None
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    cafile: str | None = None
    certfile: str | None = None
    keyfile: str | None = None
    check_hostname: bool = True
    api_version: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        if self.protocol not in PROTOCOLS:
            raise ConfigurationError(
                f"PRODSHAPE_KAFKA_SECURITY_PROTOCOL must be one of {', '.join(PROTOCOLS)}, got {self.protocol!r}."
            )
        self.servers()
        if not self.sasl:
            return
        if self.mechanism not in MECHANISMS:
            raise ConfigurationError(
                f"PRODSHAPE_KAFKA_SASL_MECHANISM must be one of {', '.join(MECHANISMS)} with {self.protocol}, "
                f"got {self.mechanism!r}."
            )
        if not self.username or not self.password:
            missing = "USERNAME" if not self.username else "PASSWORD"
            raise ConfigurationError(f"{self.protocol} needs PRODSHAPE_KAFKA_SASL_{missing}: set it.")

    @property
    def tls(self) -> bool:
        """Whether the connection is encrypted."""
        return self.protocol.endswith("SSL")

    @property
    def sasl(self) -> bool:
        """Whether we say who we are by SASL."""
        return self.protocol.startswith("SASL")

    def servers(self) -> list[tuple[str, int]]:
        """Give the addresses.

        Raises:
            ConfigurationError: one of them is not `host:port`.

        Example:
            >>> KafkaConnection("broker-1:9092, [::1]:9093").servers()
            [('broker-1', 9092), ('::1', 9093)]
        """
        servers = []
        for part in self.bootstrap.split(","):
            host, _, port = part.strip().rpartition(":")
            if not host or not port.isdigit() or not 0 < int(port) < 65_536:
                raise ConfigurationError(
                    "PRODSHAPE_KAFKA_BOOTSTRAP must be host:port, several with commas between them, "
                    f"got {self.bootstrap!r}."
                )
            servers.append((host.strip("[]"), int(port)))
        return servers

    def ssl_context(self) -> ssl.SSLContext | None:
        """Make the TLS context, or None without TLS.

        Raises:
            ConfigurationError: a certificate file cannot be read.
        """
        if not self.tls:
            return None
        try:
            context = ssl.create_default_context(cafile=self.cafile)
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            context.check_hostname = self.check_hostname
            if self.certfile:
                context.load_cert_chain(self.certfile, self.keyfile)
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise ConfigurationError(
                f"The certificates cannot be read ({error}); PRODSHAPE_KAFKA_SSL_CAFILE is {self.cafile!r}, "
                f"PRODSHAPE_KAFKA_SSL_CERTFILE {self.certfile!r}: each names a readable PEM file."
            ) from error
        return context

    def options(self) -> dict[str, Any]:
        """Give what kafka-python's clients need, all of them alike."""
        options: dict[str, Any] = {
            "bootstrap_servers": [
                f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in self.servers()
            ],
            "security_protocol": self.protocol,
            # The default of 30 s made a restarted broker invisible for up to a minute.
            "reconnect_backoff_max_ms": 2000,
            "bootstrap_timeout_ms": 10_000,
        }
        if self.tls:
            options["ssl_context"] = self.ssl_context()
            options["ssl_check_hostname"] = self.check_hostname
        if self.sasl:
            options["sasl_mechanism"] = self.mechanism
            options["sasl_plain_username"] = self.username
            options["sasl_plain_password"] = self.password
        if self.api_version is not None:
            options["api_version"] = self.api_version
        return options
