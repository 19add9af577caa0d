"""One conversation: its state, what can happen to it, and what follows."""
