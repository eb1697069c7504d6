"""The River sketches: the only folder that imports River."""
