"""Sentences about masking by hand."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "edit_masked": "This message is masked, so your edit changes no copy. Write anew what should be read.",
        "mask_done": "Masked in every copy: {count}. As long as the chat is open, !unmask shows it again.",
        "mask_done_for_others": "Masked in every copy: {count}. A supervisor can show it again until the chat ends.",
        "mask_for_good": "Masked in every copy: {count}. The chat has ended, so it is gone for good.",
        "mask_in_form": "All of it is masked unless you write which words.",
        "mask_no_message": "That is no message of this chat. Type !mask and the words: they are masked everywhere.",
        "mask_nothing": "Nothing is left to mask there. Type !mask and the words, or !mask 3 for the last three.",
        "mask_not_found": "No message has these words. Copy them from the message, and try again.",
        "mask_own_words": "The words stand where they were typed. Only their author can delete them there: {agent}.",
        "mask_reason": "Masked for good in the reason of the ban. Delete your own command, if it holds the words.",
        "mask_short": "One character would be masked everywhere. Write more of it, or use the message's own menu.",
        "mask_source_here": "Your words are masked in all other copies, but stand where you typed them: delete them.",
        "mask_typed": "Masked in every copy: {count}. Delete your own command, if it holds the words.",
        "quote_gone": "This has been dealt with. !list shows your chats.",
        "unmask_nothing": "Nothing here can be shown again. !mask masks something, and the chat's end makes it final.",
        "unmask_too_late": "This chat has ended, and what was masked in it is gone for good. !read shows the rest.",
        "unmask_which": "This message isn't masked. Type !unmask for the newest that is, or !unmask all.",
        "unmasked": "Shown again in every copy: {count}.",
    },
    in_threads={
        "thread_words_masked": "{agent} has masked something in this chat: {count}.",
        "thread_words_masked_for_good": "{agent} has masked something in this chat for good: {count}.",
        "thread_words_unmasked": "{agent} has shown again what was masked: {count}.",
    },
)
