/**
 * Looks at a page as it is drawn and lists what a careful eye would mark: overlap, clipping, overflow, unstyled controls, faint text.
 * Runs in the page; `layout.py` calls it. Text that ends in an ellipsis and what has been scrolled away are meant to be so.
 */
(rootSelector) => {
  const SLACK_PX = 1.5;
  const found = [];
  const root = rootSelector ? document.querySelector(rootSelector) : document.body;
  if (!root) return [`nothing matches ${rootSelector}`];
  const name = (el) => {
    const text = (el.getAttribute("aria-label") || el.textContent || "").trim().replace(/\s+/g, " ").slice(0, 40);
    const kind = typeof el.className === "string" && el.className ? `.${el.className.trim().split(/\s+/).join(".")}` : "";
    return `<${el.tagName.toLowerCase()}${kind}> “${text}”`;
  };
  const report = (what, el, more = "") => found.push(`${what}: ${name(el)}${more ? ` ${more}` : ""}`);
  const box = (el) => el.getBoundingClientRect();
  const style = (el) => getComputedStyle(el);
  const seen = (el) => el.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });

  /** The part of a rectangle that the scrolling and clipping around it leaves, and whether something cut it that should not. */
  const clip = (el, rect) => {
    let { left, top, right, bottom } = rect;
    let cut = "";
    for (let at = el; at && at !== document.documentElement; at = at.parentElement) {
      const { overflowX, overflowY, textOverflow, position } = style(at);
      if (overflowX !== "visible") {
        const frame = box(at);
        const [x1, y1, x2, y2] = [frame.left + at.clientLeft, frame.top + at.clientTop, frame.left + at.clientLeft + at.clientWidth, frame.top + at.clientTop + at.clientHeight];
        const meant = textOverflow === "ellipsis";
        if (!meant && !/auto|scroll/.test(overflowX) && (left < x1 - SLACK_PX || right > x2 + SLACK_PX) && right > x1 && left < x2) cut ||= name(at);
        if (!meant && !/auto|scroll/.test(overflowY) && (top < y1 - SLACK_PX || bottom > y2 + SLACK_PX) && bottom > y1 && top < y2) cut ||= name(at);
        [left, top, right, bottom] = [Math.max(left, x1), Math.max(top, y1), Math.min(right, x2), Math.min(bottom, y2)];
      }
      if (position === "fixed") break;
    }
    [left, top, right, bottom] = [Math.max(left, 0), Math.max(top, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
    return { rect: right - left > 1 && bottom - top > 1 ? { left, top, right, bottom } : null, cut };
  };

  const texts = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const el = node.parentElement;
    if (!node.data.trim() || !el || /^(SCRIPT|STYLE|OPTION|OPTGROUP|NOSCRIPT)$/.test(el.tagName) || !seen(el)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue;
      const shown = clip(el, rect);
      if (shown.cut) report("clipped text", el, `by ${shown.cut}`);
      if (shown.rect) texts.push({ el, rect: shown.rect });
    }
  }

  const controls = [...root.querySelectorAll("button, a[href], input, select, textarea, summary, [role=button]")].filter((el) => seen(el) && style(el).opacity !== "0");
  for (const el of controls) {
    const whole = box(el);
    const shown = clip(el, whole);
    if (shown.cut) report("clipped control", el, `by ${shown.cut}`);
    if (!shown.rect) continue;
    if (whole.width < 16 || whole.height < 16) if (style(el).display !== "inline" && !/^(checkbox|radio)$/.test(el.type)) report("tiny control", el, `${Math.round(whole.width)}×${Math.round(whole.height)}`);
    const looks = style(el);
    if (/outset|inset/.test(looks.borderStyle)) report("unstyled control", el);
    if (el.tagName !== "A" && !/^(checkbox|radio|file|range|color)$/.test(el.type) && looks.fontFamily !== style(document.body).fontFamily) report("control in another typeface", el, looks.fontFamily);
    const at = document.elementFromPoint((shown.rect.left + shown.rect.right) / 2, (shown.rect.top + shown.rect.bottom) / 2);
    const label = el.closest("label");
    if (at && !el.contains(at) && !at.contains(el) && !label?.contains(at)) report("covered control", el, `by ${name(at)}`);
  }

  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  const related = (a, b) => a === b || a.contains(b) || b.contains(a);
  texts.sort((a, b) => a.rect.top - b.rect.top);
  texts.forEach((one, at) => {
    for (let next = at + 1; next < texts.length && texts[next].rect.top < one.rect.bottom; next += 1) {
      if (!related(one.el, texts[next].el) && overlap(one.rect, texts[next].rect)) report("overlapping text", one.el, `and ${name(texts[next].el)}`);
    }
  });
  controls.forEach((one, at) => controls.slice(at + 1).forEach((two) => {
    const [a, b] = [clip(one, box(one)).rect, clip(two, box(two)).rect];
    if (a && b && !related(one, two) && overlap(a, b)) report("overlapping controls", one, `and ${name(two)}`);
  }));

  const colour = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (el) => {
    for (let at = el; at; at = at.parentElement) {
      const looks = style(at);
      if (looks.backgroundImage !== "none" && at.tagName !== "SELECT") return null;
      const [r, g, b, alpha = 1] = colour(looks.backgroundColor);
      if (alpha > 0.95) return [r, g, b];
    }
    return [255, 255, 255];
  };
  for (const el of new Set(texts.map((each) => each.el))) {
    const behind = ground(el);
    if (!behind || el.closest(":disabled, [aria-busy=true]") || !/^rgb/.test(style(el).color)) continue;
    const [a, b] = [light(colour(style(el).color)), light(behind)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.45) report("faint text", el, `contrast ${ratio.toFixed(2)}`);
  }

  const wide = document.documentElement;
  if (wide.scrollWidth > innerWidth + 1) found.push(`the page is wider than the window: ${wide.scrollWidth} > ${innerWidth}`);
  return [...new Set(found)];
}
