"""What a page is answered when a form was sent in. Nothing of what was filled in is in it. Pure."""

from typing import Any

from core.ports import Filling


def answer_of(filling: Filling) -> tuple[int, dict[str, Any]]:
    """Give the status and the body."""
    if filling.is_late:
        return 503, {
            "error": {"code": "try_again", "message": "It could not be kept. Please send it again in a moment."}
        }
    if filling.is_gone:
        return 410, {"error": {"code": "form_gone", "message": "This form is not asked for any more."}}
    if filling.wrong:
        wrong = {name: one.value for name, one in filling.wrong.items()}
        return 422, {"error": {"code": "answers", "message": "Please look at the marked answers."}, "fields": wrong}
    return 200, {"status": "received"}
