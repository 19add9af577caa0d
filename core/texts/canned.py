"""Sentences about canned responses."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "canned_deep": "Folders can be at most {most} deep.",
        "canned_deleted": "Deleted.",
        "canned_empty": "Please add the {name}.",
        "canned_gone": "That canned response is gone, or not yours to use. Type !texts to see what there is.",
        "canned_long": "That text is too long for a form. To send it as it is, type {usage}.",
        "canned_not_yours": "You can't change that one: a supervisor or your admin can. Type !texts to see yours.",
        "canned_open": "Fill in {names} first, or take it out: this chat doesn't know it.",
        "canned_saved": "Saved. Find it by !canned and its title or shortcut.",
        "canned_shortcut": "A shortcut is one word.",
        "canned_taken": "Another text has that shortcut. Choose another one.",
        "canned_too_long": "The {name} can have at most {most} characters.",
    },
    on_cards={
        "texts_title": "Canned responses:",
        "texts_empty": "There are no canned responses yet.",
        "texts_more": "and {count} more; !canned finds them all",
        "texts_of_configuration": "from the configuration",
        "texts_own": "yours",
        "texts_team": "your team's",
        "texts_all": "everybody's",
    },
)
