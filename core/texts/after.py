"""Sentences about what is written down about a chat, and about its wrap-up card."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "activity_answer_missing": "Give the answer too, or nothing at all for the form: {usage}.",
        "activity_answer_wrong": "{label}: {problem}",
        "activity_none": "Chats of this queue have no form to fill in. Type !note to keep something about them.",
        "activity_saved": "{form} is saved for chat #{number}.",
        "activity_saved_in_part": "{form} is saved for chat #{number}. Still needed: {fields}.",
        "complete_needs_activity": "Chat #{number} isn't complete: fill in {form} first, by Finish… or !activity.",
        "complete_needs_both": "Chat #{number} isn't complete: it needs !disposition and {form}. See Finish….",
        "complete_needs_disposition": "Chat #{number} isn't complete: choose a disposition first, by !disposition.",
        "disposition_set": "Chat #{number}: {title}.",
        "disposition_unknown": "That is not in the list of dispositions. Type !finish to see what is.",
        "finish_nothing": "Chats of this queue have nothing to fill in. Type !complete to finish.",
        "wrap_up_waits": "The wrap-up of chat #{number} can't end by itself: something is missing. Type !finish there.",
        "written_down": "This chat is handled: nothing about it can be changed any more. Type !read to read it again.",
    },
    on_cards={
        "card_disposition": "Disposition",
        "card_disposition_none": "Not chosen yet",
        "card_wrap_up_title": "Wrap-up",
        "card_wrap_up_done": "Done: the chat is handled",
        "card_wrap_up_left": "Still missing: {what}",
        "card_wrap_up_nothing_left": "Nothing is missing",
        "card_wrap_up_over": "The chat goes on",
        "card_activity_whole": "Filled in by {agent}",
        "card_activity_part": "Begun by {agent}",
        "card_activity_none": "Not filled in yet",
        "card_notes": "Notes",
        "card_wrap_up_until": "Ends by itself",
        "missing_disposition": "a disposition",
        "missing_activity": "{form}",
        "note_further": "Note",
        "note_further_help": "What the other agents should know. The customer never sees it.",
        "field_needed": "Needed before the wrap-up ends.",
        "notes_title": "Notes of chat #{number}:",
        "notes_empty": "Chat #{number} has no notes.",
    },
)
