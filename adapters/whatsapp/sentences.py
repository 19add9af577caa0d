"""What this channel's failures are called. Put beside the texts of the core, by key, when the bridge is wired.

Rules: what happened, then what to do. Keys begin with `whatsapp_`.
"""

from collections.abc import Mapping
from types import MappingProxyType

TEMPLATES: Mapping[str, str] = MappingProxyType({
    "whatsapp_window": "more than 24 hours have passed since the customer last wrote, and WhatsApp takes no answer "
    "after that. It takes one again as soon as they write.",
    "whatsapp_closed": "more than 24 hours have passed since the customer last wrote. A template reaches them "
    "(!template), and anything else as soon as they write.",
    "whatsapp_choose": "more than 24 hours have passed since the customer last wrote. Only a template reaches them: "
    "type !template to choose one.",
    "whatsapp_template": "WhatsApp refused the template ({code}). Your admin must look at it in the WhatsApp Manager.",
    "whatsapp_template_content": "WhatsApp refused the template, because its text breaks a rule of theirs. Your admin "
    "must change it in the WhatsApp Manager.",
    "whatsapp_template_disabled": "WhatsApp has disabled this template for good, because too many people were unhappy "
    "with it. Choose another one.",
    "whatsapp_template_long": "with what was filled in the template is too long. Fill in less.",
    "whatsapp_template_paused": "WhatsApp has paused this template for a while, because too many people were unhappy "
    "with it. Choose another one.",
    "whatsapp_template_places": "what was filled in doesn't fit the template at WhatsApp. Your admin must compare its "
    "text in the configuration with the WhatsApp Manager.",
    "whatsapp_template_unknown": "WhatsApp has no approved template of this name in this language. Your admin must "
    "look at it in the WhatsApp Manager and in the configuration.",
    "whatsapp_template_value": "WhatsApp refused what was filled in. Write each value on one line, without tabs or "
    "many spaces.",
    "whatsapp_undeliverable": "it can't be delivered: there is no WhatsApp at this number, or it is too old, or the "
    "customer has blocked you.",
    "whatsapp_opted_out": "the customer wants no such messages from you.",
    "whatsapp_held_back": "WhatsApp held it back because of its rules against unwanted messages. Write less often, and "
    "in other words.",
    "whatsapp_media": "WhatsApp could not take the file. Send it as another kind, or as a smaller one.",
    "whatsapp_auth": "Meta refuses the bridge's token. Your admin must renew it in the configuration.",
    "whatsapp_permission": "the app may not send from this number. Your admin must give it the permission "
    "whatsapp_business_messaging at Meta.",
    "whatsapp_account": "Meta has locked the account because of its rules or an unpaid bill. Your admin must "
    "look there.",
    "whatsapp_busy": "WhatsApp did not take it just now. Send it again.",
    "whatsapp_error": "WhatsApp refused it (error {code}). Your admin finds what that means in Meta's list of errors.",
    "whatsapp_file_host": "the file lies on {host}, which is not among media_hosts in the configuration.",
    "whatsapp_number_gone": "the number to which the customer wrote is no longer in the configuration. Your admin must "
    "look there.",
})  # fmt: skip
