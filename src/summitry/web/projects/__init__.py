"""Projects unveiled and signed at convenings, and how far they came."""
