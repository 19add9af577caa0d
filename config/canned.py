"""Texts that are written once and sent often."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from config.base import Part
from config.folders import Folder
from config.labels import Label
from config.languages import Language
from config.names import Name, Title

OF_PEOPLE = ("AF", "AL", "F", "L")
_NAMED = re.compile(r"%\{([^{}|]*)(?:\|[^{}]*)?\}")


def check_variables(value: str) -> str:
    """Accept a text whose variables are whole: %AF %AL %F %L, or %{name} and %{name|instead}.

    Raises:
        ValueError: one is not closed, or has no name.
    """
    if "%{" in _NAMED.sub("", value):
        raise ValueError("has a variable that isn't closed; write %{name} or %{name|what stands there instead}")
    for name in _NAMED.findall(value):
        if name not in OF_PEOPLE and not re.fullmatch(r"[a-z0-9_-]{1,64}", name):
            raise ValueError("has a variable without a proper name; write it in small letters, as in %{order}")
    return value


CannedWords = Annotated[
    str, Field(min_length=1, max_length=10_000), AfterValidator(check_variables), Label("text with variables")
]


class CannedText(Part):
    """One text that agents find by its title, its folder or its shortcut."""

    title: Title = Field(description="What agents call it.")
    text: CannedWords = Field(
        description="What is sent. %AF and %AL are the agent's first and last name, %F and %L the customer's, %{order} "
        "what the chat knows under that name, %{order|your order} the same with words for when it knows nothing."
    )
    folder: Folder = Field(default="", description="Where it stands, such as Billing/Refunds.")
    shortcut: Name | None = Field(default=None, description="A word that finds it at once.")
    language: Language | None = Field(default=None, description="The language in which it is written. Left out: any.")
    teams: tuple[Name, ...] = Field(default=(), description="The teams that may use it. Empty: everybody.")
