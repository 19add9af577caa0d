"""What a bot of menus and questions says to a text, and where it stands then.

Rules:
1. It never leaves a customer without an answer: each text leads to words of the bot's, to an agent, or to both.
2. Whoever asks for an agent gets one, at any step, as does whoever isn't understood too often.
3. Where it stands is one short word (`step`): before the first text, at a menu, or at a question of a choice's list. A
   step that the configuration no longer has hands over.

It deliberately understands no language: it compares words, numbers and the beginnings of labels.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.conversation.bot_talk import BotTalk
from core.features import menus
from core.features.answering import Answer, NotUnderstood, chosen, read_value
from core.messages import Text
from core.policy.bots import Bot, BotChoice, BotMenu, BotQuestion
from core.policy.forms import FieldKind

Find = Callable[[str], Text | None]
"""Gives what the knowledge bases say to a text, or None."""

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Said:
    """What the bot says, in order; what it has learnt; and whether it makes way for an agent."""

    replies: tuple[Text, ...]
    talk: BotTalk
    learnt: tuple[Answer, ...] = ()
    over: bool = False


def answer(bot: Bot, talk: BotTalk, text: str, find: Find) -> Said:
    """Give what the bot says to a text."""
    greeting = _words(bot.greeting if not talk.step else None)
    said = _hand_over(bot, talk) if _asks_for_agent(bot, text) else _at_step(bot, talk, text, find)
    return replace(said, replies=(*greeting, *said.replies))


def _at_step(bot: Bot, talk: BotTalk, text: str, find: Find) -> Said:
    kind, _, rest = talk.step.partition("/")
    match kind:
        case "":
            return _begin(bot, talk, text, find)
        case "menu" if rest in bot.menus:
            return _at_menu(bot, talk, bot.menus[rest], text, find)
        case "ask":
            return _at_question(bot, talk, rest, text)
        case "free":
            return _in_free_words(bot, talk, text, find)
        case _:
            return _hand_over(bot, talk)


def _begin(bot: Bot, talk: BotTalk, text: str, find: Find) -> Said:
    if bot.ask:
        return _ask(bot, talk, "", "", 0)
    if bot.start is not None:
        return _show(bot, talk, bot.start)
    if bot.knowledge:
        return _in_free_words(bot, talk, text, find)
    return _hand_over(bot, talk)


def _at_menu(bot: Bot, talk: BotTalk, menu: BotMenu, text: str, find: Find) -> Said:
    label = chosen([choice.label for choice in menu.choices], text)
    if label is not None:
        return _follow(bot, talk, menu, next(choice for choice in menu.choices if choice.label == label))
    found = find(text) if bot.knowledge else None
    if found is not None:
        return Said((found, menu_text(menu)), replace(talk, misses=0))
    return _miss(bot, talk, menu_text(menu))


def _follow(bot: Bot, talk: BotTalk, menu: BotMenu, choice: BotChoice) -> Said:
    led = replace(talk, queue=choice.queue or talk.queue, priority=talk.priority + choice.priority, misses=0)
    said = _words(choice.say)
    after = _ask(bot, led, menu.name, choice.id, 0) if choice.ask else _after(bot, led, choice)
    return replace(after, replies=(*said, *after.replies))


def _after(bot: Bot, talk: BotTalk, choice: BotChoice | None) -> Said:
    """Go on when all questions of a list are answered: to the menu that follows, or to an agent."""
    menu = bot.start if choice is None else choice.menu
    return _show(bot, talk, menu) if menu is not None else _hand_over(bot, talk)


def _show(bot: Bot, talk: BotTalk, name: str) -> Said:
    menu = bot.menus.get(name)
    if menu is None:
        return _hand_over(bot, talk)
    return Said((menu_text(menu),), replace(talk, step=f"menu/{name}", tries=0))


def _ask(bot: Bot, talk: BotTalk, menu: str, choice: str, index: int) -> Said:
    """Ask a question of a list, or go on when there is none left."""
    listed, questions = _questions(bot, menu, choice)
    if index >= len(questions):
        return _after(bot, talk, listed)
    question = bot.questions.get(questions[index])
    if question is None:
        return _ask(bot, talk, menu, choice, index + 1)
    return Said((question_text(question),), replace(talk, step=f"ask/{menu}/{choice}/{index}", tries=1))


def _questions(bot: Bot, menu: str, choice: str) -> tuple[BotChoice | None, tuple[str, ...]]:
    """Give a choice and the questions that it asks; with no choice those with which the bot begins."""
    if not menu:
        return None, bot.ask
    choices = bot.menus[menu].choices if menu in bot.menus else ()
    found = next((one for one in choices if one.id == choice), None)
    return found, found.ask if found is not None else ()


def _at_question(bot: Bot, talk: BotTalk, where: str, text: str) -> Said:
    menu, _, rest = where.partition("/")
    choice, _, number = rest.partition("/")
    _, questions = _questions(bot, menu, choice)
    index = int(number) if number.isdecimal() else len(questions)
    question = bot.questions.get(questions[index]) if index < len(questions) else None
    if question is None:
        return _hand_over(bot, talk)
    try:
        values = read_value(question.kind, question.options, text)
    except NotUnderstood:
        if talk.tries < question.tries:
            again = _words(question.again) or (question_text(question),)
            return Said(again, replace(talk, tries=talk.tries + 1))
        return _ask(bot, talk, menu, choice, index + 1)
    after = _ask(bot, talk, menu, choice, index + 1)
    return replace(after, learnt=(Answer(question.name, question.label, values), *after.learnt))


def _in_free_words(bot: Bot, talk: BotTalk, text: str, find: Find) -> Said:
    free = replace(talk, step="free", tries=0)
    found = find(text)
    if found is not None:
        return Said((found,), replace(free, misses=0))
    return _miss(bot, free)


def _miss(bot: Bot, talk: BotTalk, *again: Text) -> Said:
    """Say that a text wasn't understood; too often, or with nothing to say, an agent is asked for."""
    words = (*_words(bot.unknown), *again)
    missed = replace(talk, misses=talk.misses + 1)
    if missed.misses >= bot.hand_over.after_misses or not words:
        return _hand_over(bot, missed)
    return Said(words, missed)


def _hand_over(bot: Bot, talk: BotTalk) -> Said:
    return Said(_words(bot.hand_over.say), talk, over=True)


def _asks_for_agent(bot: Bot, text: str) -> bool:
    said = _folded(text)
    return any(f" {_folded(words)} " in f" {said} " for words in bot.hand_over.words if _folded(words))


def _folded(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _words(text: str | None) -> tuple[Text, ...]:
    return (Text(text),) if text else ()


def menu_text(menu: BotMenu) -> Text:
    """Write a menu: its question, and its choices, which can be clicked where the channel has buttons."""
    return menus.menu(menu.text, [choice.label for choice in menu.choices])


def question_text(question: BotQuestion) -> Text:
    """Write a question, with its options where it has any; one of them can be clicked, many must be written."""
    if not question.options:
        return Text(question.text)
    asked = menus.menu(question.text, question.options)
    return asked if question.kind is FieldKind.CHOICE else replace(asked, asks=None)
