"""The application: wiring, storage, workers, HTTP. The only place that awaits the world."""
