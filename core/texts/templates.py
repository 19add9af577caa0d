"""Sentences about message templates: which there are, and what can't be sent by them."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "template_address": "{place} becomes a part of an address: write it without spaces, as it stands there.",
        "template_braked": "Not sent: this has {what}. Write something else there.",
        "template_card": "Not sent: this has a card's number. Write something else there.",
        "template_count": "This template takes {count} values, not {given}, with a | between them: {names}.",
        "template_empty": "Please fill in: {place}.",
        "template_gone": "That template is not there any more. Type !template to see which there are.",
        "template_header_long": "With these values the line above the text has {length} characters. "
        "It can have {most}.",
        "template_lines": "{place} must be one line, without tabs or four spaces in a row.",
        "template_long": "With these values the text has {length} characters. It can have {most}.",
        "template_none": "The customer's channel has no templates: your admin can set some. !channel shows other ways.",
        "template_only": "The customer last wrote more than 24 hours ago: only a template reaches them until they "
        "write again. Type !template to choose one.",
        "template_sent": "The template is on its way to the customer of chat #{number}.",
        "templates_listed": "These templates reach the customer at any time:\n{templates}",
        "templates_only": "More than 24 hours have passed since the customer wrote: only a template reaches them.\n"
        "{templates}",
    },
)
