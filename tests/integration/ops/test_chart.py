"""The chart renders with the real Helm, and Kubernetes' own schemas accept what comes out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from deploy.build_chart import files

ROOT = Path(__file__).parents[3]
CHART = ROOT / "deploy" / "helm" / "prodshape"
DASHBOARDS = ROOT / "grafana" / "dashboards"
SCHEMAS = Path(os.environ.get("PRODSHAPE_SCHEMAS", ROOT.parent / "shared" / "schemas"))
STREAMS = {"streams": {"default": {"topics": ["user-messages"]}}}
SECRETS = {"database": {"existingSecret": "a"}, "api": {"existingSecret": "a"}} | STREAMS
MONITORING = CHART / "ci" / "monitoring-values.yaml"
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


def pods_of(everything: list[dict[str, Any]]) -> list[dict[str, Any]]:
    pods = [item["spec"]["template"]["spec"] for item in everything if "template" in item.get("spec", {})]
    return pods + [item["spec"] for item in everything if item["kind"] == "Pod"]


def crd_schema(name: str) -> dict[str, Any]:
    if not (SCHEMAS / name).exists():
        pytest.skip(f"The schema {name} is not in {SCHEMAS}; name its folder with PRODSHAPE_SCHEMAS")
    loaded: dict[str, Any] = json.loads((SCHEMAS / name).read_text("utf-8"))
    return loaded


def promtool(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("promtool is not installed: it comes with Prometheus (Debian package prometheus)")
    return subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False)


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
    pods = pods_of(objects(values_of(path)))

    assert len(pods) == (3 if path.stem == "everything-values" else 4)
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False
        for container in pod["containers"]:
            assert container["securityContext"]["readOnlyRootFilesystem"] is True
            assert container["securityContext"]["allowPrivilegeEscalation"] is False
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert container["resources"]["limits"]["memory"]
            assert {mount["name"] for mount in container["volumeMounts"]} == {item["name"] for item in pod["volumes"]}


@pytest.mark.parametrize("path", VALUES, ids=lambda path: path.stem)
def test_the_programs_read_the_file_of_settings(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from consumers.settings import ConsumerSettings
    from service.settings import ServiceSettings

    values = values_of(path)
    config = next(item for item in objects(values) if "prodshape.yaml" in item.get("data", {}))
    (tmp_path / "prodshape.yaml").write_text(config["data"]["prodshape.yaml"], "utf-8")
    monkeypatch.setenv("PRODSHAPE_CONFIG", str(tmp_path / "prodshape.yaml"))

    for settings in (ConsumerSettings(), ServiceSettings()):
        assert {name: stream.topics for name, stream in settings.streams.items()} == {
            name: stream["topics"] for name, stream in values["streams"].items()
        }
    if path.stem == "everything-values":
        assert ServiceSettings().live_window_seconds == 43200


@pytest.mark.parametrize("path", VALUES, ids=lambda path: path.stem)
def test_every_variable_is_a_setting(path: Path) -> None:
    """A misspelt variable would be ignored in silence by the program."""
    from consumers.settings import ConsumerSettings
    from service.settings import ServiceSettings

    fields = {*ConsumerSettings.model_fields, *ServiceSettings.model_fields, "config"}
    for pod in pods_of(objects(values_of(path))):
        for container in pod["containers"]:
            names = [variable["name"] for variable in container.get("env", [])]
            assert len(set(names)) == len(names)
            for name in names:
                if name.startswith("PRODSHAPE_"):
                    assert name.removeprefix("PRODSHAPE_").lower() in fields, name


@pytest.mark.parametrize("path", VALUES, ids=lambda path: path.stem)
def test_what_selects_finds_what_it_means(path: Path) -> None:
    """Services, budgets, policies and monitors each select the pods (or the Service) of one component."""
    everything = objects(values_of(path))
    labels = [
        item["spec"]["template"]["metadata"]["labels"] for item in everything if "template" in item.get("spec", {})
    ]
    services = [item["metadata"]["labels"] for item in everything if item["kind"] == "Service"]
    selecting = [
        (item["kind"], item["spec"].get("podSelector", item["spec"].get("selector")))
        for item in everything
        if item["kind"] in {"Service", "PodDisruptionBudget", "NetworkPolicy", "ServiceMonitor", "PodMonitor"}
    ]

    assert len(selecting) >= 1
    for kind, selector in selecting:
        wanted = selector.get("matchLabels", selector)
        found = [one for one in (services if kind == "ServiceMonitor" else labels) if wanted.items() <= one.items()]
        assert len(found) == 1, (kind, wanted)


@pytest.mark.parametrize("path", VALUES, ids=lambda path: path.stem)
def test_a_hook_needs_nothing_that_comes_later(path: Path) -> None:
    """Before the first install there is no account, no file of settings: only what the user made."""
    for item in objects(values_of(path)):
        if item["kind"] != "Job":
            continue
        pod = item["spec"]["template"]["spec"]
        hook = "helm.sh/hook" in item["metadata"].get("annotations", {})
        assert hook is (values_of(path).get("migrations", {}).get("mode", "hook") == "hook")
        if hook:
            assert pod["serviceAccountName"] == "default"
            assert not [volume for volume in pod["volumes"] if "configMap" in volume]


def test_without_hooks_each_revision_has_its_own_job() -> None:
    job = next(item for item in objects(values_of(CHART / "ci" / "gitops-values.yaml")) if item["kind"] == "Job")

    assert job["metadata"]["name"] == "shape-migrate-1"
    assert job["spec"]["template"]["spec"]["serviceAccountName"] == "existing"


SCHEMA_OF = {
    "ServiceMonitor": "servicemonitor_v1.json",
    "PrometheusRule": "prometheusrule_v1.json",
    "ScaledObject": "scaledobject_v1alpha1.json",
}


@pytest.mark.parametrize("path", VALUES, ids=lambda path: path.stem)
def test_operators_accept_their_objects(path: Path) -> None:
    for item in objects(values_of(path)):
        if item["kind"] in SCHEMA_OF:
            jsonschema.Draft7Validator(crd_schema(SCHEMA_OF[item["kind"]])).validate(item)
        if item["kind"] == "PodMonitor":  # its end points are those of a ServiceMonitor
            endpoint = crd_schema(SCHEMA_OF["ServiceMonitor"])["properties"]["spec"]["properties"]["endpoints"]["items"]
            for one in item["spec"]["podMetricsEndpoints"]:
                jsonschema.Draft7Validator(endpoint).validate(one)


def test_the_rules_of_the_chart_are_the_rules(tmp_path: Path) -> None:
    """What the template made of them fires and resolves as the file itself does: no brace was eaten."""
    rule = next(item for item in objects(values_of(MONITORING)) if item["kind"] == "PrometheusRule")
    (tmp_path / "prodshape.rules.yaml").write_text(yaml.safe_dump(rule["spec"]), "utf-8")
    for test in (CHART.parents[1] / "prometheus").glob("*.test.yaml"):
        shutil.copy(test, tmp_path)
        done = promtool("test", "rules", test.name, folder=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_dashboards_of_the_chart_are_the_dashboards() -> None:
    carried: dict[str, Any] = {}
    for item in objects(values_of(MONITORING)):
        if item["kind"] == "ConfigMap" and item["metadata"]["labels"].get("grafana_dashboard") == "1":
            carried |= {name: json.loads(text) for name, text in item["data"].items()}

    assert carried == {path.name: json.loads(path.read_text("utf-8")) for path in DASHBOARDS.glob("*.json")}


def test_files_that_come_from_elsewhere_are_current() -> None:
    made = files()
    assert {path for path in (CHART / "files").rglob("*") if path.is_file()} <= set(made)
    for path, text in made.items():
        assert path.read_text("utf-8") == text, "run python -m deploy.build_chart"


SKIPPED = {
    "CKV_K8S_11": "a CPU limit only makes a consumer fall behind; the request shares the CPU",
    "CKV_K8S_15": "tags are versions and do not move",
    "CKV_K8S_21": "the namespace is the release's",
    "CKV_K8S_35": "the programs read their settings, secrets among them, from the environment",
    "CKV_K8S_43": "image.digest is there for who wants it",
}


@pytest.mark.parametrize("path", VALUES, ids=lambda path: path.stem)
def test_checkov_finds_no_weak_setting(path: Path, tmp_path: Path) -> None:
    program = ROOT / ".venv-hardening" / "bin" / "checkov"
    if not program.exists():
        pytest.skip("checkov is not installed: run `make ops`")
    network = values_of(CHART / "ci" / "network-values.yaml")["networkPolicy"]
    values = values_of(path) | {"networkPolicy": network}
    (tmp_path / "all.yaml").write_text("\n---\n".join(rendered(values).values()), "utf-8")

    options = ["--framework", "kubernetes", "--skip-download", "--compact", "--quiet", "-o", "json", "--skip-check"]
    options.append(",".join(SKIPPED))

    done = subprocess.run(
        [program, "-d", tmp_path, *options],
        capture_output=True,
        text=True,
        check=False,
    )

    summary = json.loads(done.stdout)
    assert summary["summary"]["passed"] > 100
    assert [(one["check_id"], one["resource"]) for one in summary["results"]["failed_checks"]] == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (STREAMS | {"api": {"existingSecret": "a"}}, "database.existingSecret names the secret"),
        (STREAMS | {"database": {"existingSecret": "a"}}, "api.existingSecret names the secret"),
        ({"consumer": {"replicas": "two"}}, "replicas"),
        ({"kafka": {"securityProtocol": "TLS"}}, "securityProtocol"),
        ({"imagee": {}}, "imagee"),
        (
            SECRETS | {"consumer": {"replicas": 4, "partitions": 3}},
            "consumer.replicas is 4 and the topics have 3 partitions",
        ),
        (SECRETS | {"consumer": {"autoscaling": {"kind": "keda"}}}, "consumer.partitions must be set"),
        (
            SECRETS | {"consumer": {"partitions": 3, "autoscaling": {"kind": "hpa", "max": 4}}},
            "max is 4 and the topics have 3",
        ),
        (SECRETS | {"settings": {"api_token": "x"}}, "settings.api_token does not belong there"),
        (SECRETS | {"streams": {"default": {"preset": "text"}}}, "topics"),
        (SECRETS | {"streams": {}}, "streams names no stream"),
    ],
)
def test_a_wrong_value_is_refused_by_name(values: dict[str, Any], sentence: str) -> None:
    chart = helm.Chart.load(str(CHART))

    def install() -> None:
        chart.validate_schema(values)
        chart.render(values, name="shape", namespace="prod")

    with pytest.raises(helm.HelmError, match=sentence):
        install()
