"""From an outbox row to the platform: read the state, render, send, say what became of it."""
