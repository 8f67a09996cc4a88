"""Plans of cities: written, kept as versions, run, and shown with how sure they are."""
