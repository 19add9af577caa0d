"""The three loops: what came in, what must go out, what is due."""
