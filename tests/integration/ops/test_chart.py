"""The chart renders with the real Helm, and Kubernetes' own schemas accept what comes out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

CHART = Path(__file__).parents[3] / "deploy" / "helm" / "prodshape"
VALUES = sorted((CHART / "ci").glob("*-values.yaml"))
helm = pytest.importorskip("helm_python", reason="Helm as a library is not installed: run `make ops`")
KUBERNETES = ("1.29", "1.37")


def values_of(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def rendered(values: dict[str, Any]) -> dict[str, str]:
    files: dict[str, str] = helm.Chart.load(str(CHART)).render(values, name="shape", namespace="prod")
    return {name: text for name, text in files.items() if name.endswith(".yaml") and text.strip()}


def objects(values: dict[str, Any]) -> list[dict[str, Any]]:
    return [item for text in rendered(values).values() for item in yaml.safe_load_all(text) if item]


@pytest.mark.parametrize("path", VALUES, ids=lambda path: path.stem)
def test_helm_finds_nothing_to_say(path: Path) -> None:
    report = helm.lint(str(CHART), values_of(path), strict=True)

    assert [message for message in report["messages"] if message["severity"] > 1] == []


@pytest.mark.parametrize("version", KUBERNETES)
@pytest.mark.parametrize("path", VALUES, ids=lambda path: path.stem)
def test_kubernetes_accepts_it(path: Path, version: str, tmp_path: Path) -> None:
    manifest = tmp_path / "all.yaml"
    manifest.write_text("\n---\n".join(rendered(values_of(path)).values()), "utf-8")

    done = subprocess.run(
        [Path(sys.executable).with_name("kubernetes-validate"), "-k", version, "--strict", manifest],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "ERROR" not in done.stdout + done.stderr


@pytest.mark.parametrize("path", VALUES, ids=lambda path: path.stem)
def test_pods_are_restricted(path: Path) -> None:
    pods = [item["spec"]["template"]["spec"] for item in objects(values_of(path)) if "template" in item.get("spec", {})]

    assert len(pods) == 3
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["automountServiceAccountToken"] is False
        for container in pod["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"] is True
            assert container["securityContext"]["allowPrivilegeEscalation"] is False
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}


def test_the_streams_reach_the_file_that_the_settings_read() -> None:
    values = values_of(CHART / "ci" / "sasl-values.yaml")
    config = next(item for item in objects(values) if item["kind"] == "ConfigMap")

    streams = yaml.safe_load(config["data"]["prodshape.yaml"])["streams"]
    assert streams["default"]["topics"] == ["chat-messages"]
    assert streams["default"]["segments"] == ["web", "mobile"]


@pytest.mark.parametrize("path", VALUES, ids=lambda path: path.stem)
def test_every_variable_is_a_setting(path: Path) -> None:
    """A misspelt variable would be ignored in silence by the program."""
    from consumers.settings import ConsumerSettings
    from service.settings import ServiceSettings

    fields = {*ConsumerSettings.model_fields, *ServiceSettings.model_fields, "config"}
    for item in objects(values_of(path)):
        pod = item.get("spec", {}).get("template", {}).get("spec", {})
        for container in pod.get("containers", []):
            names = [variable["name"] for variable in container["env"]]
            assert len(set(names)) == len(names)
            for name in names:
                assert name.removeprefix("PRODSHAPE_").lower() in fields, name


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"api": {"existingSecret": "a"}}, "database.existingSecret names the secret"),
        ({"database": {"existingSecret": "a"}}, "api.existingSecret names the secret"),
        ({"consumer": {"replicas": "two"}}, "replicas"),
        ({"kafka": {"securityProtocol": "TLS"}}, "securityProtocol"),
        ({"imagee": {}}, "imagee"),
    ],
)
def test_a_wrong_value_is_refused_by_name(values: dict[str, Any], sentence: str) -> None:
    chart = helm.Chart.load(str(CHART))

    def install() -> None:
        chart.validate_schema(values)
        chart.render(values, name="shape", namespace="prod")

    with pytest.raises(helm.HelmError, match=sentence):
        install()
