"""Published tables and the sample network, each row with its source."""
