"""What is shown after the end of a chat, beside its log: the survey, and where the transcript is. Pure."""

from collections.abc import Iterator
from typing import Any

from core.ids import ConversationId
from core.ports import Afterword


def afterword_frames(conversation: ConversationId, said: Afterword) -> Iterator[dict[str, Any]]:
    """Give the frames, none for what there is not."""
    if said.survey is not None:
        yield {
            "t": "survey",
            "conversation": conversation,
            "question": said.survey.question,
            "scale": said.survey.scale,
            "comment": said.survey.comment,
            "score": said.survey.score,
            "said": said.survey.said,
        }
    if said.transcript is not None:
        yield {"t": "transcript", "conversation": conversation, "url": said.transcript}
