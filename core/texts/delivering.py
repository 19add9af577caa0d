"""Sentences about what could not be delivered, or could be only in part."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "card_blocked": "The card about chat #{number} can't be posted: {reason} Nothing is lost; I keep trying.",
        "desk_blocked": "Chat #{number} can't be shown in its channel: {reason} Nothing is lost; I keep trying.",
        "file_linked": "{name} was sent as a link: this channel can't carry it.",
        "resend_arrived": "That message has arrived. Nothing was sent again.",
        "resend_already": "That message was sent again already. Its mark shows what becomes of it.",
        "resend_in_part": "A part of that message has arrived, so that it isn't sent again as a whole. "
        "Write what is missing.",
        "resend_none": "Every message of this chat has gone out, so that !resend has nothing to send.",
        "resend_number": "There is no message {words} to send again: there are {count}, counted from the last one.",
        "resent": "Sent again. Its mark shows what becomes of it.",
        "loss_file": "{name} was not sent: this channel carries no files.",
        "loss_file_size": "{name} was not sent: it is above {limit} MB.",
    },
    on_cards={
        "card_arrived_after_all": "It has arrived after all.",
        "card_failure": "Not delivered",
        "card_failure_was": "Not delivered at first",
        "card_sent_again": "It was sent again.",
    },
    in_threads={
        "thread_failed": "Not delivered: {reason}",
        "thread_file_refused": "{name} was not passed on: {reason}",
        "thread_length": "Sent as {units} ({messages} messages).",
        "thread_new_channel": "An app can't bring an archived channel back, so the chat goes on in this new one. "
        "What was said before: {link}",
        "thread_no_channel": "This chat has no channel of its own: {reason}",
        "thread_opted_in": "The customer takes messages again: they have written START.",
        "thread_opted_in_there": "The customer takes messages by {channel} again.",
        "thread_too_much": "Not shown: {count} of the customer's, because too many came at once.",
        "thread_opted_out": "The customer has opted out by STOP. Nothing that is written here reaches them until they "
        "write START.",
        "thread_opted_out_there": "The customer has opted out of {channel}, by which this chat has gone before. It "
        "goes on where it is.",
        "thread_parked": "A message could not be handled. Your admin finds it in the log (row {row}).",
        "thread_uncertain": "Perhaps not delivered: no answer came. Ask the customer before you repeat it.",
    },
    of_failing={
        "fail_auth": "the bridge's account there was refused. Your admin must renew it.",
        "fail_gone": "the place is gone. Your admin must set another.",
        "fail_internal": "something went wrong here. Your admin finds it in the log.",
        "fail_too_long": "it is too long.",
        "fail_thread": "the chat's thread could not be opened. Your admin must look at the queue's channel.",
        "fail_file_fetch": "it could not be fetched.",
    },
)
