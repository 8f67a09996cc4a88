"""How a page looks: base templates, partials, charts, style; no domain word."""
