/** Whether two web addresses belong to the same site: http or https, and the same host apart from a leading `www.`. */
export function isSameSite(one: string, other: string): boolean {
  const [a, b] = [webHost(one), webHost(other)];
  return a !== null && a === b;
}

function webHost(href: string): string | null {
  try {
    const at = new URL(href);
    return /^https?:$/.test(at.protocol) ? at.hostname.replace(/^www\./, "") : null;
  } catch {
    return null;
  }
}
