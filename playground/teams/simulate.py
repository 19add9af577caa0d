"""The people: what a person does in Teams' client, as calls.

Rules: a person may do only what the client lets them do, and reads its sentence when it does not (HumanError); what
they do causes the same activities as in Teams. People are named by short names (ada, grace, lin, sam, noor). Every call
answers a small dictionary with what it made.

Beside what its name says, a call takes or answers:
- post: `html` (what was formatted) instead of `text`; files as {name, mimetype, base64, inline?: a picture among words}
- edit: `html` and `mention` as in post; click: `index` among the actions of the same title, or of all without a title
- click: {"answer"} for Action.Execute, {"dialog"} or {"message"} where one opens, {"url"} for Action.OpenUrl
- view: {"refreshed", "answer"?}; search: {"results": [{"title", "value"}]}; react: {"changed"}
- read, dismiss_toast, rename_team, create_channel: what the page needs more
- team is a team's id, its group's id or its name; channel is a channel's id
"""

from playground.teams.simulate_acting import Acting
from playground.teams.simulate_changing import Changing
from playground.teams.simulate_writing import Writing


class Simulate(Writing, Acting, Changing):
    """What people do."""
