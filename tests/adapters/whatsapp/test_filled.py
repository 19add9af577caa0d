"""A template as Meta's API takes it: each part with what was filled in for it."""

from adapters.meta.whatsapp.templates import TemplateSection
from adapters.whatsapp.filled import template
from core.messages import FromTemplate

BILL = "https://a.example/My%20bill.pdf"


def test_each_part_of_a_template_gets_what_was_filled_in_for_it() -> None:
    section = TemplateSection.model_validate(
        {
            "name": "parcel",
            "text": "Hi {{first_name}}, it is here.",
            "header": "Order {{order}}",
            "buttons": ["Yes", "Follow it"],
            "links": {"Follow it": "https://shop.example/track/{{1}}"},
        }
    )
    film = TemplateSection.model_validate({"name": "film", "text": "Look.", "video": "https://a.example/tea.mp4"})
    paper = TemplateSection.model_validate({"name": "bill", "text": "Pay.", "document": BILL})
    filled = section.template().filled(("4711", "Mia", "A7"))

    assert filled.text.split("\n")[0] == "Order 4711"
    assert isinstance(filled.asks, FromTemplate)
    assert template(filled.asks)["components"] == [
        {"type": "header", "parameters": [{"type": "text", "text": "4711", "parameter_name": "order"}]},
        {"type": "body", "parameters": [{"type": "text", "text": "Mia", "parameter_name": "first_name"}]},
        {"type": "button", "sub_type": "url", "index": "1", "parameters": [{"type": "text", "text": "A7"}]},
    ]
    for one, what in (
        (film, {"type": "video", "video": {"link": "https://a.example/tea.mp4"}}),
        (
            paper,
            {"type": "document", "document": {"link": "https://a.example/My%20bill.pdf", "filename": "My bill.pdf"}},
        ),
    ):
        made = one.template().filled(()).asks
        assert isinstance(made, FromTemplate)
        assert template(made)["components"] == [{"type": "header", "parameters": [what]}]
