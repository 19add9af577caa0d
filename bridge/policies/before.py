"""Of what comes before an agent: hours, the offline form, bots, what the customer is told."""

from dataclasses import replace

from config.bots import Bot as BotSettings
from config.forms import QuestionForm
from config.hours import Calendar, Day
from config.messages import Sentences
from config.queues import Queue as QueueSettings
from config.schema import Config
from core.ids import BotId, QueueId
from core.policy.bots import Bot, BotChoice, BotMenu, BotQuestion, ExternalBot, HandOver
from core.policy.forms import Field, FormPlan
from core.policy.hours import Hours
from core.policy.messages import AutomaticMessages
from core.policy.offline import Offline


def hours(config: Config, queue: QueueSettings) -> Hours | None:
    """Give the hours in which a queue is open."""
    return _calendar(config.hours[queue.hours]) if queue.hours is not None else None


def _calendar(calendar: Calendar) -> Hours:
    week = tuple(tuple(calendar.open.get(day, ())) for day in Day)
    return Hours(calendar.zone, week, {day: tuple(spans) for day, spans in calendar.holidays.items()})


def form(config: Config, name: str) -> FormPlan:
    """Give a form."""
    plan: QuestionForm = config.forms[name]
    fields = tuple(
        Field(key, one.label, one.kind, one.required, one.options, one.help) for key, one in plan.fields.items()
    )
    return FormPlan(name, plan.title, fields, plan.intro)


def offline(config: Config, queue: QueueSettings) -> Offline | None:
    """Give what a customer can leave while a queue is closed."""
    return Offline(form(config, queue.offline.form), queue.offline.thanks) if queue.offline is not None else None


def messages(queue: QueueSettings) -> AutomaticMessages:
    """Give what customers are told by itself."""
    languages = {tag: _sentences(one) for tag, one in queue.messages.languages.items()}
    return replace(_sentences(queue.messages), languages=languages)


def _sentences(settings: Sentences) -> AutomaticMessages:
    return AutomaticMessages(
        welcome=settings.welcome,
        waiting=settings.waiting,
        agent_joined=settings.agent_joined,
        transferred=settings.transferred,
        ended=settings.ended,
        out_of_hours=settings.out_of_hours,
        inactive=settings.inactive,
        masked=settings.masked,
        moved=settings.moved,
        moved_here=settings.moved_here,
    )


def bot(config: Config, queue: QueueSettings) -> Bot | None:
    """Give the bot that answers first in a queue."""
    return _bot(queue.bot, config.bots[queue.bot]) if queue.bot is not None else None


def _bot(name: str, settings: BotSettings) -> Bot:
    over = settings.hand_over
    return Bot(
        id=BotId(name),
        title=settings.title,
        greeting=settings.greeting,
        start=settings.start,
        ask=settings.ask,
        menus=_menus(settings),
        questions=_questions(settings),
        knowledge=settings.knowledge,
        hand_over=HandOver(over.words, over.after_misses, over.say),
        unknown=settings.unknown,
        external=ExternalBot(settings.webhook.timeout) if settings.webhook is not None else None,
    )


def _menus(settings: BotSettings) -> dict[str, BotMenu]:
    return {
        name: BotMenu(
            name,
            menu.text,
            tuple(
                BotChoice(
                    key,
                    one.label,
                    one.say,
                    one.ask,
                    one.menu,
                    QueueId(one.queue) if one.queue is not None else None,
                    one.priority,
                )
                for key, one in menu.choices.items()
            ),
        )
        for name, menu in settings.menus.items()
    }


def _questions(settings: BotSettings) -> dict[str, BotQuestion]:
    return {
        name: BotQuestion(name, one.text, one.label, one.kind, one.options, one.again, one.tries)
        for name, one in settings.questions.items()
    }
