"""Counting stays cheap and bounded, and a histogram reads as Prometheus wants it."""

from bridge.observing.tally import MOST, OTHER, Histogram, Tally


def test_each_label_has_its_own_number() -> None:
    tally = Tally()
    for label in ("web", "slack", "web"):
        tally.add(label)

    assert tally.counts == {("web",): 2, ("slack",): 1}


def test_labels_without_end_are_counted_together_after_the_first_so_many() -> None:
    tally = Tally()
    for number in range(MOST + 3):
        tally.add(str(number), "x")
    tally.add("0", "x")

    assert len(tally.counts) == MOST + 1
    assert tally.counts[OTHER, OTHER] == 3
    assert tally.counts["0", "x"] == 2


def test_a_bucket_holds_what_is_not_above_its_bound() -> None:
    histogram = Histogram((1.0, 2.0))
    for value in (0.5, 1.0, 1.5, 2.5):
        histogram.add(value)

    assert histogram.buckets() == [("1.0", 2.0), ("2.0", 3.0), ("+Inf", 4.0)]
    assert histogram.total == 5.5
