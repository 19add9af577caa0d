"""The place where sensitive data is found and masked in what comes in, before anything is stored.

Every inbound passes through `screened` between its translation and its first INSERT, so that what is found in a
customer's words is in no table, no log and on no desk. What agents write is looked at by the chat's own step
(`core.conversation.covering`): only there it is known whether it goes to the customer, and what the brake says.
A bot of somebody else's may name the company's own account: of its words only cards' numbers are masked. The same goes
for what somebody answers at the channel's own platform: it is an agent's word, and comes past every step of an agent's.

What comes in is taken by its kind, each with all of its words: a new kind has no way around this.
"""

from dataclasses import fields, replace
from typing import Any, TypeVar, assert_never

from core.conversation.facts import Facts
from core.conversation.model import Page
from core.features.answering import Answer
from core.features.overwriting import renamed, starred, with_stars
from core.features.sensitive.finding import Detector, card_detector, detector
from core.features.verified import Person
from core.inbound import (
    AgentRemoved,
    AgentSeen,
    Body,
    BotAnswered,
    ContactSubject,
    CustomerAnsweredPage,
    CustomerBanned,
    CustomerChose,
    CustomerDid,
    CustomerForm,
    CustomerIdentified,
    CustomerMessage,
    CustomerRating,
    CustomerReceipt,
    DeskEcho,
    DeskEdited,
    DeskMessage,
    DeskReacted,
    DeskTrouble,
    ExpertGone,
    ExpertHeard,
    HomeOpened,
    Inbound,
    Invocation,
    OfflineRequest,
    ResumeHeld,
    RouteAgent,
    RouteQueue,
    RoutingAnswer,
    ShowLine,
    Subject,
    TimerDue,
)
from core.inbound_customers import AnsweredElsewhere, CustomerConsent, TooMuchDropped
from core.inbound_own import FormMissing, FormOpening, FormUnshown
from core.messages import Choices, FormOffer, FromTemplate, Media, PageOffer, Part, Text, Unfetched
from core.policy.masking import Masking

Told = TypeVar("Told", CustomerMessage, OfflineRequest)

_WithoutWords = CustomerAnsweredPage | CustomerForm | CustomerReceipt | CustomerConsent | TooMuchDropped
_OfDesks = DeskMessage | DeskEdited | DeskReacted | Invocation | HomeOpened | DeskEcho | DeskTrouble
_Handed = TimerDue | RouteQueue | RouteAgent | RoutingAnswer | ResumeHeld | ShowLine | CustomerBanned
_OfOurOwn = _Handed | AgentSeen | AgentRemoved | ExpertHeard | ExpertGone | FormOpening | FormMissing | FormUnshown


def screened(inbound: Inbound, rules: Masking) -> Inbound:
    """Give the inbound with everything masked that must not be kept; the same one when there is nothing."""
    find = detector(rules)
    body, subject = _body(inbound.body, find, rules), _subject(inbound.subject, find)
    if (body is inbound.body or body == inbound.body) and (subject is inbound.subject or subject == inbound.subject):
        return inbound
    return replace(inbound, body=body, subject=subject)


def masked(text: str, find: Detector) -> str:
    """Give the text with all that is found as asterisks."""
    spans = tuple(find(text))
    return starred(text, spans) if spans else text


def parts_without(parts: tuple[Part, ...], find: Detector) -> tuple[Part, ...]:
    """Give a message's parts with all that is found as asterisks, in files' names, links and choices, too."""
    return tuple(_part(part, find) for part in parts)


def answers_without(answers: tuple[Answer, ...], find: Detector) -> tuple[Answer, ...]:
    """Give answers with all that is found as asterisks."""
    return tuple(_answer(one, find) for one in answers)


def _answer(answer: Answer, find: Detector) -> Answer:
    """Mask the values, and what they are called: a claim's name is the claimer's word, too."""
    values = tuple(masked(value, find) for value in answer.values)
    return Answer(masked(answer.name, find), masked(answer.label, find), values)


