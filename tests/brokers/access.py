"""How a client reaches a broker: address, security protocol, credentials; in the words of each client."""

from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Access:
    """One way into one broker.

    >>> Access("127.0.0.1:9092").librdkafka()
    {'bootstrap.servers': '127.0.0.1:9092', 'security.protocol': 'PLAINTEXT'}
    """

    bootstrap: str
    protocol: str = "PLAINTEXT"
    mechanism: str | None = None
    username: str | None = None
    password: str | None = None
    cafile: Path | None = None
    api_version: str | None = None

    def librdkafka(self) -> dict[str, str | int | float | bool]:
        """Options for confluent-kafka."""
        options: dict[str, str | int | float | bool] = {
            "bootstrap.servers": self.bootstrap,
            "security.protocol": self.protocol,
        }
        for name, value in (
            ("sasl.mechanism", self.mechanism),
            ("sasl.username", self.username),
            ("sasl.password", self.password),
            ("ssl.ca.location", self.cafile),
        ):
            if value is not None:
                options[name] = str(value)
        return options

    def environment(self) -> dict[str, str]:
        """Settings for Prodshape's own processes."""
        settings = {"BOOTSTRAP": self.bootstrap, "SECURITY_PROTOCOL": self.protocol}
        for name, value in (
            ("SASL_MECHANISM", self.mechanism),
            ("SASL_USERNAME", self.username),
            ("SASL_PASSWORD", self.password),
            ("SSL_CAFILE", self.cafile),
            ("API_VERSION", self.api_version),
        ):
            if value is not None:
                settings[name] = str(value)
        return {f"PRODSHAPE_KAFKA_{name}": value for name, value in settings.items()}

    def but(self, **changes: str | None) -> "Access":
        """The same way in, with something wrong about it."""
        return replace(self, **changes)  # type: ignore[arg-type] # only the str fields are ever made wrong
