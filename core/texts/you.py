"""Sentences about the agent's own state."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "alerts_all": "You are told of everything.",
        "alerts_none": "You are told of nothing but what you must answer.",
        "alerts_some": "Saved: you are told of what you chose, and of what you must answer.",
        "notready": "You are Not Ready. No new chats.",
        "notready_later": "You will be Not Ready after your last chat.",
        "notready_unknown": "“{words}” is none of the reasons here. There are {reasons}.",
        "notready_why": "Nothing has changed: say why, too. There are {reasons}.",
        "ready": "You are Ready.",
    },
)
