"""Of secure forms: from the configuration's fields to the inputs that a customer sees."""

import re
from collections.abc import Mapping

from config.queues import Queue as QueueSettings
from config.schema import Config
from config.secure_forms import SecureField
from config.secure_forms import SecureForm as FormSettings
from core.policy.secure_forms import DEFAULT_MASKS, Heading, Input, Mask, SecureForm, SecureKind, Words, card

CARD_WORDS: Mapping[str, Mapping[str, str]] = {
    "number": {"": "Card number", "de": "Kartennummer"},
    "expiry": {"": "Valid until", "de": "Gültig bis"},
    "name": {"": "Name on the card", "de": "Name auf der Karte"},
}
"""What the inputs of a card are called."""


def secure_forms(config: Config, queue: QueueSettings) -> tuple[SecureForm, ...]:
    """Give the forms that agents of a queue may ask for."""
    return tuple(_form(name, config.secure_forms[name]) for name in queue.secure_forms)


def _form(name: str, settings: FormSettings) -> SecureForm:
    heading, link = Heading(settings.title, settings.intro), settings.payment_link
    return SecureForm(
        name=name,
        heading=heading,
        inputs=tuple(one for key, field in settings.inputs.items() for one in _inputs(key, field)),
        languages={
            tag: Heading(words.title or heading.title, words.intro if words.intro is not None else heading.intro)
            for tag, words in settings.languages.items()
        },
        answer_within=settings.answer_within,
        open_within=settings.open_within,
        shown_for=settings.shown_for,
        link=link is not None,
        url=link.url or "" if link is not None else "",
        hosts=link.allowed if link is not None else frozenset(),
    )


def _inputs(name: str, field: SecureField) -> tuple[Input, ...]:
    words = Words(field.label, field.help, field.options, field.pattern_hint)
    one = Input(
        name=name,
        words=words,
        kind=field.kind,
        required=field.required,
        mask=field.mask or DEFAULT_MASKS.get(field.kind, Mask.NONE),
        pattern=re.compile(field.pattern) if field.pattern is not None else None,
        max_size=field.max_size if field.kind is SecureKind.FILE else 0,
        languages={
            tag: Words(
                said.label or words.label,
                said.help if said.help is not None else words.help,
                said.options or words.options,
                said.pattern_hint if said.pattern_hint is not None else words.hint,
            )
            for tag, said in field.languages.items()
        },
    )
    return card(name, one, CARD_WORDS) if field.kind is SecureKind.CARD else (one,)
