"""By which channels a chat's customer can be reached, why not by the others, and going on in one of them (H5)."""

from core.commands.model import Arg, ArgKind, Command, Context, Outcome, Section, Values, View, ViewName
from core.commands.reading import may_read, noted_reading
from core.commands.taking import need
from core.conversation.events import ChannelSwitched
from core.conversation.seats import require_running, require_seen
from core.errors import Refused
from core.features.choosing_way import ASKED, chosen
from core.features.reach import WAYS, Reach, Way
from core.features.reach_list import reason
from core.sentences import say


def _channel(context: Context, values: Values) -> Outcome:
    may_read(context)
    where = str(values.get("where", ""))
    if not where:
        return Outcome(view=View(ViewName.CHANNELS), changes=noted_reading(context, "channels"))
    chat, agent = need(context)
    require_running(chat)
    require_seen(chat, agent)
    way, asked = chosen(context.wanted(WAYS), where)
    _see_that_it_is_open(way, asked=asked)
    if way.identity is None:
        raise TypeError("a way that is open has no address")
    there, vouched = way.identity, way.reach is Reach.UNASKED
    event = ChannelSwitched(context.at, agent, there.contact, there.name, way.lost, vouched)
    return Outcome((event,), reply=say("channel_switched", number=chat.number, name=there.name))


def _see_that_it_is_open(way: Way, *, asked: bool) -> None:
    """See that the customer can be written to there. Raises `Refused`, in the words of the list."""
    name = way.identity.name if way.identity is not None else way.title
    why = reason(way).rstrip(".")
    if way.reach is Reach.HERE:
        raise Refused(say("channel_here_already", name=name))
    if way.reach is Reach.UNASKED and not asked:
        raise Refused(say("channel_unasked", name=name, why=why, asked=f"{way.channel} {ASKED}"))
    if way.reach not in (Reach.OPEN, Reach.UNASKED):
        raise Refused(say("channel_closed", name=name, why=why))


CHANNEL = Command(
    name="channel",
    aliases=("channels",),
    summary="Show by which channels the customer can be reached now, or go on in one of them within this chat.",
    run=_channel,
    section=Section.TALKING,
    args=(
        Arg(
            "where",
            ArgKind.REST,
            "a channel, as in sms; with a number or a name where it has several; asked behind it says that the "
            "customer has asked to be written to there",
            required=False,
            lines=False,
        ),
    ),
    label="Channels",
    wants=frozenset({WAYS}),
)
