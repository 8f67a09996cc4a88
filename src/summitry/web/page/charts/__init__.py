"""Charts as Vega-Lite specs: one file per kind, and their drawing as SVG and PNG."""
