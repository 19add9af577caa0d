// What a page's own scripts can keep in a browser: `read` gives all of it, `plant` puts a word there, `take` removes it.
(() => {
  const NAME = "planted";
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error("blocked"));
    });
  const databases = async () => {
    const all = {};
    for (const { name, version } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name, version));
      for (const store of database.objectStoreNames) {
        const open = () => database.transaction(store).objectStore(store);
        all[`${name}/${store}`] = JSON.stringify([await done(open().getAllKeys()), await done(open().getAll())]);
      }
      database.close();
    }
    return all;
  };
  const caches_ = async () => {
    const all = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        all.push([name, request.url, [...request.headers], [...response.headers], await response.text()]);
      }
    }
    return all;
  };
  const files = async (folder) => {
    const all = [];
    for await (const [name, handle] of folder.entries()) {
      all.push([name, handle.kind === "file" ? await (await handle.getFile()).text() : await files(handle)]);
    }
    return all;
  };
  const workers = async () =>
    (await navigator.serviceWorker.getRegistrations()).map((one) => [
      one.scope,
      ...[one.installing, one.waiting, one.active].map((worker) => worker?.scriptURL),
    ]);
  return {
    read: async () => ({
      "local storage": { ...localStorage },
      "session storage": { ...sessionStorage },
      "indexed databases": await databases(),
      "cookies of scripts": document.cookie,
      "cache storage": await caches_(),
      "private files": await files(await navigator.storage.getDirectory()),
      "service workers": await workers(),
      "history state": history.state,
      "window name": window.name,
      "address and title": [location.href, document.title, document.referrer],
    }),
    plant: {
      "local storage": (word) => localStorage.setItem(NAME, word),
      "session storage": (word) => sessionStorage.setItem(NAME, word),
      "indexed databases": async (word) => {
        const opening = indexedDB.open(NAME, 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("words");
        const database = await done(opening);
        await done(database.transaction("words", "readwrite").objectStore("words").put({ deep: [word] }, 1));
        database.close();
      },
      "cookies of scripts": (word) => {
        document.cookie = `${NAME}=${encodeURIComponent(word)}; path=/; SameSite=Strict`;
      },
      "cache storage": async (word) => (await caches.open(NAME)).put("/planted", new Response(word)),
      "private files": async (word) => {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(NAME, { create: true });
        const file = await folder.getFileHandle("words", { create: true });
        const writing = await file.createWritable();
        await writing.write(word);
        await writing.close();
      },
      "history state": (word) => history.replaceState({ ...history.state, [NAME]: word }, ""),
      "window name": (word) => {
        window.name = word;
      },
      "address and title": (word) => {
        document.title = word;
      },
    },
    take: {
      "local storage": () => localStorage.removeItem(NAME),
      "session storage": () => sessionStorage.removeItem(NAME),
      "indexed databases": () => done(indexedDB.deleteDatabase(NAME)),
      "cookies of scripts": () => {
        document.cookie = `${NAME}=; path=/; max-age=0`;
      },
      "cache storage": () => caches.delete(NAME),
      "private files": async () => (await navigator.storage.getDirectory()).removeEntry(NAME, { recursive: true }),
      "history state": () => history.replaceState(null, ""),
      "window name": () => {
        window.name = "";
      },
      "address and title": () => {
        document.title = "";
      },
    },
  };
})()
