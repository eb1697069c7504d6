"""Prodshape: the shape of what users really type."""
