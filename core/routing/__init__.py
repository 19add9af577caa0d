"""Queues, their settings, and the choice of an agent."""
