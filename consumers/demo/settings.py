"""The environment of the demo's processes: that of the demo, without Prodshape's own variables, which the demo sets."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "PRODSHAPE_"


def child_environment(own: Mapping[str, str], inherited: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Give a child the demo's environment with `own` variables, whose names lack the prefix.

    Example:
        >>> child_environment({"PORT": "80"}, {"PATH": "/bin", "PRODSHAPE_API_TOKEN": "x"})
        {'PATH': '/bin', 'PRODSHAPE_PORT': '80'}
    """
    kept = {name: value for name, value in inherited.items() if not name.startswith(PREFIX)}
    return kept | {PREFIX + name: value for name, value in own.items()}
