"""Bots of somebody else's: asked by a signed request, answering in its response or later by one of their own."""
