"""Bots that answer first: menus and questions written here, or somebody else's behind a webhook."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from config.addresses import Url
from config.base import Part
from config.choosing import Priority
from config.durations import Duration, read_duration
from config.forms import Options, check_options
from config.messages import Sentence
from config.names import Name, Title
from config.secret import SigningSecret
from core.policy.forms import FieldKind


class BotChoice(Part):
    """One line of a menu."""

    label: Title = Field(description="What the customer chooses.")
    say: Sentence | None = Field(default=None, description="What the bot says then.")
    ask: tuple[Name, ...] = Field(default=(), description="The questions that follow, by name, in order.")
    menu: Name | None = Field(default=None, description="The menu that follows. Left out: an agent is asked for.")
    queue: Name | None = Field(default=None, description="The queue in which the chat waits then. Left out: its own.")
    priority: Priority = Field(default=0, description="What is added to the chat's priority.")


class BotMenu(Part):
    """A question with choices."""

    text: Sentence = Field(description="What the bot asks.")
    choices: Annotated[Mapping[Name, BotChoice], Field(min_length=1, max_length=10)] = Field(
        description="The choices, in order."
    )


class BotQuestion(Part):
    """A question whose answer agents see on the chat's card."""

    text: Sentence = Field(description="What the bot asks.")
    label: Title = Field(description="What agents call the answer.")
    kind: FieldKind = Field(
        default=FieldKind.TEXT,
        description="What an answer must be: any text (text, long), an email address, a phone number, a number, a "
        "date, or one or many of the options (choice, many).",
    )
    options: Options = Field(default=(), description="What can be chosen, for the kinds choice and many.")
    again: Sentence | None = Field(default=None, description="Said when an answer doesn't fit. Left out: the question.")
    tries: Annotated[int, Field(ge=1, le=5)] = Field(
        default=2, description="How often it is asked before the bot goes on without an answer."
    )

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        check_options(self.kind, self.options)
        return self


class HandOver(Part):
    """When the bot makes way for an agent."""

    words: tuple[Title, ...] = Field(default=(), description="Words at which it does at once, such as human.")
    after_misses: Annotated[int, Field(ge=1, le=10)] = Field(
        default=2, description="After how many messages in a row for which it knew no answer."
    )
    say: Sentence | None = Field(default=None, description="What it says then.")


class Webhook(Part):
    """A bot of somebody else's."""

    url: Url = Field(description="Where the customer's messages are sent.")
    secret: SigningSecret = Field(
        description="With which secret, of at least 16 characters, they and the answers are signed."
    )
    timeout: Duration = Field(default=read_duration("10s"), description="How long an answer may take.")


class Bot(Part):
    """One bot; queues name it."""

    title: Title = Field(description="What customers see as its name.")
    greeting: Sentence | None = Field(default=None, description="The first thing that it says.")
    start: Name | None = Field(default=None, description="The menu with which it begins. Left out: none.")
    ask: tuple[Name, ...] = Field(default=(), description="The questions with which it begins, by name, in order.")
    menus: Mapping[Name, BotMenu] = Field(default={}, description="Its menus.")
    questions: Mapping[Name, BotQuestion] = Field(default={}, description="Its questions.")
    knowledge: tuple[Name, ...] = Field(
        default=(), description="The knowledge bases from which it answers what is asked in free words."
    )
    hand_over: HandOver = Field(default=HandOver(), description="When it makes way for an agent.")
    unknown: Sentence | None = Field(
        default=None,
        description="Said to what it knows no answer to, before the menu is shown again. Left out: only the menu; "
        "where there is none, an agent is asked for.",
    )
    webhook: Webhook | None = Field(
        default=None, description="Where another bot answers instead. Then menus and questions are that bot's affair."
    )

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        own = self.start or self.ask or self.menus or self.questions or self.knowledge
        if self.webhook and own:
            raise ValueError("a bot with a webhook has no menus, questions or knowledge here; write one or the other")
        if not self.webhook and not (own or self.greeting):
            raise ValueError("says nothing: give it a greeting, a menu, questions, knowledge or a webhook")
        return self
