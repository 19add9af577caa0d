"""Of talking: silence, the brake, cleaning up, canned texts, pages."""

import re

from config.brake import BrakeRule as RuleSettings
from config.folders import folder_parts
from config.pages import PushConsent
from config.queues import Queue as QueueSettings
from config.schema import Config
from core.ids import TeamId
from core.policy.brake import Brake, BrakeRule
from core.policy.canned import CannedText
from core.policy.cleaning import CleanUp, Replacement
from core.policy.pushing import Consent, Pushing, PushPage
from core.policy.silence import Silence


def silence(queue: QueueSettings) -> Silence | None:
    """Give from when on a customer's wait shows by colour."""
    return Silence(queue.silence.late, queue.silence.too_late) if queue.silence is not None else None


def brake(config: Config, queue: QueueSettings) -> Brake | None:
    """Give what must not be sent unseen."""
    rules = tuple(_rule(name, config.brake[name]) for name in queue.brake)
    return Brake(rules) if rules else None


def _rule(name: str, settings: RuleSettings) -> BrakeRule:
    if settings.card_numbers:
        return BrakeRule(name, settings.title, cards=True)
    if settings.pattern is not None:
        return BrakeRule(name, settings.title, re.compile(settings.pattern))
    words = "|".join(re.escape(word) for word in sorted(settings.words, key=len, reverse=True))
    return BrakeRule(name, settings.title, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE))


def clean_up(config: Config, queue: QueueSettings) -> CleanUp | None:
    """Give what is cleaned out of agents' texts."""
    rules = queue.clean_up
    if rules is None or not (rules.strip or rules.replacements):
        return None
    chosen = ((name, config.replacements[name]) for name in rules.replacements)
    made = tuple(Replacement(name, re.compile(one.pattern), one.by) for name, one in chosen)
    return CleanUp(frozenset(rules.strip), made)


def pushing(config: Config, queue: QueueSettings) -> Pushing | None:
    """Give which pages agents may open at the customer's."""
    rules = queue.push_pages
    if rules.consent is PushConsent.OFF:
        return None
    pages = tuple(
        PushPage(name, config.pages[name].title, config.pages[name].url, folder_parts(config.pages[name].folder))
        for name in rules.pages
    )
    return Pushing(Consent(rules.consent.value), pages, rules.origins)


def canned(config: Config) -> dict[str, CannedText]:
    """Give the texts that the installation has written."""
    return {
        name: CannedText(
            id=name,
            title=one.title,
            text=one.text,
            folder=folder_parts(one.folder),
            shortcut=one.shortcut or "",
            language=one.language or "",
            teams=frozenset(TeamId(team) for team in one.teams),
        )
        for name, one in config.canned.items()
    }
