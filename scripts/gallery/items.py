"""What the gallery shows: each picture's name, title and moment, in the order of the document.

Rule: where a list can be read from the code, it is (`listed`); the words beside it stand here and are missed by name.
"""

from dataclasses import dataclass

from core.commands.model import ViewName
from core.conversation.model import HoldReason
from scripts.gallery import listed


@dataclass(frozen=True, slots=True)
class Item:
    """One picture, or two of a card that is shown in the dark as well."""

    name: str
    title: str
    when: str
    dark: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A chapter of the document."""

    title: str
    about: str
    items: tuple[Item, ...]


ROOT = {
    "waiting": ("Waiting", "The customer has written and nobody is free; after a while other queues are asked too."),
    "ringing": ("Ringing", "One agent is asked, with a deadline that Slack's client renders."),
    "offered-to-all": ("Offered to all", "Everybody who looks at this channel may take it: the first click wins."),
    "request": ("A request", "Left by the form outside the hours; offered when they begin."),
    "with-the-bot": ("With the bot", "A first-line bot talks; any agent may take over."),
    "active": ("With an agent", "Both talk, and nobody waits."),
    "waits-long": ("The customer waits", "Past the first threshold of silence: orange."),
    "waits-too-long": ("The customer waits far too long", "Past the second threshold: red."),
    "private": ("Private mode", "What this agent types stays with the agents until it is turned off."),
    "customer-away": ("The customer is away", "Their page is closed; the chat stays."),
    "invited": ("Help is asked for, a colleague invited", "While supervisors help and an invitation is open."),
    "experts": ("An expert helps", "Who it is, and whom their words reach."),
    "secure": ("Secure data", "What the customer is asked for, and what waits to be opened."),
    "company": ("Several agents", "Who is here, and who of them is unseen by the customer."),
    "monitored": ("A supervisor listens", "Unseen by the customer; what they type stays with the agents."),
    "handed-over": ("Handed over", "It rings at the agent whom it was given to."),
    "on-hold": ("On hold", "Set aside until the customer writes; it takes no room meanwhile."),
    "coming-back": ("Coming back", "The customer has written, and its agent has no room yet."),
    "closes-by-itself": ("Closes by itself", "Nobody has written; both sides were warned."),
    "wrap-up": ("Wrap-up", "The chat has ended, the work after it has not."),
    "handled": ("Handled", "All is done; the disposition stays to be read."),
    "ended-by-customer": ("Ended by the customer", "The customer has closed the chat."),
    "ended-by-itself": ("Ended by itself", "Nobody has written any more."),
}
OFFER = {
    "open": ("A chat for you", "Rings in the agent's direct messages; the thread can be looked at first."),
    "after-the-bot": ("What the bot found out", "The customer's answers to its questions stand on the offer."),
    "request": ("A request", "Left outside the hours, offered when they began."),
    "handed-over": ("Handed over", "With the giver's note, and the customer's earlier chats."),
    "accepted": ("Accepted", "The way to the thread stays."),
    "taken": ("Taken by somebody else", "Who was faster is named."),
    "rejected": ("Rejected", "The agent is Not Ready now, and told so."),
    "expired": ("Not answered", "The deadline has passed; the next agent is asked."),
    "customer-left": ("The customer has left", "Nobody needs to answer any more."),
}
FLAG = {
    "open": ("Help is asked for", "In the channel of the agent's supervisors, with the reason."),
    "followed": ("Somebody helps", "Who coaches or monitors is named; others may join."),
    "monitored": ("Somebody listens", "A flag without a reason, and a supervisor who monitors."),
    "down": ("No help needed any more", "The agent has taken the flag down."),
    "over": ("The chat has ended", "The flag goes down by itself."),
}
WAITS = {
    "open": ("Given to this queue", "A chat whose thread is elsewhere waits for the agents of this channel."),
    "taken": ("Taken", "Who has it now."),
    "over": ("Over", "The customer has ended it before."),
}
WRAP_UP = {
    "missing": ("Something is missing", "At the end of the thread: what the queue requires, and the one way to do it."),
    "begun": ("Begun", "How far the form is, and by whom; no answer of it is repeated."),
    "whole": ("Nothing is missing", "The wrap-up can be completed."),
    "done": ("Done", "The card stays as what was written down."),
}
FAILURE = {
    "open": ("Not delivered", "Under the message, which bears a mark: why, and a way to send it again."),
    "again": ("Sent again", "Once; the message's mark shows what becomes of it."),
    "arrived": ("Arrived after all", "The channel has said so later; nothing is sent twice."),
}
EXPERT = {
    "asked": ("An agent asks for help", "Whose chat it is, whom the answers would reach, and the agent's words."),
    "consult": ("Consult", "The expert's answers are for the agents alone."),
    "conference": ("Conference", "The expert's answers reach the customer, under the expert's name."),
    "declined": ("Declined", "The agent is told."),
    "left": ("Left", "The expert has gone; nothing more is shown there."),
    "dismissed": ("Sent away", "The agent needs no more help."),
    "over": ("Over", "The chat has ended, and the talk with it."),
}
HELD = {
    HoldReason.NOT_ACCEPTED: ("Before the accept", "Nobody has accepted the chat yet."),
    HoldReason.NOT_ATTENDEE: ("By a bystander", "Its author has no seat in the chat."),
    HoldReason.ENDED: ("After the end", "There is nobody to send it to."),
    HoldReason.UNKNOWN_COMMAND: ("An unknown command", "A slip of the finger is never sent to a customer."),
    HoldReason.UNREADABLE: ("Not for the customer", "Something in it can't be shown to the customer."),
    HoldReason.FILES: ("A file that can't be passed on", "Too many, too large, or of a kind that isn't allowed."),
    HoldReason.LATE: ("Written in private mode, seen later", "It was typed before private mode was turned off."),
    HoldReason.BRAKE: ("The brake", "What must not be sent stands out; sending it anyway is a choice."),
    HoldReason.PREVIEW: ("Preview of a file", "Where a queue asks for it, files are shown back first."),
    HoldReason.TEMPLATE_ONLY: ("After a day on WhatsApp", "Only a template reaches the customer: choose one, or wait."),
    HoldReason.OPEN_AGAIN: ("The customer has written again", "What was held for that can go out now."),
    HoldReason.OPEN_ELSEWHERE: ("The chat goes on elsewhere", "What was held for the window can go out there now."),
    HoldReason.BOT_TALKS: ("Beside the bot", "The bot is talking: take over, or say this once."),
}
VIEWS = {
    ViewName.HELP: ("Help", "What somebody may type; here for a bystander."),
    ViewName.MY_CHATS: ("Your chats", "`!list`: chats in hand, held texts, and what waits."),
    ViewName.WAITING: ("What waits", "`/chat pick`: the oldest first, each to be taken."),
    ViewName.HELD: ("Held texts", "Numbered as `!send` and `!discard` number them."),
    ViewName.ACTIONS: ("What can be done", "`!actions`: everything that this person may do here, as buttons."),
    ViewName.NOTES: ("Notes", "`!notes`: what all agents may read about the chat."),
    ViewName.TRANSCRIPT: ("A chat, read again", "With its private notes, for agents only."),
    ViewName.PAST: ("Past chats", "Found by a name, a number, words or a day."),
    ViewName.ARTICLES: ("Articles", "`!kb tin`: look at one, or send its link."),
    ViewName.DETAILS: ("Details", "`!details`: all that is known of the chat."),
    ViewName.TEXTS: ("Canned responses", "By folders, with the word that finds each."),
    ViewName.ATTENDEES: ("Attendees", "Who is in the chat, and whom the customer sees."),
    ViewName.DIRECTORY: ("Directory", "Queues and agents now; invite or transfer by a click."),
    ViewName.OVERVIEW: ("Overview", "For supervisors: all queues and agents."),
    ViewName.CHANNELS: (
        "Channels",
        "`!channel`: how the customer can be reached now, why not by others, and ways to go on.",
    ),
    ViewName.CUSTOMER: ("Customer", "`!customer`: by which addresses, what is proven, what was told, past chats."),
    ViewName.BANS: ("Bans", "For supervisors: who is banned, until when, and what was turned away."),
    ViewName.REPORT: ("Report", "For supervisors: what became of the offers."),
}
PROMPTS = (
    Item("held-no_longer", "Held, and free to go", "The reason has passed: its author may send it now."),
    Item("told-invited", "An invitation", "A colleague is asked to join."),
    Item("told-coached", "A coach has come", "The agent is told, the customer isn't."),
    Item("told-coach-words", "The coach speaks", "For this agent alone."),
    Item("told-whisper", "A word for one agent", "By `!private @Grace …` or “To one agent…”."),
    Item("ask-before-the-end", "Before the end, by the button", "Closing a live chat asks first."),
    Item("ask-before-a-first-sms", "Before a first word by SMS", "To a number that was told, and has never written."),
    Item("ask-before-a-typed-end", "Before the end, typed", "The same question for `!end`."),
)
MORE_FORMS = (
    Item("more", "More…", "Everything that can be done in the chat and has no place on its card."),
    Item("form-template-shown", "Template, filled in", "As the customer will see it, before it goes out."),
    Item("form-canned-chosen", "Canned response, chosen", "Filled with names and facts, to be changed before it goes."),
)
HOMES = {
    "expert": ("An expert's", "Whom nobody else knows: the chats that they are asked to help with."),
    "stranger": ("Not an agent", "Somebody of the workspace who has no seat here."),
    "not-ready": ("Not Ready", "With the reason that was given."),
    "ready": ("Ready", "Nothing to do yet."),
    "ringing": ("Ringing", "What waits for an answer stands first."),
    "busy": ("Busy", "An invitation, a held text, chats in hand, and what waits."),
    "late": ("A customer waits", "Coloured as on the chat's card."),
    "on-hold": ("On hold", "To be resumed by a click."),
    "after-call-work": ("After-Call Work", "To be completed by a click."),
    "supervisor": ("The supervisors' view", "All queues and agents below one's own chats."),
}
THREAD = (
    Item("thread-talk", "A chat's thread", "Both talk; a note stays inside; private mode is told to all."),
    Item("thread-bot", "The bot's words", "Marked with a gear, so that nobody takes them for a colleague's."),
    Item("thread-consult", "An expert's answer in consult", "Under the expert's name, for the agents alone."),
    Item("thread-expert", "What an expert sees", "The card, what was said so far, and what comes."),
    Item("thread-secure", "A secure form", "Asked for, filled in: the values stand in no thread."),
    Item("thread-switched", "On by another channel", "What is lost there, and who still writes where the chat was."),
    Item("thread-company", "Several agents", "Help is asked for, a colleague comes, unseen."),
)
PLACES = (
    Item("surface-answer", "An answer in the thread", "To what was typed there; only its author sees it."),
    Item("surface-slash-answer", "An answer to `/chat`", "In the channel where it was typed; only its author sees it."),
    Item(
        "surface-direct-message", "A direct message", "What must outlast a reload, and what tells an agent something."
    ),
    Item("surface-form", "In a form", "Under the field that it is about."),
    Item("surface-thread", "In the thread", "For all agents who look at the chat."),
)
WIDGET = (
    Item("widget-launcher", "The launcher", "On any page of the shop."),
    Item("widget-welcome", "Opened", "The greeting, before the first word."),
    Item("widget-waiting", "Waiting", "The place in the line, and the estimated wait."),
    Item("widget-talk", "Talking", "Who is here, what was said, what was seen."),
    Item("widget-files", "Files", "A picture, a document, and one that is about to go."),
    Item("widget-menu", "A menu", "Answers to click."),
    Item("widget-page", "A page is offered", "Nothing opens without the customer's yes."),
    Item("widget-secure", "A secure form", "At the foot of the chat, beside it: what is filled in stands in no log."),
    Item("widget-emoji", "Emoji", "By search or by kind."),
    Item("widget-options", "Options", "Sound, and the end."),
    Item("widget-end", "Before the end", "A live chat is not closed by a slip of the finger."),
    Item("widget-still-there", "Still there?", "After a while without a word."),
    Item("widget-offline", "Without a connection", "What is written goes out when it is back."),
    Item("widget-survey", "The survey", "After the end; the transcript can be saved."),
    Item("widget-survey-comment", "The survey's comment", "Asked for after the score, and optional."),
    Item("widget-closed", "Outside the hours", "When we are back, and the form."),
    Item("widget-closed-mistakes", "The form's mistakes", "Each at its field."),
    Item("widget-closed-sent", "The form is sent", "It is a request in the queue now."),
    Item("widget-bot", "The bot", "It says that it is one."),
)
PAGES = (
    Item("page-transcript", "A transcript", "What the customer saw, by a signed link."),
    Item("page-transcript-over", "A link that is over", "It opens nothing any more."),
    Item("page-sign-in", "Sign-in", "Every page for agents is behind it; here by a code from the bot.", dark=True),
    Item("page-sign-in-suite", "Sign-in with the suite", "Slack or Microsoft says who it is; on a phone.", dark=True),
    Item("page-code", "The code", "It came in a private message, and works in this browser only.", dark=True),
    Item("page-desk", "Your desk", "The secure forms that wait for this agent.", dark=True),
    Item("page-sessions", "Your sessions", "The browsers in which this agent is signed in.", dark=True),
    Item("page-sessions-phone", "Your sessions, on a phone", "The same.", dark=True),
    Item("page-sessions-ended", "All others ended", "Their browsers have to sign in again.", dark=True),
    Item("page-sessions-again", "Later", "To end one takes a sign-in of the last ten minutes.", dark=True),
    Item("page-form-waits", "A secure form has come in", "Looking at the page opens nothing.", dark=True),
    Item("page-form-open", "Opened", "Once, for a time; a card's number behind a click.", dark=True),
    Item("page-form-open-phone", "Opened, on a phone", "The number is shown, to be copied.", dark=True),
    Item("page-form-opened", "Opened already", "Coming back shows who opened it, and no value.", dark=True),
    Item("page-form-expired", "Expired", "It was not opened in time.", dark=True),
)


def _cards(prefix: str, cards: dict[str, tuple[str, str]]) -> tuple[Item, ...]:
    return tuple(Item(f"{prefix}-{name}", title, when, dark=True) for name, (title, when) in cards.items())


def _forms() -> tuple[Item, ...]:
    return tuple(Item(f"form-{one.name}", one.button_label().rstrip("…"), one.summary) for one in listed.with_forms())


GROUPS = (
    Group("Root cards", "At the head of each chat's thread: the chat as it stands, shown anew, never posted again.",
          _cards("root", ROOT)),
    Group("Offers", "In an agent's direct messages.", _cards("offer", OFFER)),
    Group("Flags", "In the channel of the supervisors.", _cards("flag", FLAG)),
    Group("Chats from another queue", "In the channel of the queue that a chat was given to.", _cards("waits", WAITS)),
    Group("Wrap-up cards", "At the end of a chat's thread.", _cards("wrap-up", WRAP_UP)),
    Group("Messages that did not arrive", "In a chat's thread.", _cards("failure", FAILURE)),
    Group("Experts", "In direct messages, at the head of a thread for each chat.", _cards("expert", EXPERT)),
    Group("Threads", "What agents see while they talk.", THREAD),
    Group("Held texts", "What its author is asked, in private, about a text that did not go out.",
          (*(Item(f"held-{name}", title, when) for name, (title, when) in HELD.items()),
           Item("held-expert", "An expert's", "For the customer, for the agents alone, or for nobody."))),
    Group("Questions and words for one person", "In private, in the thread or as a direct message.", PROMPTS),
    Group("Forms", "One for each command that has something to fill in.", (*MORE_FORMS, *_forms())),
    Group("Lists", "Private answers that are rendered from the state when somebody asks.",
          (*(Item(f"view-{name.replace('_', '-')}", *words) for name, words in VIEWS.items()),
           Item("view-transcript-switched", "A chat that changed its channel", "Read again, with that moment."),
           Item("view-channels-busy", "Channels, one of them busy", "The customer's phone has another chat open."),
           Item("view-attendees-experts", "Attendees, an expert", "With the mode that holds."),
           Item("view-directory-experts", "Directory, with experts", "Those whom the agent asked lately first."),
           Item("view-overview-of-one", "One agent", "For supervisors: the chats of one agent, to join unseen."))),
    Group("Home", "The app's Home tab.", tuple(Item(f"home-{name}", *words) for name, words in HOMES.items())),
    Group("The customer's side", "The widget on the shop's page.", WIDGET),
    Group("Pages", "Behind links of the bridge's own.", PAGES),
    Group("Where sentences are read", "The sentences themselves stand in the tables below.", PLACES),
)  # fmt: skip
ITEMS = tuple(item for group in GROUPS for item in group.items)


def files() -> tuple[str, ...]:
    """Give the names of all pictures."""
    return tuple(name for item in ITEMS for name in ((item.name, f"{item.name}-dark") if item.dark else (item.name,)))