def _body(body: Body, find: Detector, rules: Masking) -> Body:
    match body:
        case CustomerMessage():
            parts, known = parts_without(body.parts, find), _known(body, find)
            return known if parts == body.parts else replace(known, parts=parts, masked=True)
        case OfflineRequest():
            answers = answers_without(body.answers, find)
            return replace(_known(body, find), answers=answers, masked=answers != body.answers)
        case CustomerIdentified(person=person):
            return replace(body, person=person_without(person, find))
        case CustomerRating():
            return replace(body, comment=masked(body.comment, find), name=masked(body.name, find))
        case CustomerChose():
            return replace(body, name=masked(body.name, find), page=page_without(body.page, find))
        case CustomerDid():
            return replace(body, page=page_without(body.page, find))
        case BotAnswered(texts=texts, learnt=learnt):
            said = tuple(_text(one, card_detector(rules)) for one in texts)
            return replace(body, texts=said, learnt=answers_without(learnt, find))
        case AnsweredElsewhere():
            return _elsewhere(body, rules)
        case _:
            return _passed(body)


def _passed(body: _WithoutWords | _OfDesks | _OfOurOwn) -> Body:
    """Pass on what holds no customer's words, or is for the chat's own step. All else is taken above."""
    return body


def _elsewhere(body: AnsweredElsewhere, rules: Masking) -> AnsweredElsewhere:
    """Mask what agents' words are masked for."""
    parts = parts_without(body.parts, card_detector(rules)) if rules.agents else body.parts
    return body if parts == body.parts else replace(body, parts=parts, masked=True)


def _known(body: Told, find: Detector) -> Told:
    """Mask what goes with a customer's words."""
    person = person_without(body.person, find) if body.person is not None else None
    name, page, facts = masked(body.name, find), page_without(body.page, find), facts_without(body.facts, find)
    language = masked(body.language, find)
    if (name, page, facts, person, language) == (body.name, body.page, body.facts, body.person, body.language):
        return body
    return replace(body, name=name, page=page, facts=facts, person=person, language=language)


def person_without(person: Person, find: Detector) -> Person:
    """Give who somebody is with all that is found as asterisks."""
    name, user = masked(person.name, find), masked(person.user, find)
    return Person(user, name, answers_without(person.verified, find), answers_without(person.claimed, find))


def _subject(subject: Subject, find: Detector) -> Subject:
    if not isinstance(subject, ContactSubject):
        return subject
    name = masked(subject.name, find)
    return subject if name == subject.name else replace(subject, name=name)


def page_without(page: Page | None, find: Detector) -> Page | None:
    """Give a page's address and title with all that is found as asterisks."""
    return Page(masked(page.url, find), masked(page.title, find)) if page is not None else None


def facts_without(facts: Facts | None, find: Detector) -> Facts | None:
    """Give what a browser has told with all that is found as asterisks."""
    if facts is None:
        return None
    told: dict[str, Any] = {one.name: getattr(facts, one.name) for one in fields(facts)}
    words = {name: masked(value, find) for name, value in told.items() if isinstance(value, str)}
    return Facts(**{**told, **words})


def _part(part: Part, find: Detector) -> Part:
    match part:
        case Text():
            return _text(part, find)
        case Media() | Unfetched():
            return renamed(part, find(part.name))
        case _:
            assert_never(part)


def _text(part: Text, find: Detector) -> Text:
    clean = with_stars(part, tuple(find(part.text)))
    hrefs = (mark.href for mark in clean.marks if mark.href is not None)
    if any(tuple(find(href)) for href in hrefs):
        marks = tuple(mark for mark in clean.marks if mark.href is None or not tuple(find(mark.href)))
        clean = replace(clean, marks=marks)
    match clean.asks:
        case Choices(options=options):
            return replace(clean, asks=Choices(tuple(masked(one, find) for one in options)))
        case PageOffer(url=url, title=title):
            return replace(clean, asks=replace(clean.asks, url=masked(url, find), title=masked(title, find)))
        case FormOffer(title=title):
            return replace(clean, asks=replace(clean.asks, title=masked(title, find)))
        case FromTemplate():
            # What is found may stand in several of its values together: then there is no template to be sent any more.
            return clean if clean.text == part.text else replace(clean, asks=None)
        case None:
            return clean
        case _:
            assert_never(clean.asks)
