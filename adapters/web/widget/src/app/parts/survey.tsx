/**
 * What the customer is asked after the chat: a score, then words if they like.
 *
 * Rules: the score is sent with the click, so that it is not lost with a closed page; it can be changed until the words
 * are sent or left out; what could not be sent says so and can be sent again.
 */
import { useId, useState } from "preact/hooks";
import { text } from "../strings";
import type { Survey as Asked } from "../wire";
import { useChat, useChatState } from "./context";
import { Icon } from "./icon";

const COMMENT_MAX = 2000;

export function Survey({ survey }: { survey: Asked }) {
  if (survey.said || (survey.score !== null && survey.comment === null)) return <Thanks survey={survey} />;
  return (
    <section class="survey" aria-label={survey.question}>
      <Score survey={survey} />
      {survey.score !== null && survey.comment !== null && <Comment survey={survey} question={survey.comment} score={survey.score} />}
      <Trouble />
    </section>
  );
}

function Score({ survey }: { survey: Asked }) {
  const { chat } = useChat();
  const name = useId();
  const isStars = survey.scale <= 5;
  return (
    <fieldset class="score">
      <legend>{survey.question}</legend>
      <div class={isStars ? "stars" : "numbers"}>
        {Array.from({ length: survey.scale }, (_, i) => i + 1).map((n) => (
          <label key={n} class={survey.score !== null && (isStars ? n <= survey.score : n === survey.score) ? "on" : ""}>
            <input
              type="radio"
              name={name}
              value={n}
              checked={n === survey.score}
              aria-label={text.rateLabel(n, survey.scale)}
              onChange={() => chat.answers.rate(n, "")}
            />
            {isStars ? <Icon name="star" /> : <span aria-hidden="true">{n}</span>}
          </label>
        ))}
      </div>
      <div class="score-ends" aria-hidden="true">
        <span>{text.rateWorst}</span>
        <span>{text.rateBest}</span>
      </div>
    </fieldset>
  );
}

function Comment({ survey, question, score }: { survey: Asked; question: string; score: number }) {
  const { chat } = useChat();
  const { rating } = useChatState();
  const [words, setWords] = useState("");
  const id = useId();
  const send = (): void => {
    if (words.trim() !== "") chat.answers.rate(score, words.trim());
  };
  return (
    <div class="survey-comment">
      <label for={id}>{question}</label>
      <textarea id={id} rows={2} dir="auto" maxLength={COMMENT_MAX} value={words} onInput={(event) => setWords(event.currentTarget.value)} />
      <div class="survey-buttons">
        <button type="button" class="plain small" disabled={rating?.isSending} onClick={() => chat.answers.leaveSurvey()}>
          {text.rateSkip}
        </button>
        <button type="button" class="primary small" disabled={words.trim() === "" || rating?.isSending} onClick={send}>
          {survey.score !== null && rating?.isSending ? text.formSending : text.rateSend}
        </button>
      </div>
    </div>
  );
}

function Trouble() {
  const { rating } = useChatState();
  if (!rating?.message) return null;
  return (
    <p class="field-error" role="alert">
      <Icon name="alert" />
      {rating.message}
    </p>
  );
}

function Thanks({ survey }: { survey: Asked }) {
  const isStars = survey.scale <= 5;
  return (
    <section class="survey thanks" role="status">
      {survey.score !== null && (
        <span class="thanks-score" aria-label={text.rateLabel(survey.score, survey.scale)} role="img">
          {isStars ? Array.from({ length: survey.score }, (_, i) => <Icon key={i} name="star" />) : `${survey.score}/${survey.scale}`}
        </span>
      )}
      <p>{text.rateThanks}</p>
    </section>
  );
}
