/**
 * Tells when the customer moves to another page of the site, single-page applications included.
 *
 * Rules: the query string never leaves the page, nor a fragment that is not a route (`#/cart`): both may hold
 * secrets. Changes within SETTLE_MS are told once, so that a title set after the navigation is the one told.
 */
const SETTLE_MS = 400;

export interface Page {
  url: string;
  title: string;
}

/** The page's address without query string and without a fragment other than a route. */
export function cleanAddress(href: string): string {
  const at = new URL(href);
  const route = /^#!?\//.test(at.hash) ? (at.hash.split("?")[0] ?? "") : "";
  return at.origin + at.pathname + route;
}

export function currentPage(title = document.title): Page {
  return { url: cleanAddress(location.href), title: title.slice(0, 200) };
}

/** Call `moved` after each navigation; the history functions keep working as before. */
export function trackPages(moved: () => void): void {
  let timer = 0;
  const settle = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(moved, SETTLE_MS);
  };
  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name];
    history[name] = function (this: History, ...args: Parameters<History["pushState"]>): void {
      original.apply(this, args);
      settle();
    };
  }
  addEventListener("popstate", settle);
  addEventListener("hashchange", settle);
}
