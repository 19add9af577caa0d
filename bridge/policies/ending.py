"""Of the end of a chat: inactivity, dispositions, the activity form, the survey."""

from bridge.policies.before import form
from config.folders import folder_parts
from config.queues import Queue as QueueSettings
from config.schema import Config
from core.ids import DispositionId
from core.policy.dispositions import Disposition, Dispositions
from core.policy.forms import FormPlan
from core.policy.inactivity import Inactivity
from core.policy.survey import Survey


def inactivity(queue: QueueSettings) -> Inactivity | None:
    """Give when a chat in which nobody writes is closed."""
    rule = queue.inactivity
    return Inactivity(rule.warn_after, rule.end_after) if rule is not None else None


def dispositions(config: Config, queue: QueueSettings) -> Dispositions | None:
    """Give what agents choose from to say what became of a chat."""
    rule = queue.disposition
    if rule is None:
        return None
    choices = config.dispositions[rule.list]
    return Dispositions(
        tuple(Disposition(DispositionId(key), one.title, folder_parts(one.folder)) for key, one in choices.items()),
        rule.required,
    )


def activity(config: Config, queue: QueueSettings) -> FormPlan | None:
    """Give the form that agents fill in about a chat."""
    return form(config, queue.activity) if queue.activity is not None else None


def survey(queue: QueueSettings) -> Survey | None:
    """Give what the customer is asked after the chat."""
    rule = queue.survey
    return Survey(rule.question, rule.scale, rule.comment, rule.open_for) if rule is not None else None
