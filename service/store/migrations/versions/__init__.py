"""One file = one migration, numbered."""
