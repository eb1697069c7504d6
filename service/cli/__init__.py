"""Commands that work on the store: one module, one command of `prodshape`."""

EXTRA = "store"
"""Of the installation; it brings what these commands need."""
