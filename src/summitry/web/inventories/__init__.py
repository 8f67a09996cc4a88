"""Emissions as each source reports them, one series a source and boundary."""
