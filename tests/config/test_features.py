"""The settings of each feature: what is refused, in which words, at which line."""

import pytest

from tests.config.conftest import GOOD, Folder

DOCS = "  See docs/configuration.md#"
SALES = "  sales: {title: Sales, desk: slack, places: [C2]}\n"
TWO_QUEUES = GOOD.replace("agents:\n", SALES + "agents:\n")
FORM = "forms: {f: {title: F, fields: {a: {label: A, required: true}}}}\n"


def of_queue(line: str, text: str = GOOD) -> str:
    """Give the queue `billing` one more line, the sixth of the file."""
    return text.replace("places: [C1]\n", f"places: [C1]\n    {line}\n")


QUEUES = [
    ("hours: offic", "hours: {office: {zone: UTC}}", "hours: there is no calendar 'offic'. Did you mean 'office'?", ""),
    (
        "offline: {form: g}\n    hours: o",
        FORM + "hours: {o: {zone: UTC}}",
        "offline -> form: there is no form 'g'.",
        "Known here: f.",
    ),
    ("overflow: [{queue: bills, after: 1m}]", "", "overflow -> item 1 -> queue: there is no queue 'bills'.", "Did you"),
    (
        "overflow: [{queue: billing, after: 1m}]",
        "",
        "overflow -> item 1 -> queue: is the queue itself.",
        "Name another",
    ),
    (
        "agent_gone: {action: transfer, to: billing}",
        "",
        "agent_gone -> to: is the queue itself.",
        "Name another queue.",
    ),
    ("agent_gone: {action: transfer}", "", "agent_gone: 'action: transfer' and 'to' go together: write both", ""),
    ("bot: tily", "bots: {tilly: {title: T, greeting: Hi}}", "bot: there is no bot 'tily'. Did you mean 'tilly'?", ""),
    ("attachments: {channels: {wob: {}}}", "", "channels -> wob: no channel has this name.", "Did you mean 'web'?"),
    ("knowledge: [halp]", "", "knowledge -> item 1: there is no knowledge base 'halp'. There is none yet.", ""),
    ("brake: [cards]", "", "brake -> item 1: there is no rule 'cards'. There is none yet.", ""),
    ("clean_up: {replacements: [x]}", "", "clean_up -> replacements -> item 1: there is no replacement 'x'.", ""),
    ("clean_up: {strip: [font]}", "", "strip -> item 1: must be one of: formatting, tables, tracking, got 'font'.", ""),
    ("push_pages: {pages: [x]}", "", "push_pages -> pages -> item 1: there is no page 'x'. There is none yet.", ""),
    ("push_pages: {consent: always}", "", "consent: must be one of: off, each_time, once, got 'always'.", ""),
    ("disposition: {list: x}", "", "disposition -> list: there is no list of dispositions 'x'.", "There is none yet."),
    ("activity: g", FORM, "activity: there is no form 'g'. Known here: f.", ""),
    (
        "offline: {form: f}",
        FORM,
        "offline: is never shown, because the queue is always open.",
        "Give the queue 'hours'",
    ),
    ("silence: {late: 3m, too_late: 3m}", "", "silence: 'too_late' must be longer than 'late'.", ""),
    ("inactivity: {warn_after: 5m}", "", "inactivity -> end_after: this key is required and missing.", ""),
    ("survey: {question: How?, scale: 1}", "", "survey -> scale: must be greater than or equal to 2, got '1'.", ""),
    ("agent_choice: {skills: [tea]}", "", "skills -> item 1: no agent has the skill 'tea'. There is none yet.", ""),
    ("priority: 10", "", "priority: must be less than or equal to 9, got '10'.", ""),
    ("messages: {languages: {german: {ended: x}}}", "", "must be a language such as en or pt-BR", ""),
]


@pytest.mark.parametrize(("line", "more", "message", "hint"), QUEUES)
def test_a_mistake_in_a_queues_feature_is_told_at_its_line(
    folder: Folder, line: str, more: str, message: str, hint: str
) -> None:
    (problem,) = folder.problems(of_queue(line), more=f"{more}\n")

    assert problem.startswith("bridge.yaml:6  queues -> billing -> ")
    assert message in problem
    assert hint in problem
    assert DOCS in problem


