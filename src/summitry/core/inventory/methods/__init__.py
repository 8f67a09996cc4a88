"""How the emissions of one source are worked out: one file a source of emissions."""
