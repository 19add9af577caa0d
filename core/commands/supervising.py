"""Asking supervisors for help, and what they do then: flag, monitor, coach, barge in; being masked (C7, C8, S11)."""

from collections.abc import Mapping

from core.agents.model import Profile
from core.agents.rights import Right
from core.commands.colleagues import noted
from core.commands.model import Arg, ArgKind, Command, Context, Outcome, Section, Values
from core.commands.taking import need
from core.commands.talking import is_active
from core.conversation.events import BargedIn, Flagged, FlagTakenBack, Listened, MaskSet
from core.conversation.model import Conversation, Listening
from core.conversation.seats import is_engaged, is_seen
from core.errors import Refused
from core.sentences import say
from core.views import FieldKind, Form, FormField


def may_flag(conversation: Conversation) -> bool:
    """Tell whether nobody has asked for help in this chat yet."""
    return is_active(conversation) and conversation.flag is None


def is_flagged(conversation: Conversation) -> bool:
    """Tell whether somebody asks for help in this chat."""
    return is_active(conversation) and conversation.flag is not None


def _flag(context: Context, values: Values) -> Outcome:
    chat, agent = need(context)
    if not context.directory.teams_of(agent):
        raise Refused(say("flag_no_team"))
    words = str(values.get("reason", "")).strip()
    note = noted(context, words) if words else None
    event = Flagged(context.at, agent, note.message.id if note else None)
    # The note behind the flag: what is refused leaves nothing behind.
    return Outcome((event, note) if note else (event,), reply=say("flag_raised", number=chat.number))


def _unflag(context: Context, _: Values) -> Outcome:
    chat, agent = need(context)
    return Outcome((FlagTakenBack(context.at, agent),), reply=say("flag_taken_back", number=chat.number))


def _monitor(context: Context, _: Values) -> Outcome:
    chat, agent = need(context)
    event = Listened(context.at, agent, Listening.MONITOR)
    return Outcome((event,), reply=say("you_listen", number=chat.number))


def _coach(context: Context, values: Values) -> Outcome:
    """Begin to coach; with words, say them to the owner and to nobody else."""
    chat, agent = need(context)
    words = str(values.get("words", "")).strip()
    event = Listened(context.at, agent, Listening.COACH)
    if is_engaged(chat.participant(agent)):
        raise Refused(say("coach_seated", number=chat.number))
    if not words or chat.owner is None:
        return Outcome((event,), reply=say("you_listen", number=chat.number))
    return Outcome((event, noted(context, words, only=chat.owner)), reply=say("coach_told", agent=chat.owner))


def _barge(context: Context, _: Values) -> Outcome:
    chat, agent = need(context)
    at = context.given_at or context.at
    return Outcome((BargedIn(at, agent),), reply=say("barged_in", number=chat.number))


def _masked(context: Context, values: Values) -> Outcome:
    chat, agent = need(context)
    mode = values.get("mode")
    on = mode if isinstance(mode, bool) else is_seen(chat.participant(agent))
    reply = say("masked_on" if on else "masked_off", number=chat.number)
    return Outcome((MaskSet(context.given_at or context.at, agent, on),), reply=reply)


def in_company(conversation: Conversation) -> bool:
    """Tell whether anybody is left for the customer to see when one of them hides."""
    return is_active(conversation) and len(conversation.participants) > 1


def _flag_form(_: Context, __: Mapping[str, str]) -> Form:
    field = FormField(
        "reason", "What do you need help with?", "Only agents see it.", required=False, kind=FieldKind.LONG
    )
    return Form("Ask for help", "Ask", "flag", None, (field,))


FLAG = Command(
    name="flag",
    summary="Ask your team's supervisors for help.",
    run=_flag,
    section=Section.TOGETHER,
    args=(Arg("reason", ArgKind.REST, "what you need help with", required=False),),
    label="Ask for help…",
    available=may_flag,
    form=_flag_form,
)

UNFLAG = Command(
    name="unflag",
    summary="Tell your supervisors that you need no help any more.",
    run=_unflag,
    section=Section.TOGETHER,
    label="No help needed",
    available=is_flagged,
)


def _whisper(context: Context, values: Values) -> Outcome:
    need(context)
    to = values["agent"]
    if not isinstance(to, Profile):
        raise TypeError("the parser gives an agent's profile")
    return Outcome((noted(context, str(values["words"]), only=to.id),), reply=say("private_sent", agent=to.id))


WHISPER = Command(
    name="whisper",
    summary="Tell one agent something about this chat that nobody else sees.",
    run=_whisper,
    section=Section.TALKING,
    args=(Arg("agent", ArgKind.AGENT, "who should read it"), Arg("words", ArgKind.REST, "what they should read")),
    label="To one agent…",
    submit="Tell",
    available=is_active,
)

MONITOR = Command(
    name="monitor",
    summary="Follow a chat unseen by its customer.",
    run=_monitor,
    section=Section.TOGETHER,
    needs=Right.SUPERVISE,
    available=is_active,
)

COACH = Command(
    name="coach",
    summary="Help a chat's agent unseen by the customer: only the agent sees what you say with it.",
    run=_coach,
    section=Section.TOGETHER,
    args=(Arg("words", ArgKind.REST, "what the agent should hear", required=False),),
    needs=Right.SUPERVISE,
    available=is_active,
)

BARGE = Command(
    name="barge",
    summary="Take part in somebody's chat; the customer is told.",
    run=_barge,
    section=Section.TOGETHER,
    label="Barge in",
    needs=Right.SUPERVISE,
    available=is_active,
)

MASKED = Command(
    name="masked",
    summary="Hide from the customer, or show yourself again; what you type hidden stays with the agents.",
    run=_masked,
    section=Section.TOGETHER,
    args=(Arg("mode", ArgKind.ONOFF, "on or off; the other one when left out", required=False),),
    label="Masked",
    available=in_company,
)
