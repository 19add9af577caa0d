/**
 * Builds the widget into ../static with names that carry a hash of the content, and a manifest.json
 * that maps each plain name to the hashed one. The same sources give the same bytes, so the result
 * is committed and a test compares a fresh build with it. Nothing here reaches the network.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const outdir = resolve(process.argv[2] ?? join(here, "..", "static"));

/** plain name -> entry point, output format, and the most it may weigh gzipped (bytes). */
const TARGETS = {
  "widget.js": { entry: "src/loader/main.ts", budget: 6_000 },
  "app.js": { entry: "src/app/main.tsx", budget: 45_000 },
  "app.css": { entry: "src/app/styles/app.css", budget: 12_000 },
  "form.js": { entry: "src/page/main.tsx", budget: 15_000 },
  "view.js": { entry: "src/page/view.ts", budget: 1_500 },
  "form.css": { entry: "src/page/page.css", budget: 6_000 },
};

async function bundle(entry) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["chrome107", "firefox109", "safari16"],
    jsx: "automatic",
    jsxImportSource: "preact",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  return result.outputFiles[0].contents;
}

mkdirSync(outdir, { recursive: true });
for (const name of readdirSync(outdir)) rmSync(join(outdir, name), { recursive: true });

const manifest = {};
let over = false;
for (const [name, { entry, budget }] of Object.entries(TARGETS)) {
  const content = await bundle(entry);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const dot = name.lastIndexOf(".");
  manifest[name] = `${name.slice(0, dot)}-${hash}${name.slice(dot)}`;
  writeFileSync(join(outdir, manifest[name]), content);
  const gz = gzipSync(content, { level: 9 }).length;
  const verdict = gz > budget ? `OVER its budget of ${budget}` : "ok";
  over ||= gz > budget;
  console.log(`${manifest[name].padEnd(28)} ${String(content.length).padStart(7)} bytes  ${String(gz).padStart(6)} gz  ${verdict}`);
}
writeFileSync(join(outdir, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
process.exitCode = over ? 1 : 0;
