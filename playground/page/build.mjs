/**
 * Builds the playground's page into ../static: app.js and app.css from src/, and the plain files of public/ as they are.
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
async function markAssets() {
  const index = join(out, "index.html");
  let html = await readFile(index, "utf8");
  for (const name of ["app.css", "app.js"]) {
    const mark = createHash("sha256")
      .update(await readFile(join(out, name)))
      .digest("hex")
      .slice(0, 10);
    html = html.replace(`/static/${name}`, `/static/${name}?v=${mark}`);
  }
  await writeFile(index, html);
}

const options = {
  absWorkingDir: here,
  entryPoints: { app: "src/main.tsx" },
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  jsx: "automatic",
  jsxImportSource: "preact",
  charset: "utf8",
  legalComments: "none",
  outdir: out,
  logLevel: "info",
  plugins: [emojiTable],
};

await mkdir(out, { recursive: true });
await cp(join(here, "public"), out, { recursive: true });
if (process.argv.includes("--watch")) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options);
  await markAssets();
}
