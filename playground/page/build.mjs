/**
 * Builds the playground's page into ../static: app.js and app.css from src/, cards.js with Microsoft's renderer of Adaptive
 * Cards, which is loaded when the first card is shown, and the plain files of public/ as they are.
 * The same sources and lock file give the same bytes on every machine, so the committed result can be compared.
 */
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static");
const require = createRequire(import.meta.url);

/** Slack's emoji names come from the iamcal list; only name, character and toned-or-not are bundled. */
const emojiTable = {
  name: "emoji-table",
  setup(build) {
    build.onResolve({ filter: /^emoji-table$/ }, () => ({ path: "emoji-table", namespace: "emoji-table" }));
    build.onLoad({ filter: /.*/, namespace: "emoji-table" }, async () => ({
      contents: JSON.stringify(await emojiRows()),
      loader: "json",
    }));
  },
};

async function emojiRows() {
  const read = async (name) => JSON.parse(await readFile(require.resolve(`emojibase-data/en/${name}`), "utf8"));
  const [all, names] = [await read("data.json"), await read("shortcodes/iamcal.json")];
  return all
    .filter((emoji) => names[emoji.hexcode] !== undefined && emoji.group !== undefined)
    .sort((a, b) => a.order - b.order)
    .map((emoji) => [emoji.emoji, [names[emoji.hexcode]].flat().join(" "), emoji.group, emoji.skins ? 1 : 0]);
}

/** Browsers keep assets; a mark of their content in the address makes them take the new ones. */
async function marked(name) {
  const content = await readFile(join(out, name));
  return `${name}?v=${createHash("sha256").update(content).digest("hex").slice(0, 10)}`;
}

async function markAssets() {
  const index = join(out, "index.html");
  let html = await readFile(index, "utf8");
  for (const name of ["app.css", "app.js"]) html = html.replace(`/static/${name}`, `/static/${await marked(name)}`);
  await writeFile(index, html);
}

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  outdir: out,
  logLevel: "info",
};
// The renderer's carousel, which Teams does not show, is left out; what it would import is never loaded.
const licence = await readFile(join(dirname(require.resolve("adaptivecards")), "../LICENSE"), "utf8");
const banner = { js: `/*! Adaptive Cards. ${licence.replaceAll("\r", "").trim()} */` };
const cards = {
  ...common,
  banner,
  entryPoints: { cards: "src/teams/cards/renderer.ts" },
  external: ["swiper", "swiper/*"],
};
const page = (cardsScript) => ({
  ...common,
  entryPoints: { app: "src/main.tsx" },
  jsx: "automatic",
  jsxImportSource: "preact",
  define: { CARDS_SCRIPT: JSON.stringify(cardsScript) },
  plugins: [emojiTable],
  external: ["./cards.js*"],
});

await mkdir(out, { recursive: true });
await cp(join(here, "public"), out, { recursive: true });
if (process.argv.includes("--watch")) {
  for (const options of [cards, page("./cards.js")]) await (await esbuild.context(options)).watch();
} else {
  await esbuild.build(cards);
  await esbuild.build(page(`./${await marked("cards.js")}`));
  await markAssets();
}
