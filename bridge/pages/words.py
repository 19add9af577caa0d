"""What the agents' pages say, in one place: sign-in, the desk's page, their sessions, and a form's values."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from aiohttp import web

from bridge.forms.opening import NotOpened


@dataclass(frozen=True, slots=True)
class Page:
    """A page that says something: its head, its sentences, its status, and when it is worth asking again."""

    title: str
    text: str
    status: int = 200
    again: int = 0
    """Seconds that `Retry-After` says; 0 where waiting alone changes nothing."""

    def told(self, answer: web.Response) -> web.Response:
        """Complete an answer that shows this page by its head lines."""
        if self.again:
            answer.headers["Retry-After"] = str(self.again)
        return answer


SIGN_IN = "Sign in"
WHO_ARE_YOU = "This page is for agents. Sign in to go on."
WITH = "Sign in with {suite}"
BY_CODE = "We send a code to you alone, in a private message from the bot."
SEND = "Send me a code"
SEND_AGAIN = "Send me a new code"
CODE = "Your code"
CODE_HELP = "It has eight signs, holds for ten minutes, and works in this browser only."
ENTER = "Enter your code"
CODE_SENT = "We have sent you a code in a private message from the bot."
WRONG_CODE = "That is not the code. Look at the newest message, and try again."
TRY_AGAIN = "Try again"
SIGN_OUT = "Sign out"
SIGNED_IN_AS = "Signed in as {name}"
DESK = "Your desk"
WAITING = "Waiting for you to open"
NOTHING_WAITS = "No form waits for you. When one has come in, the bot tells you in the chat."
OF_CHAT = "Chat #{number}"

SESSIONS = "Your sessions"
THIS_ONE = "this one"
SOME_BROWSER = "A browser"
SINCE = "Signed in {when} UTC{way}"
WITH_CODE = ", by a code"
WITH_SUITE = ", with {suite}"
SEEN_NOW = "Last seen just now"
SEEN = "Last seen {minutes} min. ago"
END = "End"
END_OTHERS = "End all others"
NOWHERE_ELSE = "You are signed in nowhere else."
SIGN_IN_AGAIN = "Sign in again"
SIGN_IN_AGAIN_TO_END = "Sign in again, and you can end your other sessions."
ENDED = "That session is ended: its browser has to sign in again."
ENDED_BEFORE = "That session was over already."
ENDED_OTHERS = "Your other sessions are ended: those browsers have to sign in again."
STALE = Page(
    "Sign in again first", "You signed in more than ten minutes ago. Sign in again to end your other sessions.", 403
)

NO_WAY = Page("Sign in", "Come by the link that the bot has told you in private: it knows who you are.", status=403)
NOT_AN_AGENT = Page(
    "You are not an agent here", "You are signed in to {suite}, but not listed as an agent. Ask your admin.", status=403
)
ELSEWHERE = Page(
    "You are not an agent here", "You have signed in with an account of another company. Sign in with your own.", 403
)
START_AGAIN = Page(
    "Please start again", "This sign-in was begun too long ago, in another browser, or was used already.", status=400
)
REFUSED = Page("Not signed in", "{suite} did not sign you in. Nothing was opened. Try again.", status=403)
UNAVAILABLE = Page("Not now", "{suite} can't be asked who you are. Try again in a moment.", 503, again=5)
CODE_OVER = Page("This code holds no longer", "It was used, tried too often, or is too old. Ask for a new one.", 410)
TOO_MANY = Page(
    "Please wait a while", "There were too many sign-ins. Try again in a quarter of an hour.", 429, again=15 * 60
)
BUSY = Page(
    "Not now", "Your code could not be sent now. Ask for a new one in a moment: only the newest works.", 503, again=5
)
UNDELIVERED = Page("No code was sent", "The bot can't write to you. Write to it once, then ask for a code again.", 409)
MUTE = Page(
    "No code was sent", "The bot may not send messages now. Tell your admin, then ask for a code again.", 503, again=60
)
NOT_OURS = Page(
    "Not done", "This did not come from our own page. Go back, load the page again, and try once more.", 403
)
SIGNED_OUT = Page("Signed out", "You can close this page.")
NO_AGENT_ANY_MORE = Page("You are not an agent here", "You are not listed as an agent any more. Ask your admin.", 403)

OPEN_ONCE = "Open once"
FROM = "From the customer of chat #{number}{customer}."
ONE_TIME = "You can open it one time. It is shown for {minutes} min. and is gone then; that you open it is noted."
GONE_IN = ("Gone in ", " s, and when you close this page. Nothing of it can be opened again.")
HIDDEN = "The values are hidden. Ask the customer again by !form, if you still need them."
COPY = "Copy"
OPENED_BY = "It was opened by {by} at {when} UTC. It can't be opened again."

NOT_OPENED: Mapping[NotOpened, Page] = MappingProxyType(
    {
        NotOpened.UNKNOWN: Page(
            "There is nothing here", "This link is not complete, or too old. Look for it in the chat.", status=404
        ),
        NotOpened.NOT_YOURS: Page(
            "This is not yours to open", "Only the agent who has the chat can open it.", status=403
        ),
        NotOpened.NOT_IN: Page("Not filled in yet", "The customer has not sent this form yet.", status=409),
        NotOpened.OPENED: Page("Opened already", OPENED_BY, status=410),
        NotOpened.EXPIRED: Page(
            "Expired", "It was not opened in time and is deleted. Ask the customer again by !form.", status=410
        ),
        NotOpened.OVER: Page(
            "Not there any more", "It was declined, taken back, or deleted at the end of the chat.", status=410
        ),
        NotOpened.BUSY: Page(
            "Not now", "It could not be opened in time, and nothing was opened. Try again.", status=503
        ),
        NotOpened.UNREACHABLE: Page(
            "Not now",
            "What was filled in can't be fetched at the moment. Nothing was opened. Try again soon.",
            status=503,
        ),
    }
)
"""What is said to an agent to whom nothing is shown, by why."""
