"""Commands that work on the store: one module, one command of `prodshape`."""
