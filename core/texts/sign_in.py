"""Sentences about the sign-in to the bridge's own pages."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "sign_in_code": "Your code to sign in: {code}. It holds for ten minutes; tell it to nobody.",
    },
)
