"""Erasing what is kept of a customer: what there is, taking it away, and what became of each copy."""
