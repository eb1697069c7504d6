"""Write what the chart takes from elsewhere, and its README: `python -m deploy.build_chart`. A test keeps the files current."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPLOY = Path(__file__).parent
CHART = DEPLOY / "helm" / "prodshape"
DASHBOARDS = DEPLOY.parent / "grafana" / "dashboards"

HEAD = """# Prodshape's chart

One Deployment of the service (API, page, scheduled jobs), one of the consumers, and a job that brings the database to the schema of the version.
Kafka and PostgreSQL are yours. Install:

```sh
kubectl create secret generic prodshape-database --from-literal=database-url='postgresql://prodshape:PASSWORD@postgres:5432/prodshape'
kubectl create secret generic prodshape-api --from-literal=api-token="$(openssl rand -hex 32)"
helm install prodshape deploy/helm/prodshape --values my-values.yaml
helm test prodshape
```

with the least that `my-values.yaml` must hold:

```yaml
image: { repository: registry.example/prodshape }
database: { existingSecret: prodshape-database }
api: { existingSecret: prodshape-api }
kafka: { bootstrap: "kafka:9092" }
streams:
  default: { topics: [user-messages], preset: chat }
```

The folder `ci/` has a values file for each feature; the tests render and check every one.

## Values

| value | default | what |
| --- | --- | --- |
"""


def files() -> dict[Path, str]:
    """Path in the chart -> what must stand there."""
    made = {
        CHART / "files" / "prodshape.rules.yaml": (DEPLOY / "prometheus" / "prodshape.rules.yaml").read_text("utf-8")
    }
    for path in sorted(DASHBOARDS.glob("*.json")):
        made[CHART / "files" / "dashboards" / path.name] = path.read_text("utf-8")
    made[CHART / "README.md"] = HEAD + "".join(rows((CHART / "values.yaml").read_text("utf-8")))
    return made


def rows(text: str) -> Iterator[str]:
    """Rows of the table of values: a key with a comment above it is one; a mapping without one is opened.

    Raises:
        ValueError: a value that is no mapping has no comment.
    """
    lines = text.splitlines()

    def comment(line: int) -> str:
        first = line
        while first > 0 and lines[first - 1].lstrip().startswith("#"):
            first -= 1
        return " ".join(item.strip().lstrip("# ") for item in lines[first:line])

    def walk(node: yaml.MappingNode, values: dict[str, Any], prefix: str) -> Iterator[str]:
        for key, value in node.value:
            name, what = f"{prefix}{key.value}", comment(key.start_mark.line)
            if what:
                yield f"| `{name}` | `{json.dumps(values[key.value])}` | {what} |\n"
            elif isinstance(value, yaml.MappingNode):
                yield from walk(value, values[key.value], f"{name}.")
            else:
                message = f"Every value of the chart has a comment above it, and {name} has none: write what it is."
                raise ValueError(message)

    root = yaml.compose(text, yaml.SafeLoader)
    if isinstance(root, yaml.MappingNode):
        yield from walk(root, yaml.safe_load(text), "")


def main() -> None:
    """Write the files."""
    for path in (CHART / "files").rglob("*.*"):
        path.unlink()
    for path, text in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
