"""Sentences about who a customer is, and about which of their addresses is known how."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "link_what": "“{words}” is no number with its country, as in +447911123456, and no chat, as in #42.",
        "link_no_channel": "No channel that is set up here reaches a number. Name a chat instead, as in !link #42.",
        "link_known": "That is known already. !customer shows it.",
        "link_too_many": "A customer can have {most} addresses. Take some apart first: !unlink.",
        "link_two_people": "Your site says that #{number} is somebody else's: they can't be joined. See !customer.",
        "linked": "Kept as told, with chat #{number}'s customer: it proves nothing. See !customer; !unlink undoes it.",
        "unlinked": "Taken apart: it is no longer shown with chat #{number}'s customer.",
    },
    on_cards={
        "channels_title": "The customer of chat #{number} by channel:",
        "channels_here": "this chat is here",
        "channels_open": "can be reached",
        "channels_closed": "can't be reached now",
        "channels_banned": "banned: nothing of theirs arrives",
        "channels_unasked": "told, but nobody has ever written from there: ask them to write to you first",
        "channels_unknown": "no address is known; !link keeps a number that they tell you",
        "channels_unknowable": "no address is known; the customer must write from there, then !link that chat",
        "channels_gone": "is not set up any more",
        "customer_title": "Customer of chat #{number}: {name}",
        "customer_name_given": "The name is as given by the customer or the platform; nobody has proven it.",
        "customer_name_signed": "🔒 Your site has said who this is.",
        "customer_proven": "writes in this chat; the channel vouches for it",
        "customer_signed": "🔒 signed in on your site",
        "customer_told": "told by {agent}, {at}; not proven",
        "customer_told_unheard": "told by {agent}, {at}; nobody has ever written from there",
        "customer_banned": "banned {until}",
        "customer_opted_out": "wants no messages there",
        "customer_first": "No past chats that you may see.",
    },
)
