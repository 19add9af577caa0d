"""What must not be kept in a text: cards' numbers, IBANs, social security numbers, an admin's own patterns.

Pure, and by the standard library alone. `finding` gives the stretches, `cards`, `ibans` and `ssns` know one thing each,
`brands` names a card, `pieces` looks for what is spread over several messages.
"""
