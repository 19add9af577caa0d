"""Secure forms: their vault and its keys, how they are filled in, and how they are opened."""
