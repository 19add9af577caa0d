"""What every verified activity says in passing, kept for later (`known`).

Rules:
1. Only what is verified is believed, and only of tenants that are let in.
2. A personal chat is told by the activity that happens in it; people's ids also by who was added to a conversation.
"""

import re

from adapters.teams.ids import channel_of, is_channel
from adapters.teams.inbound import Us, conversation_of, is_bots, is_personal, person_from, tenant_of
from adapters.teams.known import Known
from adapters.teams.payload import Json, objects, part, text

_GROUP = re.compile(r"[A-Za-z0-9-]{1,64}")
_MOST = 50
"""Of new members in one activity: the others are asked for when they are needed."""


async def learn(activity: Json, us: Us, known: Known) -> None:
    """Keep where the service is, who writes, and where their personal chat is."""
    tenant, account = tenant_of(activity, us), part(activity, "from")
    team, channel = part(activity, "channelData", "team"), channel_of(conversation_of(activity))
    if is_channel(channel) and _GROUP.fullmatch(text(team, "aadGroupId")):
        await known.learn_group(channel, text(team, "aadGroupId"))
    await known.learn_service(tenant, text(activity, "serviceUrl"))
    for one in (account, *objects(activity, "membersAdded")[:_MOST]):
        person = person_from(one, tenant)
        if person is not None and not is_bots(one) and text(one, "aadObjectId") and text(one, "id"):
            await known.learn_member(person, text(one, "id"))
    person = person_from(account, tenant)
    if person is not None and not is_bots(account) and is_personal(activity) and channel:
        await known.learn_personal(person, channel)
