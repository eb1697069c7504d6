"""SVG and the style sheet of the pages, the service's and those of a gate: drawn without a script, nothing from elsewhere."""
