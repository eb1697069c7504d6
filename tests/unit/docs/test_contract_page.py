"""The page on contracts shows a contract that can be read, and metrics and settings that there are."""

from __future__ import annotations

import re
from pathlib import Path

from prodshape.axes import all_axes
from prodshape.contract import MINIMUM_AUTHORS, MINIMUM_MESSAGES, TOLERANCE, Contract
from service.metrics import Reading, families
from service.settings import ServiceSettings

TEXT = (Path(__file__).parents[3] / "docs" / "contract.md").read_text("utf-8")


def test_its_contract_says_what_the_page_says_of_it() -> None:
    [block] = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    contract = Contract.loads(block)
    assert contract.axes.keys() <= all_axes().keys()
    assert (contract.tolerance, contract.minimum.messages, contract.minimum.authors) == (
        TOLERANCE,
        MINIMUM_MESSAGES,
        MINIMUM_AUTHORS,
    )
    found = [contract.terms(segment, axis).tolerance for segment in ("all", "mobile") for axis in ("typos", "casing")]
    assert found == [0.08, 0.15, 0.12, 0.15]


def test_its_metrics_and_settings_are_there() -> None:
    known = {family.name for family in families(Reading())}
    assert (asked := set(re.findall(r"\bprodshape_\w+", TEXT))) <= known
    assert {name for name in known if name.startswith(("prodshape_divergence", "prodshape_alarm"))} <= asked
    defaults = ServiceSettings()
    assert f"`PRODSHAPE_ALARM_REFRESHES` ({defaults.alarm_refreshes})" in TEXT
    assert f"`PRODSHAPE_ALARM_SECONDS` ({defaults.alarm_seconds:,})" in TEXT