SECTIONS = [
    (
        "hours: {o: {zone: Europe/Berln}}",
        "zone: must be a time zone such as Europe/Berlin (did you mean 'Europe/Berlin'?)",
    ),
    ("hours: {o: {zone: qqqqqq}}", "zone: must be a time zone such as Europe/Berlin, got 'qqqqqq'."),
    ("hours: {o: {zone: UTC, open: {funday: []}}}", "must be one of: monday, tuesday"),
    (
        "hours: {o: {zone: UTC, open: {monday: [9-17]}}}",
        "item 1: must be a part of a day such as 09:00-17:00, got '9-17'.",
    ),
    ("hours: {o: {zone: UTC, open: {monday: [5]}}}", "item 1: must be a part of a day such as 09:00-17:00, got '5'."),
    ("hours: {o: {zone: UTC, open: {monday: ['09:60-17:00']}}}", "must be a part of a day such as 09:00-17:00"),
    ("hours: {o: {zone: UTC, open: {monday: ['09:00-24:01']}}}", "must be a part of a day such as 09:00-17:00"),
    (
        "hours: {o: {zone: UTC, open: {monday: ['22:00-06:00']}}}",
        "must end after it begins; what goes on after midnight",
    ),
    (
        "hours: {o: {zone: UTC, open: {monday: ['10:00-12:00', '09:00-10:01']}}}",
        "monday: 09:00-10:01 and 10:00-12:00 overlap",
    ),
    ("hours: {o: {zone: UTC, holidays: {25.12.2026: []}}}", "must be a date such as 2026-12-25"),
    ("forms: {f: {title: F, fields: {a: {label: A, kind: choice}}}}", "a: a field of kind choice needs options"),
    (
        "forms: {f: {title: F, fields: {a: {label: A, options: [x]}}}}",
        "a: only a field of kind choice or many has options",
    ),
    (
        "forms: {f: {title: F, fields: {a: {label: A, kind: many, options: [x, x]}}}}",
        "a: the same option stands there twice",
    ),
    ("forms: {f: {title: F, fields: {}}}", "fields: must have at least one entry"),
    ("bots: {b: {title: B}}", "bots -> b: says nothing: give it a greeting, a menu, questions, knowledge or a webhook"),
    (
        "bots: {b: {title: B, ask: [q], webhook: {url: https://b.example, secret: abcdefghijklmnop}}}",
        "a bot with a webhook has no menus",
    ),
    ("bots: {b: {title: B, start: m}}", "bots -> b -> start: there is no menu 'm'. There is none yet."),
    (
        "bots: {b: {title: B, start: m, menus: {m: {text: T, choices: {c: {label: C, menu: mm}}}}}}",
        "choices -> c -> menu: there is no menu 'mm'.",
    ),
    (
        "bots: {b: {title: B, ask: [nmae], questions: {name: {text: T, label: L}}}}",
        "bots -> b -> ask -> item 1: there is no question 'nmae'. Did you mean 'name'?",
    ),
    ("bots: {b: {title: B, questions: {name: {text: T, label: L, kind: many}}}}", "kind many needs options"),
    ("brake: {b: {title: B}}", "brake -> b: needs exactly one of 'words', 'pattern' and 'card_numbers: true'"),
    ("brake: {b: {title: B, words: [x], card_numbers: true}}", "needs exactly one of 'words', 'pattern' and"),
    ("brake: {b: {title: B, pattern: '(a+)+'}}", "pattern: repeats a group that has a repetition"),
    (
        "replacements: {r: {pattern: a, by: '\\1'}}",
        "r: 'by' names what the pattern doesn't have: invalid group reference 1",
    ),
    ("reactions: {eyes: take}", "must be one emoji, such as 👀"),
    ("reactions: {👀: eat}", "must be one of: take, done, private, got 'eat'."),
    ("roles: {w: {rights: []}}", "rights: must have at least one entry"),
    ("canned: {c: {title: C, text: 'Hi %{F', teams: []}}", "text: has a variable that isn't closed"),
    ("canned: {c: {title: C, text: 'Hi %{}'}}", "text: has a variable without a proper name"),
    ("canned: {c: {title: C, text: Hi, folder: a//b}}", "folder: must be names between single slashes"),
    ("canned: {c: {title: C, text: Hi, folder: a/b/c/d/e}}", "folder: must be at most 4 folders deep"),
    ("canned: {c: {title: C, text: Hi, teams: [tea]}}", "teams -> item 1: there is no team 'tea'. There is none yet."),
    (
        "canned: {c: {title: C, text: Hi, shortcut: x}, d: {title: D, text: Hi, shortcut: x}}",
        "canned -> d -> shortcut: 'x' already belongs to canned -> c (bridge.yaml:18). Keep one of the two.",
    ),
    ("agents_from: {g: {group: S1}}", "agents_from -> g -> desk: this key is required and missing."),
    ("agents_from: {g: {desk: slck, group: S1}}", "g -> desk: there is no desk 'slck'. Did you mean 'slack'?"),
    ("agents_from: {g: {desk: slack, group: S1, queues: [x]}}", "queues -> item 1: there is no queue 'x'."),
    ("agents_from: {g: {desk: slack, group: 'two words'}}", "agents_from -> g -> group: must match"),
    ("teams: {t: {}}", "teams -> t -> supervisors_place: this key is required and missing."),
    (
        "teams: {t: {supervisors_place: '#help'}}",
        "is not the id of a place on this desk, got '#help'. Write it like C0BI",
    ),
    (
        "teams: {t: {supervisors_place: C9, supervisors: [ada]}}",
        "agent 'ada' is no supervisor. Give the agent 'role: sup",
    ),
    ("teams: {t: {supervisors_place: C9, supervisors: [adda]}}", "there is no agent 'adda'. Did you mean 'ada'?"),
    (
        "teams: {t: {supervisors_place: C9, desk: slak}}",
        "teams -> t -> desk: there is no desk 'slak'. Did you mean 'slack'?",
    ),
    ("roles: {r: {rights: []}}", "roles -> r -> rights: must have at least one entry"),
    ("roles: {r: {rights: [fly]}}", "roles -> r -> rights -> item 1: must be one of"),
    ("pages: {p: {title: P, url: 'javascript:x'}}", "url: must be a web address such as https://example.com"),
    ("dispositions: {d: {}}", "dispositions -> d: must have at least one entry"),
    ("knowledge: {k: {title: K}}", "knowledge -> k -> folder: this key is required and missing."),
]


