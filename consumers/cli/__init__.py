"""Commands of the consumer: one module, one command of `prodshape`."""

EXTRA = "consumer"
"""Of the installation; it brings what these commands need."""
