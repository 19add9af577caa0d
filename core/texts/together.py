"""Sentences about working together: invitations, joining, leaving."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "declined": "You declined the invitation.",
        "invitation_gone": "The invitation is no longer open. Type !list to see your chats.",
        "invite_already_here": "{agent} is in this chat already. Type !attendees to see who is.",
        "invite_declined": "{agent} can't join chat #{number}.",
        "invite_none_open": "No invitation is open here. Type !invite and a name.",
        "invite_nobody_free": "Nobody of {queue} is free now. Name an agent; !directory shows who is there.",
        "invite_one_at_a_time": "{agent} is invited already. Wait for the answer, or type !uninvite.",
        "invite_sent": "{agent} is invited to chat #{number}.",
        "invite_taken_back": "{agent} has taken back the invitation to chat #{number}.",
        "invite_unanswered": "{agent} has not answered your invitation to chat #{number}.",
        "invite_yourself": "You are here already. Name somebody else; !directory shows who there is.",
        "uninvited": "The invitation to chat #{number} is taken back.",
        "invited": "{agent} invites you to chat #{number}.",
        "joined": "You have joined chat #{number}.",
        "leave_last": "You are the last one here. Type !end to end the chat, or !invite somebody first.",
        "left": "You have left chat #{number}.",
    },
    in_threads={
        "thread_handed_over": "{by} has handed the chat over to {agent}, and has left.",
        "thread_handing_over": "{by} invites {agent}, and leaves when {agent} joins.",
        "thread_invited": "{by} invites {agent}.",
        "thread_joined": "{agent} has joined.",
        "thread_joined_masked": "{agent} has joined, unseen by the customer.",
        "thread_left": "{agent} has left.",
        "thread_uninvited": "{by} takes back the invitation of {agent}.",
    },
)
