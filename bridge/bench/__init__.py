"""The bench: the bridge and plain floors, each on one core, under the same load in the same minutes.

Rules:
1. What is compared runs back to back in every round; only ratios within a round are judged, by their median.
2. The bridge is `bridge serve` itself with a configuration file; nothing in it knows that it is measured.
3. A message that is lost, doubled or out of order in the bridge fails the run, whatever the rates are.

It deliberately is no test: a rate is a fact about a machine, and no suite fails because of one.
"""
