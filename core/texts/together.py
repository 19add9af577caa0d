"""Sentences about working together: invitations, joining, leaving."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "declined": "You declined the invitation.",
        "invitation_gone": "The invitation is no longer open.",
        "invite_already_here": "{agent} is in this chat already.",
        "invite_declined": "{agent} can't join chat #{number}.",
        "invite_one_at_a_time": "{agent} is invited already. Wait for the answer first.",
        "invite_sent": "{agent} is invited to chat #{number}.",
        "invite_unanswered": "{agent} has not answered your invitation to chat #{number}.",
        "invite_yourself": "You are here already.",
        "invited": "{agent} invites you to chat #{number}.",
        "joined": "You have joined chat #{number}.",
        "leave_last": "You are the last one here. End the chat, or invite somebody first.",
        "left": "You have left chat #{number}.",
    },
    in_threads={
        "thread_invited": "{by} invites {agent}.",
        "thread_joined": "{agent} has joined.",
        "thread_left": "{agent} has left.",
    },
)
