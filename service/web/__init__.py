"""The page: HTML and SVG made on the server, no script, nothing from elsewhere."""
