"""The bridge seen from outside: what it counts, what it tells Prometheus, its traces, and how its log is written."""
