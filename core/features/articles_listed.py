"""Articles that a search has found, as one agent sees them: what each is about, and what can be done with it."""

from collections.abc import Iterable

from core.features.articles import Article
from core.ids import ConversationId
from core.sentences import say
from core.texts import render
from core.views import Button


def articles_listed(articles: Iterable[Article]) -> str:
    """Write the list: numbers, titles, and how each begins."""
    lines = [_line(number, one) for number, one in enumerate(articles, start=1)]
    heading = render(say("kb_found"), {}) if lines else render(say("kb_gone"), {})
    return "\n\n".join([heading, *lines])


def _line(number: int, article: Article) -> str:
    return f"{number}. {article.title} · !article {article.id}\n{article.summary}"


def article_buttons(articles: Iterable[Article], chat: ConversationId | None) -> tuple[Button, ...]:
    """Give what can be done with each: look at it and send it, or send its link at once."""
    buttons: list[Button] = []
    for number, one in enumerate(articles, start=1):
        buttons.append(Button(f"{number} Look…", "article", chat, {"which": one.id}, asks=True))
        if one.link is not None:
            buttons.append(Button(f"{number} Send link", "article", chat, {"which": one.id, "how": "link"}))
    return tuple(buttons)
