"""Words that would come alive in Slack, and what a post says as rich text."""

from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

NASTY = st.sampled_from(["<!channel>", "<@U0ADA>", "<http://evil.example|bank.example>", "@here", "&lt;", "*b*", ":x:"])


def rich_elements(body: Json) -> list[Json]:
    sections = [one for block in body["blocks"] if block["type"] == "rich_text" for one in block["elements"]]
    return [element for one in sections for element in one["elements"]]
