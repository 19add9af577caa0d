"""Sentences about asking the customer: menus, pages, the survey."""

from core.texts.texts import Texts

TEXTS = Texts(
    to_agents={
        "ask_braked": "Not sent: this has {what}. Ask without it, for example by !menu Which tea? | Green | Black.",
        "ask_private_mode": "Private mode is on: turn it off with !private off, then ask the customer.",
        "menu_choice_long": "An answer has more than {most} characters. Shorten it: it is a button.",
        "menu_choice_twice": "Two answers are the same. Say each once.",
        "menu_choices": "A menu has {fewest} to {most} answers, not {count}. Type !menu Which tea? | Green | Black.",
        "menu_choices_needed": "A menu has {fewest} to {most} answers, not {count}: each on a line of its own.",
        "menu_question_needed": "Write what is asked, in at most {most} characters.",
        "menu_question": "Say what is asked, in at most {most} characters. Type !menu Which tea? | Green | Black.",
        "menu_sent": "The customer of chat #{number} can choose now.",
        "page_elsewhere": "That page can't be offered. Name one of the list, or an address below: {origins}.",
        "page_missing": "Say which page. Type {usage}.",
        "page_needed": "Choose a page, or write an address.",
        "page_off": "Pages can't be offered in this queue. Send the address as a message, or by !say.",
        "page_sent": "The customer of chat #{number} can open the page now.",
        "page_several": "“{words}” fits several pages: {found}. Write more of its name.",
        "page_unknown": "There is no page “{words}” on the list. Push page… behind !actions shows all of them.",
    },
    in_threads={
        "thread_page_declined": "The customer doesn't want to open the page.",
        "thread_page_opened": "The customer has opened the page.",
        "thread_rated": "The customer rated this chat {score} of {scale}.",
    },
)
