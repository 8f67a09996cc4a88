"""Many cities at once: chunks of plans, workers, exact network totals, restart."""
