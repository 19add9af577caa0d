"""Asking for a secure form: which one is meant, what the customer reads of it, and markers in texts.

`{form:address}` in a canned response or an article asks for the form `address` when the text goes out; the marker
itself is cut out. With a payment link that the agent writes: `{form:payment https://pay.example/abc}`.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from core.conversation.form import AskedForm
from core.errors import ArgumentsInvalid, Refused
from core.ids import AgentId, FormId, MessageId
from core.messages import FormOffer, Text
from core.policy.secure_forms import SecureForm
from core.quoting import quoted
from core.routing.queues import Queue
from core.sentences import say

LONGEST_LINK = 2_000
_MARKER = re.compile(r"[ \t]*\{form:\s*([a-z0-9_-]{1,64})(?:\s+(\S{1,2000}))?\s*\}")
_BLANK = re.compile(r"\n{3,}")

REQUESTED = {
    "": "Secure data has been requested: {title}",
    "de": "Vertrauliche Angaben wurden angefordert: {title}",
}
"""What the log of the chat says to the customer, by language."""


def asking_text(form: SecureForm, id: FormId, language: str) -> Text:
    """Write what the customer's log says."""
    title = form.said_in(language).title
    words = REQUESTED.get(language.partition("-")[0].lower(), REQUESTED[""])
    return Text(words.format(title=title), asks=FormOffer(id, title))


def asked_now(form: SecureForm, id: FormId, message: MessageId, by: AgentId, at: datetime, url: str) -> AskedForm:
    """Make the asking of a form.

    Raises:
        ArgumentsInvalid: it is a payment link, and its address is missing or leads elsewhere.
    """
    return AskedForm(id, form.name, form.title, message, by, at + form.answer_within, url=_link(form, url))


def find_form(queue: Queue | None, name: str) -> SecureForm:
    """Give a form of the queue.

    Raises:
        Refused: the queue has no such form.
    """
    if queue is None or not queue.secure_forms:
        raise Refused(say("form_list_empty"))
    word = name.casefold()
    begins = [one for one in queue.secure_forms if one.name.startswith(word) or one.title.casefold().startswith(word)]
    found = queue.secure_form(word) or (begins[0] if len(begins) == 1 else None)
    if found is None:
        raise Refused(say("form_unknown", form=quoted(name), forms=names(queue.secure_forms)))
    return found


def names(forms: Iterable[SecureForm]) -> str:
    """List forms by the names by which they are asked for."""
    return ", ".join(f"{one.name} ({one.title})" if one.title.lower() != one.name else one.name for one in forms)


def without_markers(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Give a text without its markers, and the form that each asks for, with its payment link if it has one."""
    found = tuple((one[1], one[2] or "") for one in _MARKER.finditer(text))
    return (_BLANK.sub("\n\n", _MARKER.sub("", text)).strip(), found) if found else (text, ())


def _link(form: SecureForm, url: str) -> str:
    if not form.link:
        if url:
            raise ArgumentsInvalid(say("form_link_fixed", form=form.title), "url")
        return ""
    if form.url:
        if url:
            raise ArgumentsInvalid(say("form_link_fixed", form=form.title), "url")
        return form.url
    hosts = ", ".join(sorted(form.hosts))
    if not url:
        raise ArgumentsInvalid(say("form_link_needed", hosts=hosts), "url")
    if not leads_to(url, form.hosts):
        raise ArgumentsInvalid(say("form_link_elsewhere", hosts=hosts), "url")
    return url


def leads_to(url: str, hosts: Iterable[str]) -> bool:
    """Tell whether an address is one with https at one of these hosts, as a browser would read it."""
    if len(url) > LONGEST_LINK or "\\" in url or any(one.isspace() or not one.isprintable() for one in url):
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    is_plain = "@" not in parts.netloc and port in (None, 443)
    return parts.scheme == "https" and is_plain and (parts.hostname or "") in set(hosts)
