"""What is known of a city's emissions over time: trend, peak, forecast."""
