"""Every metric of the table is in the registry, with its labels, and its numbers are those of the bridge."""

from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bridge.observing.collector import BridgeCollector, registry_with
from bridge.observing.figures import Figures, Line
from bridge.observing.meter import Became, Meter
from bridge.observing.metrics import METRICS, PREFIX, Sight
from bridge.store.database import Load
from core.capabilities import Act
from core.errors import Overloaded
from tests.build import NOW
from tests.observing.inbounds import a_message

FIGURES = Figures(
    inbox={"pending": 3},
    outbox={"pending": 5},
    inbox_age=1.5,
    outbox_age=60.0,
    chats={"active": 2},
    lines={"support": Line(4, 90.0)},
)


class Row:
    """What is counted of a send."""

    key = "k1"
    destination = "desk:slack"
    act = Act.POST
    created_at = NOW


def scraped(meter: Meter, figures: Figures | None = FIGURES) -> dict[str, float]:
    """Scrape a bridge; give its samples by name and labels."""
    collector = BridgeCollector()
    registry = registry_with(collector)
    collector.sight = Sight(
        meter=meter,
        load=Load(commits=10, works=40, waiting=2, refused=1),
        ready=True,
        tasks=7,
        adapters={"slack": False},
        widgets={"web": 12},
        figures=figures,
    )
    families = text_string_to_metric_families(generate_latest(registry).decode())
    return {
        sample.name + "".join(f"{{{key}={value}}}" for key, value in sorted(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


def test_a_scrape_gives_every_metric_of_the_table() -> None:
    meter = Meter()
    meter.accepted(a_message(), 0.002, handled=True)
    meter.duplicate("web")
    meter.refused("web", Overloaded())
    meter.troubled(a_message(), "failed")
    meter.arrived(Row(), NOW, NOW)
    meter.budget_waited("desk:slack")
    meter.answered("web", 200)
    meter.turned_away("requests")
    meter.limited("messages", "visitor")
    meter.dropped("sms")
    meter.link_refused("unknown")
    meter.unknown("sms", "field")

    found = {name.partition("{")[0] for name in scraped(meter)}

    assert [one.name for one in METRICS if not {f"{PREFIX}{one.name}{end}" for end in ("", "_count")} & found] == []


def test_what_was_counted_is_what_is_scraped() -> None:
    meter = Meter()
    for _ in range(3):
        meter.accepted(a_message(), 0.002, handled=False)
    meter.refused("web", Overloaded())
    meter.refused("web", OSError("full"))
    meter.tried(Row(), Became.THROTTLED)
    meter.tried(Row(), Became.REPEATED)
    meter.echoed()

    found = scraped(meter)

    assert found["deskbridge_inbound_accepted_total{source=web}"] == 3
    assert found["deskbridge_acknowledge_seconds_bucket{le=0.001}"] == 0
    assert found["deskbridge_acknowledge_seconds_bucket{le=0.0025}"] == 3
    assert found["deskbridge_inbound_refused_total{code=overloaded}{source=web}"] == 1
    assert found["deskbridge_inbound_refused_total{code=OSError}{source=web}"] == 1
    assert found["deskbridge_sends_total{act=post}{destination=desk:slack}{outcome=throttled}"] == 1
    assert found["deskbridge_outbox_repeated_total"] == 1
    assert found["deskbridge_echoes_reconciled_total"] == 1


def test_the_gauges_are_those_of_the_moment() -> None:
    found = scraped(Meter())

    assert found["deskbridge_inbox_rows{state=pending}"] == 3
    assert found["deskbridge_outbox_oldest_seconds"] == 60
    assert found["deskbridge_queue_longest_wait_seconds{queue=support}"] == 90
    assert found["deskbridge_widgets_connected{channel=web}"] == 12
    assert found["deskbridge_adapter_up{adapter=slack}"] == 0
    assert found["deskbridge_database_works_total"] == 40
    assert found["deskbridge_database_up"] == 1


def test_without_the_database_its_gauges_are_left_out_and_the_counters_stay() -> None:
    found = scraped(Meter(), figures=None)

    assert found["deskbridge_database_up"] == 0
    assert "deskbridge_database_commits_total" in found
    assert [
        name for name in found if name.startswith(("deskbridge_inbox", "deskbridge_queue", "deskbridge_chats"))
    ] == []


def test_two_bridges_of_one_process_have_numbers_of_their_own() -> None:
    one, other = Meter(), Meter()
    one.echoed()

    assert scraped(one)["deskbridge_echoes_reconciled_total"] == 1
    assert scraped(other)["deskbridge_echoes_reconciled_total"] == 0
