"""The secured listeners of the real broker: what the server is told, and what a client needs to pass.

Broker and controller talk over the plain listener, so the broker needs no credentials of its own.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.brokers.access import Access

USERNAME = "app"
PASSWORD = "a password, with a comma"
STORE_PASSWORD = "only-for-tests"
# The tool that formats the storage splits at commas.
SCRAM_PASSWORD = "scram-password"
SCRAM_USER = f"SCRAM-SHA-512=[name={USERNAME},password={SCRAM_PASSWORD}]"

PROTOCOLS = {"PLAIN": "SASL_PLAINTEXT", "SCRAM": "SASL_PLAINTEXT", "TLS": "SSL", "SCRAMTLS": "SASL_SSL"}
SECURE = tuple(PROTOCOLS)


def needs_certificate(listener: str) -> bool:
    """Whether the listener encrypts."""
    return PROTOCOLS[listener].endswith("SSL")


def properties(names: Iterable[str], folder: Path) -> dict[str, str]:
    """The lines of server.properties for these listeners."""
    lines: dict[str, str] = {}
    for name in names:
        prefix = f"listener.name.{name.lower()}"
        if name == "PLAIN":
            lines[f"{prefix}.sasl.enabled.mechanisms"] = "PLAIN"
            lines[f"{prefix}.plain.sasl.jaas.config"] = (
                f'org.apache.kafka.common.security.plain.PlainLoginModule required user_{USERNAME}="{PASSWORD}";'
            )
        if name.startswith("SCRAM"):
            lines[f"{prefix}.sasl.enabled.mechanisms"] = "SCRAM-SHA-512"
            lines[f"{prefix}.scram-sha-512.sasl.jaas.config"] = (
                "org.apache.kafka.common.security.scram.ScramLoginModule required;"
            )
        if needs_certificate(name):
            lines[f"{prefix}.ssl.keystore.type"] = "PKCS12"
            lines[f"{prefix}.ssl.keystore.location"] = str(folder / "server.p12")
            lines[f"{prefix}.ssl.keystore.password"] = STORE_PASSWORD
            lines[f"{prefix}.ssl.key.password"] = STORE_PASSWORD
    return lines


def access(listener: str, port: int, folder: Path) -> Access:
    """The right way in through a listener."""
    mechanism = {"PLAIN": "PLAIN", "SCRAM": "SCRAM-SHA-512", "SCRAMTLS": "SCRAM-SHA-512"}.get(listener)
    return Access(
        f"127.0.0.1:{port}",
        protocol=PROTOCOLS[listener],
        mechanism=mechanism,
        username=USERNAME if mechanism else None,
        password={"PLAIN": PASSWORD, "SCRAM-SHA-512": SCRAM_PASSWORD}.get(mechanism or ""),
        cafile=folder / "ca.pem" if needs_certificate(listener) else None,
    )


def make_certificate(folder: Path) -> None:
    """Put a self-signed certificate for the loopback interface into `folder`: server.p12, and ca.pem for clients."""
    store = ["-keystore", str(folder / "server.p12"), "-storepass", STORE_PASSWORD, "-alias", "broker"]
    names = ["-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1"]
    for step in (
        ["-genkeypair", "-keyalg", "RSA", "-validity", "3650", "-storetype", "PKCS12", *names],
        ["-exportcert", "-rfc", "-file", str(folder / "ca.pem")],
    ):
        subprocess.run(["keytool", *step, *store], check=True, capture_output=True, timeout=60)