@pytest.mark.parametrize(("more", "message"), SECTIONS)
def test_a_mistake_in_a_features_section_is_told_at_its_line(folder: Folder, more: str, message: str) -> None:
    problems = folder.problems(more=f"{more}\n")

    assert all(problem.startswith("bridge.yaml:18  ") for problem in problems)
    assert message in "\n".join(problems)


def test_every_name_of_a_menus_choice_is_looked_for(folder: Folder) -> None:
    choice = "c: {label: C, menu: mm, ask: [q], queue: x}"
    problems = folder.problems(
        more=f"bots: {{b: {{title: B, start: m, menus: {{m: {{text: T, choices: {{{choice}}}}}}}}}}}\n"
    )

    assert [problem.partition(" -> c -> ")[2].partition(".")[0] for problem in problems] == [
        "ask -> item 1: there is no question 'q'",
        "menu: there is no menu 'mm'",
        "queue: there is no queue 'x'",
    ]


@pytest.mark.parametrize(
    ("line", "path"),
    [("disposition: {list: d, required: true}", "disposition -> required"), ("activity: f", "activity")],
)
def test_what_must_be_filled_in_needs_a_wrap_up(folder: Folder, line: str, path: str) -> None:
    more = FORM + "dispositions: {d: {x: {title: X}}}\n"

    assert folder.load(of_queue(line), more=more).queues["billing"].title == "Billing"
    assert folder.problems(of_queue(f"wrap_up: {{mode: none}}\n    {line}"), more=more) == [
        (
            f"bridge.yaml:7  queues -> billing -> {path}: must be filled in after the chat, "
            f"but the queue has no wrap-up. Set wrap_up to manual or timed.{DOCS}wrap_up-mode"
        )
    ]


