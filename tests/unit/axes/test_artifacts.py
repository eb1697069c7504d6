"""What a keyboard left behind, and what only looks so."""

import pytest

from prodshape.axes.artifacts import Artifacts
from prodshape.messages import Batch


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("A [?] appears when I type", "autocorrect"),
        ("why A[?] all the time", "autocorrect"),
        ("and then i\ufe0f called", "autocorrect"),
        ("is this right [?]", "none"),
        ("[?]", "none"),
        (" [?]", "none"),
        ("step A [x]", "none"),
        ("USA [?]", "none"),
        ("is it plan a [?]", "none"),
    ],
)
def test_only_the_slip_itself_is_a_trace(text: str, trace: str) -> None:
    codes = Artifacts().measure(Batch.of(["A", text])).codes.tolist()
    assert [Artifacts.grid.names[code] for code in codes] == ["none", trace]
