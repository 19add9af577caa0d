"""What happens in Slack alone: previews of links, other apps' posts, retries, the workspace of a person."""

from playground.slack import posting
from playground.slack.model import Message
from tests.scenarios.world import World


async def previews_the_link(world: World, ref: str) -> None:
    """Let Slack add a link's preview to a message, which is an edit without a change of words."""
    channel, _, ts = ref.partition("/")
    slack = world.playground.slack
    author = slack.store.channels[channel].messages[ts].user
    await slack.simulate.unfurl(user=str(author), channel=channel, ts=ts)


async def another_app_posts(world: World, text: str, *, as_user: str | None = None) -> None:
    """Let another app of the workspace post in the last chat's thread."""
    root, slack = await world.desk.root(), world.playground.slack
    subtype = None if as_user else "bot_message"
    posted = Message(root.place, slack.ts(), text, user=as_user, bot_id="B0OTHER", app_id="A0OTHER")
    posted.subtype, posted.thread_ts = subtype, root.ref.partition("/")[2]
    posting.post(slack, posted)
    await world.desk.shows(text)
