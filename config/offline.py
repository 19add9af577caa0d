"""What a customer can leave while a queue is closed."""

from pydantic import Field

from config.base import Part
from config.messages import Sentence
from config.names import Name


class Offline(Part):
    """What a customer can leave while the queue is closed."""

    form: Name = Field(
        description="The form, by its name under `forms`. What is answered to its field `name`, where it has one, "
        "becomes the customer's name."
    )
    thanks: Sentence | None = Field(default=None, description="Said when it has been sent.")
