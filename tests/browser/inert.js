// Gives what came alive in a document: elements and attributes that no words of people's can become.
([mark, linked]) => {
  const alive = [];
  const plain = (value) => value.replace(/[\u0000-\u0020]/g, "").toLowerCase();
  const RUNS = /^(javascript|vbscript|data:text|data:image\/svg)/;
  const LEADS = "src href action formaction srcset data poster xlink:href background ping style".split(" ");
  const look = (root) => {
    for (const one of root.querySelectorAll("*")) {
      const name = one.localName;
      const tell = (what) => alive.push(`${name}: ${what}`.slice(0, 300));
      if (["base", "object", "embed", "applet", "marquee"].includes(name)) tell("is there");
      if (name === "meta" && one.httpEquiv.toLowerCase() === "refresh") tell("is there");
      if (["script", "style"].includes(name) && one.textContent.includes(mark)) tell(one.textContent);
      if (`${one.id} ${one.getAttribute("class")} ${one.getAttribute("name")}`.includes(mark)) tell(one.outerHTML);
      for (const { name: key, value } of one.attributes) {
        if (key.startsWith("on") || key === "srcdoc") tell(`${key}=${value}`);
        if (LEADS.includes(key) && RUNS.test(plain(value))) tell(`${key}=${value}`);
        // A file's name may stand in an address of our own. Words may hold another; as a link it says where it leads,
        // unless the platform lets people name their links.
        const says = linked || one.textContent.trim() === value.trim();
        const apart = one.relList?.contains("noopener") || (linked && one.target === "_blank");
        const honest = name === "a" && key === "href" && says && apart;
        const leads = key !== "style" && URL.canParse(value, location.href) ? new URL(value, location.href) : null;
        const stays = leads?.hostname === location.hostname && leads.protocol === location.protocol;
        if (LEADS.includes(key) && value.includes(mark) && !honest && !stays) tell(`${key}=${value}`);
      }
      if (one.shadowRoot) look(one.shadowRoot);
    }
  };
  look(document);
  return alive;
}
