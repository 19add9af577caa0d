"""The first-line bot's dialogue: greeting, menus, questions, articles, and making way for an agent."""

from core.bots.dialogue import Said, answer
from core.conversation.bot_talk import BotTalk
from core.features.answering import Answer
from core.ids import BotId, QueueId
from core.messages import Choices, Text
from core.policy.bots import Bot, BotChoice, BotMenu, BotQuestion, HandOver
from core.policy.forms import FieldKind
from tests.build import NOW
from tests.build_policy import a_bot

START = BotTalk(BotId("tilly"), NOW)
MENU = "What is it about?\n1. My order\n2. A human"


def knows(text: str) -> Text | None:
    """Know of opening hours and nothing else."""
    return Text("We open at nine.") if "open" in text else None


def said(bot: Bot, *texts: str) -> Said:
    """Let a customer write texts one after the other; give what the bot says to the last."""
    talk, result = START, Said((), START)
    for text in texts:
        result = answer(bot, talk, text, knows)
        talk = result.talk
    return result


def words(result: Said) -> list[str]:
    """Give the words of what was said."""
    return [one.text for one in result.replies]


def test_the_first_words_bring_the_greeting_and_the_menu() -> None:
    result = said(a_bot(), "hi")
    assert words(result) == ["Hello, I am a bot.", MENU]
    assert result.replies[1].asks == Choices(("My order", "A human"))
    assert not result.over


def test_a_choice_is_understood_by_number_words_and_beginning() -> None:
    for typed in ("1", "my order", "my o"):
        assert words(said(a_bot(), "hi", typed)) == ["Which number?"]


def test_answers_are_learnt_and_the_last_question_of_a_choice_hands_over() -> None:
    result = said(a_bot(), "hi", "1", "4711")
    assert result.learnt == (Answer("number", "Number", ("4711",)),)
    assert result.over
    assert words(result) == []


def test_a_choice_without_questions_or_menu_hands_over_with_its_words() -> None:
    choice = BotChoice("human", "A human", say="One moment.", queue=QueueId("sales"), priority=3)
    bot = a_bot(menus={"main": BotMenu("main", "What?", (choice,))}, hand_over=HandOver(say="I fetch somebody."))
    result = said(bot, "hi", "1")
    assert words(result) == ["One moment.", "I fetch somebody."]
    assert result.over
    assert (result.talk.queue, result.talk.priority) == ("sales", 3)


def test_a_menu_can_lead_to_another() -> None:
    menus = {
        "main": BotMenu("main", "What?", (BotChoice("tea", "Tea", menu="teas"), BotChoice("gone", "Gone", menu="no"))),
        "teas": BotMenu("teas", "Which?", (BotChoice("black", "Black"),)),
    }
    assert words(said(a_bot(menus=menus), "hi", "tea")) == ["Which?\n1. Black"]
    assert said(a_bot(menus=menus), "hi", "gone").over


def test_a_word_for_an_agent_hands_over_at_any_step() -> None:
    bot = a_bot(hand_over=HandOver(words=("human", "real person"), say="Of course."))
    assert words(said(bot, "A HUMAN, please")) == ["Hello, I am a bot.", "Of course."]
    assert said(bot, "hi", "1", "give me a real, person!").over
    assert not said(bot, "hi", "humane").over


def test_what_is_not_understood_brings_the_menu_again_and_then_an_agent() -> None:
    bot = a_bot(unknown="I don't know that.")
    assert words(said(bot, "hi", "what?")) == ["I don't know that.", MENU]
    assert said(bot, "hi", "what?", "what??").over


def test_an_article_answers_free_words_and_the_menu_stays() -> None:
    bot = a_bot(knowledge=("help",))
    result = said(bot, "hi", "what?", "when do you open")
    assert words(result) == ["We open at nine.", MENU]
    assert result.talk.misses == 0
    assert not said(bot, "hi", "what?", "when do you open", "what?").over


def test_a_bot_of_articles_alone_answers_the_first_words() -> None:
    bot = a_bot(start=None, menus={}, knowledge=("help",))
    assert words(said(bot, "are you open?")) == ["Hello, I am a bot.", "We open at nine."]
    assert said(bot, "are you open?", "something else").over
    patient = a_bot(start=None, menus={}, knowledge=("help",), unknown="Sorry?")
    assert words(said(patient, "open?", "else")) == ["Sorry?"]
    assert said(patient, "open?", "else", "else").over


def test_a_bot_that_only_greets_hands_over_at_once() -> None:
    result = said(a_bot(start=None), "hi")
    assert words(result) == ["Hello, I am a bot."]
    assert result.over


def test_an_answer_that_does_not_fit_is_asked_for_again_and_then_left_out() -> None:
    question = BotQuestion("mail", "Your email?", "Email", FieldKind.EMAIL, again="Like name@example.com, please.")
    bot = a_bot(ask=("mail",), questions={"mail": question})
    assert words(said(bot, "hi")) == ["Hello, I am a bot.", "Your email?"]
    assert words(said(bot, "hi", "no")) == ["Like name@example.com, please."]
    result = said(bot, "hi", "no", "no")
    assert words(result) == [MENU]
    assert result.learnt == ()


def test_without_words_for_it_the_question_itself_is_asked_again() -> None:
    bot = a_bot(ask=("n",), questions={"n": BotQuestion("n", "How many?", "Number", FieldKind.NUMBER)})
    assert words(said(bot, "hi", "many")) == ["How many?"]


def test_the_first_questions_lead_to_the_menu_or_to_an_agent() -> None:
    asked = {"ask": ("number", "number")}
    assert words(said(a_bot(**asked), "hi", "1")) == ["Which number?"]
    assert words(said(a_bot(**asked), "hi", "1", "2")) == [MENU]
    assert said(a_bot(**asked, start=None), "hi", "1", "2").over


def test_one_option_can_be_clicked_and_many_are_written() -> None:
    one = BotQuestion("tea", "Which tea?", "Tea", FieldKind.CHOICE, ("Black", "Green"))
    many = BotQuestion("teas", "Which teas?", "Teas", FieldKind.MANY, ("Black", "Green"))
    bot = a_bot(ask=("tea", "teas"), questions={"tea": one, "teas": many})
    assert said(bot, "hi").replies[1].asks == Choices(("Black", "Green"))
    following = said(bot, "hi", "green")
    assert following.replies == (Text("Which teas?\n1. Black\n2. Green"),)
    assert said(bot, "hi", "green", "1, 2").learnt == (Answer("teas", "Teas", ("Black", "Green")),)


def test_a_step_that_the_configuration_no_longer_has_hands_over() -> None:
    for step in ("menu/gone", "ask/main/gone/0", "ask/gone/order/0", "ask/main/order/7", "ask/x", "else"):
        assert answer(a_bot(), BotTalk(BotId("tilly"), NOW, step), "hi", knows).over
    assert said(a_bot(start="gone"), "hi").over


def test_a_question_that_the_configuration_no_longer_has_is_passed_over() -> None:
    assert words(said(a_bot(ask=("gone",)), "hi")) == ["Hello, I am a bot.", MENU]
