"""What the composer makes of a person's words: text, HTML, and the entities of its mentions.

Rules: `@Bridge` mentions the bot, `@` and a full name a member; a mention is `<at>Name</at>` in the text and an entity
(https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations#work-with-mentions).
"""

from dataclasses import dataclass, field

from playground.teams import html as markup
from playground.teams.model import Json
from playground.teams.seed import BOT_ID


@dataclass(frozen=True, slots=True)
class Composed:
    """A message as it goes out."""

    text: str
    html: str
    entities: list[Json] = field(default_factory=list)

    @property
    def mentions_bot(self) -> bool:
        """Whether the bot is among those mentioned."""
        return any(one["mentioned"]["id"] == BOT_ID for one in self.entities)


def composed(text: str, html: str | None, bot: str, members: dict[str, str], *, mention: bool) -> Composed:
    """Compose a message; `members` are ids by name, `mention` puts the bot's name in front where it is missing."""
    if mention and not markup.names_in(text, [bot]):
        text = f"@{bot} {text}"
    ids = {bot: BOT_ID, **{name: id for name, id in members.items() if name != bot}}
    places = {name: place for place, name in enumerate(markup.names_in(text, ids))}
    entities = [
        {"type": "mention", "mentioned": {"id": ids[name], "name": name}, "text": f"<at>{name}</at>"} for name in places
    ]
    if html is None:
        return Composed(markup.tagged(text, places), markup.typed(text, places), entities)
    in_front = markup.typed(f"@{bot} ", places) if bot in places else ""
    words = markup.without_tags(html)
    tagged = markup.tagged(f"@{bot} {words}", places) if bot in places else words
    return Composed(tagged, in_front.removesuffix("</p>").removeprefix("<p>") + html, entities)
