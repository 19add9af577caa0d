"""The knowledge base from the desk: search, look, send a link or the text (T11).

What is sent is judged as if it had been typed in the thread.
"""

from collections.abc import Mapping

from core.commands.model import (
    Arg,
    ArgKind,
    CardPlace,
    Command,
    Context,
    NextForm,
    Options,
    Outcome,
    Section,
    Values,
    View,
    ViewName,
)
from core.commands.secure_forms import said_with_form
from core.commands.taking import need
from core.commands.talking import is_active
from core.commands.writing import see_that_it_can_go, told
from core.conversation.events import DeskWrote
from core.errors import ArgumentsInvalid, Refused
from core.features.articles import Article, as_link, as_message
from core.features.knowledge import SHELF, Shelf
from core.quoting import quoted
from core.routing.queues import Queue
from core.sentences import say
from core.views import Fact, FieldKind, Form, FormField

LISTED = 5
"""How many articles a list shows; the best are first."""

LONGEST_LABEL = 75
"""Characters of an option, https://docs.slack.dev/reference/block-kit/composition-objects/option-object."""

_HOW: Options = (("text", "The text"), ("link", "The link"))


def has_knowledge(queue: Queue) -> bool:
    """Tell whether the queue's agents have a knowledge base."""
    return bool(queue.knowledge)


def _label(shelf: Shelf, article: Article) -> str:
    words = (
        f"{article.title} · {shelf.titles.get(article.base, article.base)}" if len(shelf.bases) > 1 else article.title
    )
    return words if len(words) <= LONGEST_LABEL else f"{words[: LONGEST_LABEL - 1]}…"


def _find(context: Context, typed: str) -> Options:
    shelf = context.wanted(SHELF)
    return tuple((one.id, _label(shelf, one)) for one in shelf.find(typed))


def _shelf(context: Context) -> Shelf:
    need(context)
    shelf = context.wanted(SHELF)
    if not shelf.bases:
        raise Refused(say("kb_none"))
    if not shelf.find(""):
        raise Refused(say("kb_empty"))
    return shelf


def _kb(context: Context, values: Values) -> Outcome:
    shelf = _shelf(context)
    words = str(values["article"])
    if shelf.get(words) is not None:
        return Outcome(form=NextForm("article", {"which": words}))
    found = shelf.find(words)[:LISTED]
    if not found:
        raise ArgumentsInvalid(say("kb_nothing", words=quoted(words)), "article")
    return Outcome(view=View(ViewName.ARTICLES, {"which": "\n".join(one.id for one in found)}))


def _kb_form(context: Context, values: Mapping[str, str]) -> Form:
    _shelf(context)
    chosen = tuple(one for one in _find(context, "") if one[0] == values.get("article"))
    field = FormField(
        "article",
        "Article",
        "Search by words of its title or text.",
        kind=FieldKind.SEARCH,
        options=chosen,
        initial=values.get("article", ""),
    )
    return Form("Knowledge base", "Look", "kb", None, (field,))


def _article_of(context: Context, which: str) -> Article:
    found = _shelf(context).get(which)
    if found is None:
        raise Refused(say("kb_gone"))
    return found


def _article(context: Context, values: Values) -> Outcome:
    see_that_it_can_go(context)
    article = _article_of(context, str(values["which"]))
    match values.get("how"):
        case "link":
            if article.link is None:
                raise ArgumentsInvalid(say("kb_no_link"), "how")
            return _sent(context, as_link(article))
        case "text":
            text = str(values.get("text", "")).strip() or as_message(article)
            return _sent(context, text)
        case _:
            return Outcome(form=NextForm("article", {"which": article.id}))


def _sent(context: Context, text: str) -> Outcome:
    made = said_with_form(context, text)
    written = next((one for one in made.events if isinstance(one, DeskWrote)), None)
    if made.reply is not None or written is None:
        return made
    return Outcome(made.events, reply=told(context, written, say("kb_sent")))


def _article_form(context: Context, values: Mapping[str, str]) -> Form:
    see_that_it_can_go(context)
    article, shelf = _article_of(context, values.get("which", "")), context.wanted(SHELF)
    rows = [Fact("Article", article.title), Fact("From", shelf.titles.get(article.base, article.base))]
    if article.link is not None:
        rows.append(Fact("Link", article.link))
    how = _HOW if article.link is not None else _HOW[:1]
    fields = (
        FormField("how", "What to send", kind=FieldKind.CHOICE, options=how, initial="text"),
        FormField("text", "Text", "Change it before it goes out.", kind=FieldKind.LONG, initial=as_message(article)),
    )
    return Form("Article", "Send", "article", None, fields, rows=tuple(rows))


KB = Command(
    name="kb",
    aliases=("knowledge", "articles"),
    summary="Search the knowledge base; look at an article, send its text or its link.",
    run=_kb,
    section=Section.TALKING,
    args=(Arg("article", ArgKind.REST, "words of its title or text", search=_find, lines=False),),
    label="Knowledge base…",
    available=is_active,
    fits=has_knowledge,
    form=_kb_form,
    wants=frozenset({SHELF}),
)

ARTICLE = Command(
    name="article",
    summary="Look at an article that the search has found, and send it; link sends its address alone.",
    run=_article,
    section=Section.TALKING,
    args=(
        Arg("which", ArgKind.WORD, "the article's name, as the search gives it"),
        Arg("how", ArgKind.CHOICE, "text or link", required=False, options=lambda _: _HOW),
        Arg("text", ArgKind.REST, "the text as it goes out", required=False),
    ),
    label="Article…",
    card=CardPlace.ELSEWHERE,
    available=is_active,
    fits=has_knowledge,
    form=_article_form,
    wants=frozenset({SHELF}),
)
