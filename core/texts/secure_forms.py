"""Sentences about secure forms. None of them ever holds what was filled in."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "form_braked": "The form was not sent: its title has {what}. Ask for another one by !form.",
        "form_cancelled_yours": "“{form}” is no longer asked for.",
        "form_gone": "There is nothing to open any more. Ask the customer again by !form.",
        "form_held": "Your text was not sent, so the form behind it was not either. Ask by {usage}.",
        "form_link_elsewhere": "Payment links of this form lead to {hosts} only, and begin with https://.",
        "form_link_fixed": "“{form}” has its own address: leave yours out.",
        "form_link_needed": "Write the payment link behind the form's name, or in the form: it leads to {hosts}.",
        "form_list": "Forms of this queue: {forms}. Ask for one by {usage}.",
        "form_list_empty": "This queue has no secure forms. Type !help to see what there is.",
        "form_none": "No form is asked for in this chat. Ask for one by !form.",
        "form_not_owner": "Only {agent}, who has the chat, can open it. Ask for one of your own by !form.",
        "form_ready": "“{form}” has come in. You can open it once, nobody else can: {link}",
        "form_sent": "The customer of chat #{number} is asked: {form}.",
        "form_several": "A text can ask for one form only. Leave one of {forms} out.",
        "form_unknown": "This queue has no secure form “{form}”. Type !form and one of: {forms}.",
        "form_unopened": "“{form}” has come in and was not opened yet. Open it first, or type !cancelform.",
        "form_waits": "The customer is asked for “{form}” already. Wait for it, or take it back by !cancelform.",
    },
    in_threads={
        "thread_form_cancelled": "{agent} has taken the request for secure data back: {form}.",
        "thread_form_declined": "The customer declined to give secure data: {form}.",
        "thread_form_done": "The customer says that they have paid: {form}. Look at the payment provider's page.",
        "thread_form_dropped": "Secure data was dropped, because the chat ended or was given away: {form}.",
        "thread_form_expired": "The request for secure data has expired: {form}.",
        "thread_form_lost": "The secure data is gone: {form}. It has expired; ask the customer again.",
        "thread_form_opened": "Secure data was opened by {agent}: {form}.",
        "thread_form_received": "Secure data has been received: {form}. {agent} can open it, once.",
        "thread_form_requested": "Secure data has been requested by {agent}: {form}.",
        "thread_form_unshown": (
            "Secure data could not be fetched, so nobody has seen it: {form}. {agent} can open it again."
        ),
        "thread_form_unopened": "Secure data was not opened in time and is deleted: {form}. Ask the customer again.",
    },
    on_cards={
        "card_form": "Secure data",
        "card_form_received": "received, to be opened: {form}",
        "card_form_requested": "requested: {form}",
        "transcript_form_cancelled": "The request for secure data was taken back",
        "transcript_form_declined": "The customer declined to give secure data",
        "transcript_form_done": "The customer says that they have paid",
        "transcript_form_dropped": "Secure data was dropped",
        "transcript_form_expired": "Secure data has expired",
        "transcript_form_lost": "The secure data was gone",
        "transcript_form_opened": "Secure data was opened by {agent}",
        "transcript_form_received": "Secure data has been received",
    },
)
