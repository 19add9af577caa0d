/** The customer's browser: a small shop's page with the real widget on it, in a frame of its own. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../shell/icons";
import { theme } from "../shell/theme";

export function CustomerWorld(): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null);
  const reload = (): void => frame.current?.contentWindow?.location.reload();
  useEffect(() => {
    // Same origin, so the shop can follow the page's light or dark.
    const page = frame.current?.contentDocument?.documentElement;
    if (page) page.dataset.theme = theme.value;
  }, [theme.value]);
  return (
    <div class="browser">
      <header class="browser-bar">
        <button type="button" class="tool" aria-label="Reload the customer’s page" title="Reload" onClick={reload}>
          <Icon name="reload" size={16} />
        </button>
        <span class="address">
          <Icon name="lock" size={13} />
          <span>northwind-tea.example</span>
        </span>
        <a
          class="tool"
          href="/shop"
          target="_blank"
          rel="noopener"
          aria-label="Open the customer’s page in its own tab"
          title="Open in its own tab"
        >
          <Icon name="external" size={16} />
        </a>
      </header>
      <iframe
        ref={frame}
        class="browser-page"
        src="/shop"
        title="The customer’s web page"
        allow="camera; microphone; display-capture; clipboard-write"
      />
    </div>
  );
}
