"""The table of all metrics: name, kind, labels, what it means, and where its numbers are.

Rules:
1. `/metrics` and the table in docs/operations.md are both made from here.
2. Every label has a bounded set of values: names from the configuration, kinds, codes and states.
3. A gauge of the database is left out while the database does not answer, so that no old number looks like a new one.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from bridge.observing.figures import Figures
from bridge.observing.meter import Meter
from bridge.observing.tally import Histogram, Tally
from bridge.store.database import Load

PREFIX = "deskbridge_"


@dataclass(frozen=True, slots=True)
class Sight:
    """All that is known at one moment. `figures` is None when the database did not answer."""

    meter: Meter
    load: Load
    ready: bool
    tasks: int
    adapters: Mapping[str, bool]
    widgets: Mapping[str, int]
    figures: Figures | None = None


Number = tuple[tuple[str, ...], float]
Spread = tuple[tuple[str, ...], Histogram]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric; `read` gives its numbers by labels."""

    name: str
    kind: Literal["gauge", "counter", "histogram"]
    help: str
    labels: tuple[str, ...]
    read: Callable[[Sight], Iterable[Number] | Iterable[Spread]]


def program_version() -> str:
    """Give the version of the installed program."""
    try:
        return version("deskbridge")
    except PackageNotFoundError:
        return "unknown"


def _build(_: Sight) -> list[Number]:
    return [((program_version(), ".".join(map(str, sys.version_info[:3]))), 1.0)]


def _one(read: Callable[[Sight], float]) -> Callable[[Sight], Iterable[Number]]:
    return lambda sight: [((), read(sight))]


def _by_name(read: Callable[[Sight], Mapping[str, float]]) -> Callable[[Sight], Iterable[Number]]:
    return lambda sight: [((name,), float(number)) for name, number in read(sight).items()]


def _tally(read: Callable[[Meter], Tally]) -> Callable[[Sight], Iterable[Number]]:
    return lambda sight: [(labels, float(number)) for labels, number in tuple(read(sight.meter).counts.items())]


def _stored(read: Callable[[Figures], Mapping[str, float]]) -> Callable[[Sight], Iterable[Number]]:
    return lambda sight: (
        [((name,), float(number)) for name, number in read(sight.figures).items()] if sight.figures else []
    )


def _age(read: Callable[[Figures], float]) -> Callable[[Sight], Iterable[Number]]:
    return lambda sight: [((), read(sight.figures))] if sight.figures else []


def _spread(read: Callable[[Meter], Histogram]) -> Callable[[Sight], Iterable[Spread]]:
    return lambda sight: [((), read(sight.meter))]


def _spreads(read: Callable[[Meter], Mapping[str, Histogram]]) -> Callable[[Sight], Iterable[Spread]]:
    return lambda sight: [((name,), one) for name, one in tuple(read(sight.meter).items())]


