"""Sentences about held texts: why one was held, and what became of it."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "held_accept_first": "Type !accept to take the chat first, then send your held text.",
        "held_again": "Not sent yet: please look once more.",
        "held_braked": "This still has {what}. Change it, or close this form and choose “Send anyway”.",
        "held_discarded": "Kept internal.",
        "held_edited": "Your new text is on its way; the old one stays internal.",
        "held_gone": "That text was sent or discarded before. Type !list to see what is held.",
        "held_none": "You have no held text here. Type !list to see all that you have.",
        "held_not_attendee": "You have no seat in this chat. Ask its agent to type !invite and your name, then send.",
        "held_not_yours": "Only its author can decide about a held text. Type !list to see yours.",
        "held_number": "“{words}” is none of your held texts here; you have {count}. Type !list to see them.",
        "held_sent": "Sent to the customer.",
        "held_which": "You have {count} held texts here. Say which, for example 1; !list shows them.",
    },
    of_holding={
        "hold_not_accepted": "Nobody has accepted this chat yet, so this was not sent to the customer.",
        "hold_not_attendee": "You aren't in this chat, so this was not sent to the customer.",
        "hold_no_longer": "This was not sent to the customer. You can send it now.",
        "hold_ended": "This chat has ended, so this was not sent to the customer.",
        "hold_unknown_command": "That looks like a command that I don't know, so this was not sent. !help shows all.",
        "hold_unknown_near": "I don't know that command, so this was not sent. Did you mean {near}?",
        "hold_bot": "An app posted this, so it was not sent.",
        "hold_unreadable": "I can't show all of this to the customer, so it was not sent.",
        "hold_late": "You wrote this while your words stayed here, so it was not sent. Was it for the customer?",
        "hold_files": "One of the files can't be passed on, so this was not sent.",
        "hold_files_large": "Too large to be passed on, so not sent: {files}. A file can have {most}.",
        "hold_files_many": "These are {count} files; one message can have {most}, so this was not sent.",
        "hold_brake": "Something in this must not be sent, so it was stopped. The customer hasn't seen it.",
        "hold_brake_passed": "Nothing in this is forbidden any more. It has not been sent yet.",
        "hold_braked_by": "Stopped, not sent: this has {what}. The customer hasn't seen it.",
        "hold_template_only": "The customer last wrote more than 24 hours ago, so this was not sent: only a template "
        "reaches them until they write.",
        "hold_open_again": "The customer has written again, so that this reaches them now. It has not been sent yet.",
        "hold_open_elsewhere": "The chat goes on in another channel, where this reaches the customer. It has not been "
        "sent yet.",
        "hold_preview": "Look once more before this goes to the customer.",
        "hold_preview_files": "Look once more before this goes to the customer: {files}.",
    },
)
