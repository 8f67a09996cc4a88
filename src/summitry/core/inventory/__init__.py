"""One city's emissions in one period: the GPC table and its totals."""
