"""Sentences about hold, the choice of queues, and agents who are gone."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "gone_taken": "You were away, so chat #{number} went to somebody else. Say `ready` when you are back.",
        "hold_already": "Chat #{number} is on hold already. Type !resume to go on with it.",
        "hold_invited": "{agent} is invited here. Wait for the answer or type !uninvite, then set the chat on hold.",
        "hold_none": "This chat isn't on hold. Type !hold to set it aside until its customer writes.",
        "hold_not_yours": "{agent} has set this chat on hold, and can resume it. Type !attendees to see who is here.",
        "hold_off": "Chats of {queue} can't be set on hold; your admin can allow it. !transfer hands the chat over.",
        "hold_over": "Chat #{number} goes on.",
        "hold_set": "Chat #{number} is on hold until its customer writes. Type !resume to go on with it.",
        "hold_with_others": "A chat can be set on hold by its owner, while nobody else is in it. Type !leave to go.",
        "queues_chosen": "You serve {queues} now.",
        "queues_none": "There is no queue that you may serve; your admin can add you. Type !directory to see all.",
        "queues_served": "You serve {queues}, of {all}. Type `queues` and their names to choose, or `queues all`.",
    },
    in_threads={
        "thread_agent_dismissed": "{agent} is no longer an agent here. The chat waits for somebody else.",
        "thread_agent_gone": "{agent} is away. The chat waits for somebody else.",
        "thread_hold_over": "The customer has written and {agent} has no room. The chat waits for somebody.",
        "thread_on_hold": "{agent} has set the chat on hold until the customer writes.",
        "thread_resumed": "The chat is no longer on hold: {agent} goes on.",
    },
    on_cards={
        "card_on_hold": "On hold, with {agent}",
        "card_coming_back": "The customer has written: back to {agent} as soon as there is room",
        "home_serving": "you serve {queues}",
    },
)
