"""Sentences about transcripts, and what they say of a chat's turns."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "transcript_link": "What the customer of chat #{number} saw, for whoever has the link until {until}: {link}",
        "transcript_link_sent": "The customer of chat #{number} was sent the link.",
        "transcript_mailed": "The transcript of chat #{number} goes to {address}.",
        "transcript_no_link": "There are no links to transcripts here. Give an email address: {usage}.",
        "transcript_no_mail": "This bridge sends no mail. Type {usage} for a link.",
        "transcript_link_only": "This bridge sends no mail. Leave this empty for a link.",
        "transcript_mail_only": "There are no links to transcripts here. Write an email address.",
        "transcript_off": "Transcripts are not set up here: neither mail nor links. Type !read to read the chat again.",
        "transcript_private_mode": "Private mode is on: turn it off by !private off, then send the link.",
        "transcript_to_wrong": "Write an email address such as name@example.com, or customer to send them the link.",
        "transcript_not_running": "The chat is over, so the link can't be sent in it. Type !transcript and an address.",
        "chat_not_yours": "Chat #{number} can be read by agents of its queue only. Type !past to find chats of yours.",
    },
    in_threads={
        "thread_transcript_failed": "The transcript could not be mailed: {reason}",
        "thread_transcript_uncertain": "It is not known whether the mail with the transcript has arrived.",
        "thread_transcript_mailed": "The transcript was mailed to the customer.",
    },
    of_failing={
        "fail_mail_refused": "the mail server refused it. Check the address, or ask who runs the bridge.",
        "fail_mail_login": "the mail server refused our login. Tell who runs the bridge.",
    },
    on_cards={
        "transcript_accepted": "{agent} has accepted the chat",
        "transcript_words_masked": "{agent} has masked something",
        "transcript_words_unmasked": "{agent} has shown again what was masked",
        "transcript_activity": "{agent} saved the activity form",
        "transcript_customer_left": "The customer has left the page",
        "transcript_customer_returned": "The customer is back",
        "transcript_deleted": "(deleted)",
        "transcript_disposition": "{agent} chose the disposition",
        "transcript_ended": "The chat has ended",
        "transcript_handled": "The chat is handled",
        "transcript_inactive_warned": "Both sides were warned that the chat will be closed",
        "transcript_invited": "{agent} was invited",
        "transcript_joined": "{agent} has joined",
        "transcript_joined_here": "{name} has joined",
        "transcript_left": "{agent} has left",
        "transcript_left_here": "{name} has left",
        "transcript_queued": "The chat waits for an agent",
        "transcript_reopened": "The chat waits for an agent again",
        "transcript_words": "You can read this chat again until {until}: {link}",
        "transcript_to": "Email address",
        "transcript_to_help": "The customer's version goes there. Left empty, you get a link to it.",
    },
)
