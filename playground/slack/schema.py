"""A small language for "what may this JSON look like", with Slack's own words for what is wrong.

Rules: a check appends sentences that end in a JSON pointer, as response_metadata.messages has them; it never stops at
the first. It deliberately knows nothing of Block Kit: `elements_schema` and `blocks` write their tables in it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Check = Callable[[object, str, list[str]], None]


@dataclass(frozen=True, slots=True)
class Shape:
    """The fields that an object may and must have; `any_of`: at least one of these too."""

    fields: Mapping[str, Check] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()

    def __call__(self, value: object, at: str, problems: list[str]) -> None:
        """Check `value`, found at the pointer `at`."""
        if not isinstance(value, dict):
            problems.append(f"must provide an object [json-pointer:{at}]")
            return
        problems += [
            f"missing required field: {name} [json-pointer:{at}]" for name in self.required if name not in value
        ]
        if self.any_of and not any(name in value for name in self.any_of):
            problems.append(f"missing required field: {self.any_of[0]} [json-pointer:{at}]")
        for name, item in value.items():
            check = self.fields.get(name)
            if check is None:
                problems.append(f"invalid additional property: {name} [json-pointer:{at}]")
            elif item is not None:  # the SDK leaves nulls out, other clients send them: Slack takes both
                check(item, f"{at}/{name}", problems)


def string(longest: int, shortest: int = 1, *, pattern: str = "") -> Check:
    """Allow a string within lengths."""

    def check(value: object, at: str, problems: list[str]) -> None:
        if not isinstance(value, str):
            problems.append(f"must provide a string [json-pointer:{at}]")
        elif len(value) > longest:
            problems.append(f"must be less than {longest + 1} characters [json-pointer:{at}]")
        elif len(value) < shortest:
            problems.append(f"must be more than {shortest - 1} characters [json-pointer:{at}]")
        elif pattern and not re.fullmatch(pattern, value):
            problems.append(f"must match the expected format [json-pointer:{at}]")

    return check


def boolean(value: object, at: str, problems: list[str]) -> None:
    """Allow either true or false."""
    if not isinstance(value, bool):
        problems.append(f"must provide a boolean [json-pointer:{at}]")


def integer(lowest: int, highest: int) -> Check:
    """Allow a whole number within bounds."""

    def check(value: object, at: str, problems: list[str]) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            problems.append(f"must provide a number [json-pointer:{at}]")
        elif not lowest <= value <= highest:
            problems.append(f"must be between {lowest} and {highest} [json-pointer:{at}]")

    return check


def one_of(*values: str) -> Check:
    """Allow one of the named words."""

    def check(value: object, at: str, problems: list[str]) -> None:
        if value not in values:
            problems.append(f"must be a valid enum value [json-pointer:{at}]")

    return check


def anything(_: object, __: str, ___: list[str]) -> None:
    """Allow whatever it is."""


def array(item: Check, most: int, fewest: int = 1) -> Check:
    """Allow a list of so many of the same."""

    def check(value: object, at: str, problems: list[str]) -> None:
        if not isinstance(value, list):
            problems.append(f"must provide an array [json-pointer:{at}]")
            return
        if len(value) > most:
            problems.append(f"no more than {most} items allowed [json-pointer:{at}]")
        if len(value) < fewest:
            problems.append(f"no fewer than {fewest} items allowed [json-pointer:{at}]")
        for index, one in enumerate(value):
            item(one, f"{at}/{index}", problems)

    return check


def by_type(kinds: Mapping[str, Check]) -> Check:
    """Allow an object whose `type` says which check holds."""

    def check(value: object, at: str, problems: list[str]) -> None:
        if not isinstance(value, dict):
            problems.append(f"must provide an object [json-pointer:{at}]")
            return
        kind = value.get("type")
        if kind is None:
            problems.append(f"missing required field: type [json-pointer:{at}]")
        elif not isinstance(kind, str) or kind not in kinds:
            problems.append(f"unsupported type: {kind} [json-pointer:{at}/type]")
        else:
            kinds[kind](value, at, problems)

    return check
