"""Every sentence that a person may read.

Rules:
1. Short, kind, exact: what happened, and what to do next.
2. `{agent}`, `{winner}` and `{by}` are agents' ids and are shown as names; everything else is shown as given.
3. One key is said in one place only, or in places that mean the same.
"""

from collections.abc import Iterator, Mapping
from string import Formatter

from core.sentences import Sentence

PEOPLE = frozenset({"agent", "winner", "by"})
"""Arguments that hold an agent's id."""

TO_AGENTS: Mapping[str, str] = {
    "accepted": "Chat #{number} is yours.",
    "accept_already_yours": "You have this chat already.",
    "agent_ambiguous": "“{words}” could be {names}. Type the whole name.",
    "agent_unknown": "I know no agent called “{words}”. I know {names}.",
    "answer_late": "{customer} is waiting for your answer in chat #{number}.",
    "argument_left_over": "I didn't understand “{words}”. Type {usage}.",
    "argument_missing": "Please add {name}: {help}. Type {usage}.",
    "argument_on_off": "“{words}” is neither on nor off.",
    "assigned": "Chat #{number} was given to you.",
    "capacity_reached": "You are at your limit ({load} of {capacity}). End a chat first.",
    "chat_ended": "This chat has ended.",
    "chat_not_active": "This chat isn't running: nobody has accepted it yet, or it has ended.",
    "chat_unknown": "There is no chat #{number}.",
    "command_unknown": "I don't know “{word}”. Type {help} to see what you can type.",
    "command_unknown_near": "I don't know “{word}”. Did you mean {near}?",
    "chat_which": "You have several chats ({numbers}). Say which: {usage}.",
    "completed": "Chat #{number} is handled.",
    "declined": "You declined the invitation.",
    "edit_not_sent": "Your edit was not sent: the customer still sees the earlier text.",
    "desk_blocked": "Chat #{number} can't be shown in its channel: {reason} Nothing is lost; I keep trying.",
    "ended": "Chat #{number} has ended.",
    "held_accept_first": "Accept the chat first, then send your held text.",
    "held_discarded": "Kept internal.",
    "held_gone": "That text was sent or discarded before.",
    "held_none": "You have no held text here.",
    "held_not_attendee": "You have no seat in this chat. Ask its agent to invite you, then send.",
    "held_not_yours": "Only its author can decide about a held text.",
    "held_number": "“{words}” is none of your held texts here; you have {count}. Type !list to see them.",
    "held_sent": "Sent to the customer.",
    "held_which": "You have {count} held texts here. Say which, for example 1; !list shows them.",
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
    "loss_file": "{name} was not sent: this channel carries no files.",
    "loss_file_size": "{name} was not sent: it is above {limit} MB.",
    "not_a_supervisor": "Only supervisors can do that.",
    "not_an_agent": "You aren't an agent here. Ask your admin to add your account.",
    "not_attendee": "You have no seat in this chat. Ask its agent to invite you.",
    "note_kept": "Kept as a note. The customer doesn't see it.",
    "not_your_queue": "You don't serve {queue}. Ask your admin to add you.",
    "notready": "You are Not Ready. No new chats.",
    "notready_later": "You will be Not Ready after your last chat.",
    "offer_gone": "{winner} has already accepted this chat.",
    "offer_not_yours": "This chat is being offered to {agent}. Pick it by its number if you want it.",
    "offer_withdrawn": "This offer is no longer open.",
    "private_empty": "Say what the agent should read. Type {usage}.",
    "private_off": "Private mode is off: what you type goes to the customer.",
    "private_on": "Private mode is on: what you type stays with the agents.",
    "private_sent": "Only {agent} sees it.",
    "ready": "You are Ready.",
    "reject_nothing": "This chat isn't offered to you, so there is nothing to reject.",
    "rejected": "Rejected. It goes to somebody else.",
    "thread_unknown": "This thread is no chat. Go to a chat's thread, or name the chat by its number: {usage}.",
    "wrap_up_none": "You have no after-call work here.",
}

