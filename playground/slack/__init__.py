"""Slack's side of the wire: Web API, events, interactivity, Socket Mode, files, and the people who use it."""
