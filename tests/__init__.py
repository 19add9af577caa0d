"""The tests: one folder a kind, from pure (`core/`) to the whole bridge (`scenarios/`); see CONTRIBUTING.md."""
