"""Taking a chat from the first-line bot."""

from core.commands.model import Arg, ArgKind, CardPlace, Command, Context, Outcome, Section, Values
from core.commands.taking import has_bot, may_serve, need
from core.commands.talking import chosen_held
from core.conversation.events import BotTakenOver, HeldSent
from core.errors import Refused
from core.sentences import say


def _take_over(context: Context, values: Values) -> Outcome:
    conversation, agent = need(context)
    if not has_bot(conversation):
        raise Refused(say("bot_gone"))
    may_serve(context)
    taken = BotTakenOver(context.at, agent, context.given_at)
    if values.get("which") is None:
        return Outcome((taken,), reply=say("taken_over", number=conversation.number))
    sent = HeldSent(context.at, chosen_held(context, values), agent)
    return Outcome((taken, sent), reply=say("taken_over_sent", number=conversation.number))


TAKE_OVER = Command(
    name="takeover",
    summary="Take the chat from the bot; with the number of a held text of yours, send that too.",
    run=_take_over,
    section=Section.TAKING,
    args=(Arg("which", ArgKind.HELD, "its number in your list of held texts", required=False),),
    label="Take over",
    card=CardPlace.MAIN,
    available=has_bot,
)
