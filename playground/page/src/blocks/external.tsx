/** A select whose options the app gives while one types (`block_suggestion`). */
import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Option, OptionGroup } from "../slack/types";
import type { FieldProps } from "./inputs";
import { useSurface } from "./surface";
import { words } from "./text";

const WAIT_MS = 250;

export function ExternalSelect({ element, blockId, value, change, aria }: FieldProps): JSX.Element {
  const surface = useSurface();
  const list = useId();
  const chosen = value.selected_option as Option | null;
  const [query, setQuery] = useState<string | null>(null);
  const [found, setFound] = useState<Option[] | string>([]);
  const [at, setAt] = useState(0);
  const asked = useRef(0);
  useEffect(() => {
    if (query === null || query.length < (element.min_query_length ?? 3)) return setFound([]);
    const turn = (asked.current += 1);
    const timer = setTimeout(() => {
      const body = { ...surface.where, block_id: blockId, action_id: element.action_id, value: query };
      void surface.client.attempt("suggest", body).then(
        (answer) => turn === asked.current && setFound(flatten(answer)),
        (error: unknown) => turn === asked.current && setFound(error instanceof Error ? error.message : String(error)),
      );
    }, WAIT_MS);
    return () => clearTimeout(timer);
  }, [query]);
  const options = typeof found === "string" ? [] : found;
  const pick = (option: Option | undefined): void => {
    if (!option) return;
    change({ selected_option: option });
    setQuery(null);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") setAt(Math.min(at + 1, options.length - 1));
    else if (event.key === "ArrowUp") setAt(Math.max(at - 1, 0));
    else if (event.key === "Enter" && query !== null) pick(options[at]);
    else if (event.key === "Escape" && query !== null) {
      event.stopPropagation();
      setQuery(null);
      return;
    } else return;
    event.preventDefault();
  };
  const open = query !== null && (options.length > 0 || typeof found === "string");
  const drawn = useRef<HTMLUListElement>(null);
  useEffect(() => drawn.current?.scrollIntoView({ block: "nearest" }), [open, found]);
  useEffect(() => drawn.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" }), [at]);
  return (
    <div class="external">
      <input
        {...aria}
        class="field"
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        autocomplete="off"
        value={query ?? words(chosen?.text)}
        placeholder={words(element.placeholder) || "Type to search"}
        onInput={(event) => {
          setQuery((event.target as HTMLInputElement).value);
          setAt(0);
        }}
        onKeyDown={keys}
        onBlur={() => setTimeout(() => setQuery(null), WAIT_MS)}
      />
      {open && (
        <ul ref={drawn} class="external-list" id={list} role="listbox">
          {typeof found === "string" && <li class="unknown">{found}</li>}
          {options.map((option, index) => (
            <li
              key={option.value}
              role="option"
              aria-selected={index === at}
              class="external-option"
              onPointerDown={() => pick(option)}
            >
              {words(option.text)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function flatten(answer: Record<string, unknown>): Option[] {
  const groups = (answer.option_groups as OptionGroup[] | undefined) ?? [];
  return [...((answer.options as Option[] | undefined) ?? []), ...groups.flatMap((group) => group.options)];
}
