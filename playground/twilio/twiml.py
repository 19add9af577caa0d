"""TwiML, as far as messages go (https://www.twilio.com/docs/messaging/twiml/message).

Rules: the root is Response; Message has its words as text or in Body, and files in Media; it may name other numbers and
a statusCallback. It deliberately follows no Redirect and no action.
"""

import xml.etree.ElementTree as ET
from dataclasses import dataclass


class UnreadableError(Exception):
    """The document is no TwiML."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A message that the app wants sent."""

    body: str = ""
    media: tuple[str, ...] = ()
    to: str = ""
    sender: str = ""
    callback: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a document asks for, and what in it is understood by nobody."""

    replies: tuple[Reply, ...]
    warnings: tuple[str, ...]


def read(document: str) -> Found:
    """Read a document.

    Raises UnreadableError.
    """
    try:
        root = ET.fromstring(document)  # noqa: S314 - what is read is of the app that is tried out
    except ET.ParseError as problem:
        raise UnreadableError(str(problem)) from problem
    if root.tag != "Response":
        raise UnreadableError("The root element is not <Response>.")
    replies = tuple(_reply(verb) for verb in root if verb.tag == "Message")
    others = tuple(f"<{verb.tag}> is not known here" for verb in root if verb.tag != "Message")
    return Found(replies, others)


def _reply(verb: ET.Element) -> Reply:
    bodies = [part.text or "" for part in verb if part.tag == "Body"]
    media = tuple((part.text or "").strip() for part in verb if part.tag == "Media")
    words = "".join(bodies) if bodies else (verb.text or "").strip()
    callback = verb.get("statusCallback") or verb.get("action") or ""
    return Reply(words, media, verb.get("to") or "", verb.get("from") or "", callback)
