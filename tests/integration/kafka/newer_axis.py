"""The consumer as it may run during a rolling upgrade: the axis `casing` is one version ahead."""

import sys

from consumers.__main__ import main
from prodshape.axes.casing import Casing

AHEAD = Casing.version + 1

if __name__ == "__main__":
    Casing.version = AHEAD
    sys.exit(main())
