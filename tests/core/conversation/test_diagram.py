"""The picture of the states is drawn from the machine's table and takes its own place in a document only."""

import pytest

from core.conversation.diagram import BEGIN, END, insert, render
from core.conversation.machine import TRANSITIONS


def test_every_transition_is_an_arrow_with_its_events() -> None:
    lines = render().splitlines()

    assert lines[:3] == ["```mermaid", "stateDiagram-v2", "    [*] --> new"]
    assert "    offered --> queued: offer rejected, timers due" in lines
    assert "    wrap_up --> handled: wrap up completed, timers due, agent dismissed" in lines
    assert len([line for line in lines if "-->" in line]) == len(TRANSITIONS) + 2


def test_picture_replaces_what_stood_between_the_markers() -> None:
    document = f"# Concepts\n\n{BEGIN}\nold\n{END}\n\nMore.\n"

    assert insert(document) == f"# Concepts\n\n{BEGIN}\n{render()}\n{END}\n\nMore.\n"
    assert insert(insert(document)) == insert(document)


@pytest.mark.parametrize("document", ["# Concepts\n", f"{BEGIN}\n", f"{END}\n"])
def test_document_without_both_markers_is_refused(document: str) -> None:
    with pytest.raises(ValueError, match="needs the lines"):
        insert(document)
