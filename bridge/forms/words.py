"""What the page behind a customer's link says, in English and German."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web


@dataclass(frozen=True, slots=True)
class PageWords:
    """The sentences of one language."""

    title: str
    about: str
    go_on: str
    needs_script: str
    wrong_title: str
    wrong: str
    expired_title: str
    expired: str
    used_title: str
    used: str
    over_title: str
    over: str


WORDS: Mapping[str, PageWords] = {
    "en": PageWords(
        "A secure form for you",
        "You were asked in your chat to fill in a form. This link works once, in this browser.",
        "Continue",
        "This form needs JavaScript. Please turn it on and load the page again.",
        "This link is not right",
        "Please copy all of it from your message, and try again.",
        "This form has expired",
        "Nothing was sent. Please ask in your chat for a new link.",
        "This link was used already",
        "It works once, in the browser in which it was opened. Please ask in your chat for a new link.",
        "There is nothing to fill in any more",
        "The form was sent, or is not needed any more. You can close this page.",
    ),
    "de": PageWords(
        "Ein sicheres Formular für Sie",
        "Sie wurden im Chat gebeten, ein Formular auszufüllen. Dieser Link gilt einmal, in diesem Browser.",
        "Weiter",
        "Dieses Formular braucht JavaScript. Bitte schalten Sie es ein und laden Sie die Seite neu.",
        "Dieser Link stimmt nicht",
        "Bitte kopieren Sie ihn ganz aus Ihrer Nachricht und versuchen Sie es noch einmal.",
        "Dieses Formular ist abgelaufen",
        "Es wurde nichts gesendet. Bitte fragen Sie im Chat nach einem neuen Link.",
        "Dieser Link wurde schon benutzt",
        "Er gilt einmal, in dem Browser, in dem er geöffnet wurde. Bitte fragen Sie im Chat nach einem neuen Link.",
        "Es ist nichts mehr auszufüllen",
        "Das Formular wurde gesendet oder wird nicht mehr gebraucht. Sie können diese Seite schließen.",
    ),
}


def spoken(request: web.Request) -> str:
    """Give the language that a browser asks for first, of those that there are."""
    wanted = request.headers.get("Accept-Language", "")[:200].lower().split(",")
    known = (one.partition(";")[0].strip().partition("-")[0] for one in wanted)
    return next((one for one in known if one in WORDS), "en")