IN_THREADS: Mapping[str, str] = {
    "thread_accepted": "{agent} has accepted the chat.",
    "thread_customer_back": "The customer is back.",
    "thread_customer_ended": "The customer has ended the chat.",
    "thread_customer_left": "The customer has closed the page.",
    "thread_ended": "{agent} has ended the chat.",
    "thread_failed": "Not delivered: {reason}",
    "thread_file_refused": "{name} was not passed on: {reason}",
    "thread_invited": "{by} invites {agent}.",
    "thread_joined": "{agent} has joined.",
    "thread_left": "{agent} has left.",
    "thread_new_channel": "An app can't bring an archived channel back, so the chat goes on in this new one. "
    "What was said before: {link}",
    "thread_no_channel": "This chat has no channel of its own: {reason}",
    "thread_parked": "A message could not be handled. Your admin finds it in the log (row {row}).",
    "thread_private_off": "{agent} has turned private mode off.",
    "thread_private_on": "{agent} has turned private mode on: what {agent} types stays here.",
    "thread_reopened": "The customer has written again. The chat is back in the queue.",
    "thread_still_waiting": "Nobody has accepted this chat yet.",
    "thread_uncertain": "Perhaps not delivered: no answer came. Ask the customer before you repeat it.",
}

OF_HOLDING: Mapping[str, str] = {
    "hold_not_accepted": "Nobody has accepted this chat yet, so this was not sent to the customer.",
    "hold_not_attendee": "You aren't in this chat, so this was not sent to the customer.",
    "hold_no_longer": "This was not sent to the customer. You can send it now.",
    "hold_ended": "This chat has ended, so this was not sent to the customer.",
    "hold_unknown_command": "That looks like a command that I don't know, so this was not sent.",
    "hold_bot": "An app posted this, so it was not sent.",
    "hold_unreadable": "I can't show all of this to the customer, so it was not sent.",
    "hold_late": "You wrote this before you turned private mode off, so it was not sent. Was it for the customer?",
    "hold_files": "One of the files can't be passed on, so this was not sent.",
}

OF_FAILING: Mapping[str, str] = {
    "fail_auth": "the bridge's account there was refused. Your admin must renew it.",
    "fail_gone": "the place is gone. Your admin must set another.",
    "fail_internal": "something went wrong here. Your admin finds it in the log.",
    "fail_too_long": "it is too long.",
    "fail_thread": "the chat's thread could not be opened. Your admin must look at the queue's channel.",
    "fail_file_fetch": "it could not be fetched.",
}

ON_CARDS: Mapping[str, str] = {
    "card_waiting": "Waiting",
    "card_ringing": "Ringing {agent}",
    "card_offered": "Offered to everybody here",
    "card_active": "With {agent}",
    "card_wrap_up": "Wrap-up",
    "card_handled": "Handled",
    "card_ended_agent": "ended by the agent",
    "card_ended_customer": "ended by the customer",
    "card_ended_timeout": "ended by itself",
    "offer_title": "A chat for you",
    "offer_accepted": "You accepted this chat",
    "offer_taken": "{winner} accepted this chat",
    "offer_rejected": "You rejected this chat: no new ones until you are Ready",
    "offer_expired": "You didn't answer in time: no new chats until you are Ready",
    "offer_customer_left": "The customer has ended the chat",
    "home_ready": "You are Ready: new chats are offered to you",
    "home_busy": "You are Busy",
    "home_not_ready": "You are Not Ready: no chats are offered to you",
    "home_after_call_work": "You are in After-Call Work",
    "home_no_new_chats": "no new chats",
    "home_then_not_ready": "Not Ready after this",
    "home_stranger": "You aren't an agent here. Ask your admin to add your account.",
    "home_ringing": "Offered to you",
    "home_my_chats": "Your chats",
    "home_my_chats_empty": "No chats in hand.",
    "home_waiting": "Waiting",
    "home_waiting_empty": "Nobody is waiting.",
    "home_held": "Your held texts",
    "home_held_empty": "Nothing is held.",
}

TEMPLATES: Mapping[str, str] = {**TO_AGENTS, **IN_THREADS, **OF_HOLDING, **OF_FAILING, **ON_CARDS}


def render(sentence: Sentence, names: Mapping[str, str], templates: Mapping[str, str] = TEMPLATES) -> str:
    """Give the words of a sentence; `names` are the agents' names by id, `templates` the words by key."""
    return "".join(words for words, _ in pieces(sentence, names, templates))


def pieces(
    sentence: Sentence, names: Mapping[str, str], templates: Mapping[str, str] = TEMPLATES
) -> Iterator[tuple[str, str | None]]:
    """Give the words of a sentence in pieces, each with the argument that it came from, or None."""
    for literal, argument, _, _ in Formatter().parse(templates[sentence.key]):
        if literal:
            yield literal, None
        if argument is not None:
            value = sentence.args[argument]
            yield names.get(value, value) if argument in PEOPLE else value, argument