def test_what_may_be_filled_in_needs_none(folder: Folder) -> None:
    more = FORM.replace(", required: true", "") + "dispositions: {d: {x: {title: X}}}\n"
    lines = "wrap_up: {mode: none}\n    disposition: {list: d}\n    activity: f"

    assert folder.load(of_queue(lines), more=more).queues["billing"].activity == "f"


def test_a_chat_overflows_to_a_queue_of_the_same_desk_only(folder: Folder) -> None:
    more = "  other: {type: slack, bot_token: x}\n"
    here = of_queue("overflow: [{queue: sales, after: 1m}]", TWO_QUEUES)

    assert folder.load(here, more=more).queues["billing"].overflow[0].queue == "sales"
    assert folder.problems(
        here.replace("sales: {title: Sales, desk: slack", "sales: {title: Sales, desk: other"), more=more
    ) == [
        (
            "bridge.yaml:6  queues -> billing -> overflow -> item 1 -> queue: queue 'sales' is handled on another "
            f"desk. Name a queue of desk 'slack'.{DOCS}overflow-queue"
        )
    ]


def test_a_bots_choice_leads_to_a_queue_of_the_same_desk_only(folder: Folder) -> None:
    menus = "{m: {text: T, choices: {c: {label: C, queue: sales}}}}"
    more = f"  other: {{type: slack, bot_token: x}}\nbots: {{b: {{title: B, start: m, menus: {menus}}}}}\n"
    here = of_queue("bot: b", TWO_QUEUES)

    assert folder.load(here, more=more).queues["billing"].bot == "b"
    assert folder.problems(
        here.replace("sales: {title: Sales, desk: slack", "sales: {title: Sales, desk: other"), more=more
    ) == [
        (
            "bridge.yaml:21  bots -> b -> menus -> m -> choices -> c -> queue: queue 'sales' is handled on another "
            f"desk than queue 'billing'. Name a queue of desk 'slack'.{DOCS}choices-queue"
        )
    ]


def test_a_skill_is_known_when_one_agent_has_it(folder: Folder) -> None:
    text = of_queue("agent_choice: {skills: [refunds, refnds]}").replace(
        "name: Ada Lovelace", "name: Ada\n    skills: [refunds]"
    )

    assert folder.problems(text) == [
        (
            "bridge.yaml:6  queues -> billing -> agent_choice -> skills -> item 2: no agent has the skill 'refnds'. "
            f"Did you mean 'refunds'?{DOCS}agent_choice-skills"
        )
    ]


def test_of_several_desks_a_team_names_its_own(folder: Folder) -> None:
    desks = "  other: {type: slack, bot_token: x}\n"

    assert folder.problems(more=desks + "teams: {t: {supervisors_place: C9}}\n") == [
        f"bridge.yaml:19  teams -> t: there are several desks. Write 'desk: slack', or another.{DOCS}teams-desk"
    ]
    team = folder.load(more=desks + "teams: {t: {supervisors_place: C9, desk: other}}\n").teams["t"]
    assert team.desk == "other"


def test_sections_of_the_wrong_shape_are_told_once(folder: Folder) -> None:
    problems = folder.problems(more="teams: {t: 5}\nbots: {b: 5}\ncanned: {c: 5}\nhours: 5\n")

    assert [problem.partition("  ")[2].partition(":")[0] for problem in problems] == [
        "teams -> t",
        "bots -> b",
        "canned -> c",
        "hours",
    ]


def test_hours_are_kept_in_order(folder: Folder) -> None:
    more = "hours: {o: {zone: UTC, open: {monday: ['13:00 - 24:00', '9:00-12:00']}, holidays: {2026-12-25: []}}}\n"
    calendar = folder.load(more=more).hours["o"]

    assert calendar.model_dump(mode="json") == {
        "zone": "UTC",
        "open": {"monday": ["09:00-12:00", "13:00-24:00"]},
        "holidays": {"2026-12-25": []},
    }
    assert (
        type(calendar).model_validate({"zone": "UTC", "open": calendar.open, "holidays": calendar.holidays}) == calendar
    )
