"""A person's held texts."""

from core.features.overview import Overview, home_words
from core.features.prompts import held_buttons
from core.messages import excerpt
from core.views import HomeChat, HomeSection, Tone


def held_texts(view: Overview) -> HomeSection:
    """List a person's held texts with their choices, numbered as `send` and `discard` number them."""
    lines: list[HomeChat] = []
    for chat in view.held_chats:
        mine = [one for one in chat.held if one.author == view.person and one.message in view.held]
        for number, one in enumerate(mine, start=1):
            lines.append(
                HomeChat(
                    title=f"Chat #{chat.number}, text {number}",
                    detail=excerpt(view.held[one.message].parts),
                    since=one.at,
                    link=view.links.get(chat.id),
                    tone=Tone.WARN,
                    buttons=held_buttons(chat, one),
                )
            )
    return HomeSection(home_words("home_held"), tuple(lines), home_words("home_held_empty"))
