"""What this channel's failures are called. Put beside the texts of the core, by key, when the bridge is wired.

Rules: what happened, then what to do. Keys begin with `whatsapp_twilio_`.
"""

from collections.abc import Mapping
from types import MappingProxyType

TEMPLATES: Mapping[str, str] = MappingProxyType({
    "whatsapp_twilio_window": "the customer last wrote more than 24 hours ago, and WhatsApp takes no answer after "
    "that. Wait until they write again.",
    "whatsapp_twilio_choose": "the customer last wrote more than 24 hours ago. Only a template reaches them: type "
    "!template to choose one.",
    "whatsapp_twilio_template": "Twilio or WhatsApp refused the template ({code}). Your admin must compare it in the "
    "configuration with Twilio's console.",
    "whatsapp_twilio_template_gone": "this template is no longer in the configuration. Choose another one.",
    "whatsapp_twilio_menu_long": "The menu went as numbered text, to which the customer answers by the number: "
    "WhatsApp makes a list of at most 10 choices of 72 characters each.",
    "whatsapp_twilio_menu_refused": "The menu went as numbered text, to which the customer answers by the number: "
    "Twilio made no buttons of it ({why}).",
    "whatsapp_twilio_undeliverable": "there is no WhatsApp at this number. Reach the customer in another way.",
    "whatsapp_twilio_blocked": "the customer has blocked you on WhatsApp, or wants nothing from you.",
    "whatsapp_twilio_opted_out": "the customer has opted out of your messages. Nothing reaches them until they opt in "
    "again.",
    "whatsapp_twilio_held_back": "WhatsApp held it back because of its rules. Write it in other words, or later.",
    "whatsapp_twilio_busy": "WhatsApp or Twilio did not take it just now. Send it again in a while.",
    "whatsapp_twilio_content": "WhatsApp did not accept what is in it. Write it in other words, or send the file as "
    "another kind.",
    "whatsapp_twilio_media": "Twilio could not load the file, or it is too large. Your admin must see that public_url "
    "is reached from outside.",
    "whatsapp_twilio_auth": "Twilio refuses the bridge's credentials. Your admin must correct them in the "
    "configuration.",
    "whatsapp_twilio_sender": "Twilio has no such WhatsApp sender in this account. Your admin must compare it with "
    "Twilio's console.",
    "whatsapp_twilio_account": "the account is suspended at Twilio, or locked by Meta. Your admin must look there.",
    "whatsapp_twilio_unexplained": "Twilio gave no reason. Send it again, or reach the customer in another way.",
    "whatsapp_twilio_error": "Twilio refused it ({code}). https://www.twilio.com/docs/errors/{code} says why.",
    "whatsapp_twilio_file_host": "the file lies on {host}, which is neither api_url nor among media_hosts in the "
    "configuration.",
})  # fmt: skip
