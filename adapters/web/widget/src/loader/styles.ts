/**
 * Style of the launcher and of the panel around the iframe. Adopted as a constructed sheet, so it works under a
 * host page's `style-src 'self'`; a <style> element would be refused.
 */
export const CSS = `
:host { all: initial !important; }
.launcher, .panel { position: fixed; z-index: 2147483000; box-sizing: border-box; }
.launcher {
  --accent: #3b5bdb; --on-accent: #fff;
  inset-block-end: calc(20px + env(safe-area-inset-bottom, 0px)); inset-inline-end: 20px;
  inline-size: 60px; block-size: 60px; padding: 0; border: 0; border-radius: 50%; cursor: pointer;
  color: var(--on-accent); background: var(--accent);
  box-shadow: 0 1px 3px rgb(0 0 0 / .16), 0 8px 24px rgb(0 0 0 / .2);
  transition: transform .18s cubic-bezier(.2,.8,.3,1), box-shadow .18s, opacity .18s;
  -webkit-tap-highlight-color: transparent;
}
.launcher::before { content: ""; position: absolute; inset: 0; border-radius: 50%; background: linear-gradient(160deg, rgb(255 255 255 / .18), rgb(255 255 255 / 0) 60%); }
.launcher:hover { transform: scale(1.06); box-shadow: 0 2px 6px rgb(0 0 0 / .18), 0 12px 32px rgb(0 0 0 / .24); }
.launcher:active { transform: scale(.96); }
.launcher:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
.start .launcher, .start .panel { inset-inline: 20px auto; }
svg { position: absolute; inset: 0; margin: auto; inline-size: 28px; block-size: 28px; transition: transform .22s, opacity .16s; }
.down { opacity: 0; transform: rotate(-60deg) scale(.6); }
[aria-expanded=true] .chat { opacity: 0; transform: rotate(60deg) scale(.6); }
[aria-expanded=true] .down { opacity: 1; transform: none; }
.badge {
  position: absolute; inset-block-start: -3px; inset-inline-end: -3px; min-inline-size: 22px; block-size: 22px; padding: 0 6px;
  box-sizing: border-box; border-radius: 11px; border: 2px solid #fff; background: #d92d20; color: #fff;
  font: 700 12px/18px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; text-align: center;
}
.badge[hidden] { display: none; }
.panel {
  inset-block-end: calc(92px + env(safe-area-inset-bottom, 0px)); inset-inline-end: 20px;
  inline-size: 400px; block-size: min(640px, calc(100vh - 112px)); max-inline-size: calc(100vw - 40px);
  border-radius: 18px; overflow: hidden; background: #fff;
  box-shadow: 0 0 0 1px rgb(0 0 0 / .06), 0 12px 48px rgb(0 0 0 / .24);
  visibility: hidden; opacity: 0; transform: translateY(14px) scale(.98); transform-origin: 100% 100%;
  transition: opacity .18s, transform .22s cubic-bezier(.2,.8,.3,1), visibility 0s .22s;
}
.panel.open { visibility: visible; opacity: 1; transform: none; transition-delay: 0s; }
iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; background: transparent; color-scheme: normal; }
.waiting {
  position: absolute; inset: 0; display: grid; place-items: center; margin: 0; padding: 40px; color: #5b6270; text-align: center;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
.waiting:empty::after {
  content: ""; inline-size: 28px; block-size: 28px; border-radius: 50%; border: 3px solid #c9ced8; border-block-start-color: #5b6270; animation: turn .9s linear infinite;
}
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-color-scheme: dark) { .panel { background: #17191e; } .waiting { color: #a5adbb; } }
/* Until the chat is there the frame is unseen: a browser's own error page is not for customers. */
.panel:not([data-state=ready]) iframe { visibility: hidden; }
[data-state=ready] .waiting { display: none; }
@media (max-width: 667px) {
  .panel, .start .panel {
    inset: 0 auto auto 0; inline-size: 100vw; block-size: 100%; max-inline-size: none; border-radius: 0; box-shadow: none;
    padding: env(safe-area-inset-top, 0px) env(safe-area-inset-right, 0px) env(safe-area-inset-bottom, 0px) env(safe-area-inset-left, 0px);
  }
  .open[data-state=ready] + .launcher { visibility: hidden; }
}
@media (prefers-reduced-motion: reduce) { .launcher, .panel, svg { transition: none !important; } .waiting::after { animation: none !important; } .launcher:hover { transform: none; } }
@media print { .launcher, .panel { display: none; } }
`;
