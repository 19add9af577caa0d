"""Sentences about the agent's own state."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "notready": "You are Not Ready. No new chats.",
        "notready_later": "You will be Not Ready after your last chat.",
        "ready": "You are Ready.",
    },
)
