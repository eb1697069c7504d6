"""Keep and show: the store, the scheduled jobs, the endpoints and the metrics."""
