"""What this channel's failures are called. Put beside the texts of the core, by key, when the bridge is wired.

Rules: what happened, then what to do. Keys begin with `sms_`.
"""

from collections.abc import Mapping
from types import MappingProxyType

TEMPLATES: Mapping[str, str] = MappingProxyType({
    "sms_opted_out": "the customer has opted out by STOP. Nothing reaches them until they write START.",
    "sms_unreachable": "the phone is switched off or out of reach. Send it again later.",
    "sms_blocked": "the customer's network refused it, or the customer blocks this number.",
    "sms_unknown_number": "the number is not in use, or not known to the network.",
    "sms_landline": "the number is a landline, or can't receive text messages.",
    "sms_filtered": "the network took it for unwanted mail and held it back. Write it in other words, without links.",
    "sms_unexplained": "the network gave no reason. Send it again, or reach the customer in another way.",
    "sms_queue_full": "too many messages wait to go out from this number. Send it again in a while.",
    "sms_suspended": "the account at Twilio is suspended. Your admin must look there.",
    "sms_auth": "Twilio refuses the bridge's credentials. Your admin must correct them in the configuration.",
    "sms_region": "the account may not send to this country. Your admin can allow it at Twilio.",
    "sms_pair": "Twilio can't send from this number of ours to that one. Your admin can set another sender.",
    "sms_not_a_mobile": "Twilio takes the number for no mobile number. Check it.",
    "sms_late": "it could not be delivered in time.",
    "sms_error": "Twilio refused it ({code}). https://www.twilio.com/docs/errors/{code} says why.",
    "sms_number_none": "that is no phone number. Write digits, with the country first, as in +41791234567.",
    "sms_number_no_country": "that number has no country. Write it with one, as in +41791234567.",
    "sms_number_country": "that number begins with no country's code. Check what stands behind the +.",
    "sms_number_short": "that number has too few digits for its country. Write all of them, without spaces.",
    "sms_number_long": "that number has too many digits for its country. Check it.",
    "sms_number_length": "no number of that country has as many digits. Check it.",
    "sms_number_local": "that number lacks its area. Write all of it, with area and country.",
    "sms_number_extension": "that number has an extension, and text messages reach none. Leave it out.",
    "sms_no_address": "Twilio could not load the file. Your admin must see that public_url is reached from outside.",
    "sms_file_host": "the file lies on {host}, which is neither api_url nor among media_hosts in the configuration.",
})  # fmt: skip
