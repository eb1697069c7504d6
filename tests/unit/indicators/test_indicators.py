"""Platform indicators are computed from counts, say how sure they are, and stay silent without evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from prodshape.datafiles.base import Fields
from prodshape.file_fingerprint import fingerprint_file
from prodshape.indicators.length_spike import length_spikes
from prodshape.indicators.platform import platform_lines
from prodshape.indicators.trace_share import trace_shares

if TYPE_CHECKING:
    from pathlib import Path


def falling() -> list[int]:
    return [int(count) for count in np.random.default_rng(3).poisson(200 * np.exp(-np.arange(322) / 80))]


def test_a_smooth_fall_has_no_spike_and_a_limit_has_one() -> None:
    counts = falling()
    assert [spike.limit for spike in length_spikes(counts) if spike.clear] == []
    counts[280] += 40
    found = {spike.limit: spike for spike in length_spikes(counts)}
    assert [limit for limit, spike in found.items() if spike.clear] == [280]
    assert found[280].excess == pytest.approx(found[280].found - found[280].expected)


def test_the_standard_error_is_that_of_repeated_draws() -> None:
    draws = np.random.default_rng(5).poisson(50, (2000, 322))
    z = [length_spikes(row.tolist())[1].z for row in draws]
    assert np.std(z) == pytest.approx(1, abs=0.06)
    assert np.mean(z) == pytest.approx(0, abs=0.08)


def test_one_message_is_no_spike_and_no_messages_are_none() -> None:
    assert not any(spike.clear for spike in length_spikes([0] * 322))
    counts = [0] * 322
    counts[140] = 1
    assert not any(spike.clear for spike in length_spikes(counts))


def test_lengths_that_stop_early_are_refused() -> None:
    with pytest.raises(ValueError, match="must reach 280"):
        length_spikes([1] * 200)


def test_a_share_that_one_cell_carries_is_unsure() -> None:
    bins = ("none", "cut off", "autocorrect", "speech-like")
    even = trace_shares(bins, [[90, 0, 0, 10]] * 10)[0]
    lumped = trace_shares(bins, [[0, 0, 0, 100], *[[100, 0, 0, 0]] * 9])[0]
    assert even.share == lumped.share == pytest.approx(0.1)
    assert even.error == pytest.approx(0)
    assert lumped.error == pytest.approx(0.1, rel=0.05)
    assert trace_shares(bins, [[0, 0, 0, 0]]) == []
    assert trace_shares(bins, [[1, 0, 0, 1]])[0].error is None


def test_a_file_of_cut_messages_says_so(tmp_path: Path) -> None:
    file = tmp_path / "cut.txt"
    lines = [("my parcel did not come " * 20)[: 100 + i % 60] for i in range(600)] + [("late again " * 20)[:160]] * 80
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = platform_lines(fingerprint_file(str(file), Fields("text", None, None), workers=1))
    assert any("exactly 160 characters" in line for line in found)
    assert not any("140" in line for line in found)
