"""Sentences about bans."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "ban_gone": "That ban is over or lifted already. Type !bans to see which hold.",
        "ban_not_yours": "Chat #{number} is not yours: !ban is for your own chats; supervisors may give it in any.",
        "ban_reason_long": "That reason has {count} characters; {most} can be kept. Write the rest as a note.",
        "ban_time": "“{words}” is no length of time. Type !ban for 7d and why, or !ban for ever and why.",
        "ban_too_long": "A ban lasts from a second to ten years. Type !ban for 7d and why, or !ban for ever and why.",
        "banned": "The customer of chat #{number} is banned without end. !bans lists who is, !unban {number} lifts it.",
        "banned_reason_masked": "The customer of chat #{number} is banned. A number in your reason was masked.",
        "banned_until": "The customer of chat #{number} is banned until {until}. !bans lists who is banned.",
        "bans_none": "Nobody is banned.",
        "unbanned": "The ban from chat #{number} is lifted: what this customer writes arrives again.",
        "unbanned_still": "The ban from chat #{number} is lifted. {count} more of this customer's still hold: !bans.",
    },
    on_cards={
        "bans_more": "… and {count} more, made before these",
        "bans_title": "Banned now:",
    },
    in_threads={
        "thread_banned": "{by} has banned the customer: the chat has ended, and nothing that they write arrives.",
    },
)
