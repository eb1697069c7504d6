"""Commands of the consumer: one module, one command of `prodshape`."""
