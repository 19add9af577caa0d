"""Menus as Twilio sends them on WhatsApp: by a content template, of which there is one for each shape. Pure.

Rules:
1. All words of a content are places, so that a shape (buttons or a list, how many) is made once and never again. These
   are a few dozen at the most; Twilio sets no limit to their number: https://www.twilio.com/docs/content/content-api-resources
2. A value has no line break, tab or run of spaces, and none is empty: https://www.twilio.com/docs/api/errors/21656

https://www.twilio.com/docs/content/twilio-quick-reply and https://www.twilio.com/docs/content/twiliolist-picker
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

BUTTONS, LIST = "twilio/quick-reply", "twilio/list-picker"
_BODY, _BUTTON = "1", "2"


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be tapped; `id` is what comes back."""

    title: str
    id: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What menus that go by one content have in common: their kind, how many choices, whether these are described."""

    kind: str
    count: int
    described: bool = False

    @property
    def name(self) -> str:
        """Give by what it is found at Twilio."""
        kind = "buttons" if self.kind == BUTTONS else "described_list" if self.described else "list"
        return f"deskbridge_{kind}_{self.count}"

    @property
    def what(self) -> dict[str, Any]:
        """Give the content, all of it places."""
        rows = [self._row(place) for place in range(self.count)]
        body = {"body": _place(_BODY)}
        return body | ({"actions": rows} if self.kind == BUTTONS else {"button": _place(_BUTTON), "items": rows})

    @property
    def fingerprint(self) -> str:
        """Tell it from what an earlier or later version makes under the same name."""
        return sha256(json.dumps([self.kind, self.what], sort_keys=True).encode()).hexdigest()[:16]

    def samples(self) -> dict[str, str]:
        """Give what stands in its places for whoever looks at it in Twilio's console."""
        choices = (Choice(f"Choice {one}", str(one), f"About choice {one}") for one in range(1, self.count + 1))
        return Menu("Question", tuple(choices), "" if self.kind == BUTTONS else "Choose").values(self)

    def is_in(self, types: Mapping[str, Any]) -> bool:
        """Tell whether a content that is there has this shape, so that it can be used."""
        there = {kind for kind, what in types.items() if what is not None}
        return there == {self.kind} and _holds(types[self.kind], self.what)

    def keys(self, place: int) -> tuple[str, ...]:
        """Name the places of one choice: its words, its id and, where it has one, its description; all are in a row."""
        first, width = (2 if self.kind == BUTTONS else 3), (3 if self.described else 2)
        return tuple(str(first + width * place + more) for more in range(width))

    def _row(self, place: int) -> dict[str, str]:
        names = ("title" if self.kind == BUTTONS else "item", "id", "description")
        return dict(zip(names, map(_place, self.keys(place)), strict=False))


@dataclass(frozen=True, slots=True)
class Menu:
    """A question on one line and its choices; `button` opens them where they are a list, and is "" where not."""

    body: str
    choices: tuple[Choice, ...]
    button: str = ""

    @property
    def shape(self) -> Shape:
        """Give by what kind of content it goes."""
        described = any(one.description for one in self.choices)
        return Shape(LIST if self.button else BUTTONS, len(self.choices), described)

    def values(self, shape: Shape) -> dict[str, str]:
        """Give what stands in the places of a content."""
        found = {_BODY: self.body} | ({_BUTTON: self.button} if shape.kind == LIST else {})
        for place, one in enumerate(self.choices):
            found |= zip(shape.keys(place), (one.title, one.id, one.description), strict=False)
        return {key: flat(value) for key, value in found.items()}


def flat(words: str) -> str:
    """Write words as a value may have them."""
    return " ".join(words.split())


def _place(key: str) -> str:
    return f"{{{{{key}}}}}"


def _holds(theirs: Any, ours: Any) -> bool:
    """Tell whether all of ours is in theirs; Twilio may add fields of its own."""
    if isinstance(ours, Mapping):
        return isinstance(theirs, Mapping) and all(_holds(theirs.get(name), one) for name, one in ours.items())
    if isinstance(ours, Sequence) and not isinstance(ours, str):
        is_list = isinstance(theirs, Sequence) and not isinstance(theirs, str) and len(theirs) == len(ours)
        return is_list and all(map(_holds, theirs, ours))
    return bool(theirs == ours)