METRICS: tuple[Metric, ...] = (
    Metric("build_info", "gauge", "Always 1; which program runs, on which Python.", ("version", "python"), _build),
    Metric("ready", "gauge", "1 when /readyz says yes.", (), _one(lambda s: float(s.ready))),
    Metric(
        "database_up",
        "gauge",
        "1 when the database answered this scrape.",
        (),
        _one(lambda s: float(s.figures is not None)),
    ),
    Metric("adapter_up", "gauge", "1 when the adapter has started.", ("adapter",), _by_name(lambda s: s.adapters)),
    Metric(
        "widgets_connected", "gauge", "Windows that hold a connection now.", ("channel",), _by_name(lambda s: s.widgets)
    ),
    Metric("chats", "gauge", "Chats that are not done with, by status.", ("status",), _stored(lambda f: f.chats)),
    Metric(
        "queue_waiting_chats",
        "gauge",
        "Chats that wait for an agent.",
        ("queue",),
        _stored(lambda f: {name: line.chats for name, line in f.lines.items()}),
    ),
    Metric(
        "queue_longest_wait_seconds",
        "gauge",
        "How long the first of them has waited.",
        ("queue",),
        _stored(lambda f: {name: line.longest for name, line in f.lines.items()}),
    ),
    Metric(
        "inbound_accepted_total", "counter", "What came in and was stored.", ("source",), _tally(lambda m: m.accepts)
    ),
    Metric(
        "inbound_duplicates_total",
        "counter",
        "What came in and had been stored before.",
        ("source",),
        _tally(lambda m: m.duplicates),
    ),
    Metric(
        "inbound_refused_total",
        "counter",
        "What came in and could not be stored, by code (`overloaded` …).",
        ("source", "code"),
        _tally(lambda m: m.refusals),
    ),
    Metric(
        "unknown_payloads_total",
        "counter",
        "What a platform sent that its adapter knows nothing of, by what it is (`message`, `status`, `field` …).",
        ("source", "what"),
        _tally(lambda m: m.unknowns),
    ),
    Metric(
        "acknowledge_seconds",
        "histogram",
        "From handing in to stored for good: what a sender waits for at the least.",
        (),
        _spread(lambda m: m.acknowledging),
    ),
    Metric("handled_total", "counter", "What was handled, by kind.", ("kind",), _tally(lambda m: m.handlings)),
    Metric(
        "handled_seconds",
        "histogram",
        "From handing in, or from storing what had to wait, to handled.",
        (),
        _spread(lambda m: m.handling),
    ),
    Metric(
        "handling_troubles_total",
        "counter",
        "Handlings that failed, waited for the storage, met another writer, or were parked.",
        ("kind", "what"),
        _tally(lambda m: m.troubles),
    ),
    Metric("inbox_rows", "gauge", "Rows that are not settled, by state.", ("state",), _stored(lambda f: f.inbox)),
    Metric(
        "inbox_oldest_seconds",
        "gauge",
        "Age of the oldest row that waits to be handled.",
        (),
        _age(lambda f: f.inbox_age),
    ),
    Metric("outbox_rows", "gauge", "Rows that are not sent, by state.", ("state",), _stored(lambda f: f.outbox)),
    Metric(
        "outbox_oldest_seconds",
        "gauge",
        "Age of the oldest row that waits to be sent.",
        (),
        _age(lambda f: f.outbox_age),
    ),
    Metric(
        "sends_total",
        "counter",
        "Tries at a send, by what became of them.",
        ("destination", "act", "outcome"),
        _tally(lambda m: m.sends),
    ),
    Metric(
        "send_seconds",
        "histogram",
        "How long the platform's calls for one send took, when it arrived.",
        ("destination",),
        _spreads(lambda m: m.sending),
    ),
    Metric(
        "delivery_seconds",
        "histogram",
        "From the outbox row's making to its arrival.",
        ("destination",),
        _spreads(lambda m: m.waiting),
    ),
    Metric(
        "budget_waits_total",
        "counter",
        "Times that a row was put off because the platform's budget was used up.",
        ("destination",),
        _tally(lambda m: m.budget_waits),
    ),
    Metric(
        "echoes_reconciled_total",
        "counter",
        "Sends that were settled by the platform's echo, not by its answer.",
        (),
        _one(lambda s: s.meter.echoes),
    ),
    Metric(
        "outbox_repeated_total",
        "counter",
        "Sends repeated though they may have arrived: perhaps visible twice.",
        (),
        _one(lambda s: s.meter.repeats),
    ),
    Metric("database_commits_total", "counter", "Commits.", (), _one(lambda s: s.load.commits)),
    Metric(
        "database_works_total",
        "counter",
        "Units of work in these commits; together they share one.",
        (),
        _one(lambda s: s.load.works),
    ),
    Metric("database_waiting", "gauge", "Units of work that wait to be written.", (), _one(lambda s: s.load.waiting)),
    Metric(
        "database_overloaded_total",
        "counter",
        "Units of work refused because too many waited.",
        (),
        _one(lambda s: s.load.refused),
    ),
    Metric(
        "http_responses_total",
        "counter",
        "Answers to requests from outside.",
        ("adapter", "code"),
        _tally(lambda m: m.answers),
    ),
    Metric(
        "requests_turned_away_total",
        "counter",
        "Requests told to come later: too many `requests`, `bytes` or `windows`; too `slow`; the database `behind`.",
        ("why",),
        _tally(lambda m: m.turnings_away),
    ),
    Metric(
        "limited_total",
        "counter",
        "What a `visitor` or `address` was told to do later, or of a `contact` waits, by what it is (`messages` …).",
        ("what", "by"),
        _tally(lambda m: m.limitings),
    ),
    Metric(
        "messages_dropped_total",
        "counter",
        "Messages that were not kept, because so many of the same sender waited to be shown.",
        ("channel",),
        _tally(lambda m: m.drops),
    ),
    Metric(
        "form_links_refused_total",
        "counter",
        "Visits at customers' links to secure forms that gave nothing: `expired`, `unknown`, `other_browser` …",
        ("why",),
        _tally(lambda m: m.links),
    ),
    Metric(
        "event_loop_lag_seconds",
        "histogram",
        "How late the event loop woke who had asked to be woken.",
        (),
        _spread(lambda m: m.lag),
    ),
    Metric("tasks", "gauge", "Tasks of the event loop.", (), _one(lambda s: s.tasks)),
)
