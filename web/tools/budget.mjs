/** Fails when the built desk is heavier than it may be: the entry, and what any page adds to it, in gzipped JavaScript. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const ENTRY = 220_000;
const PAGE = 80_000;
/** Pages that bring something large of their own: the canvas on which flows are drawn. */
const LARGE = { 'src/features/flows/DesignerPage.tsx': 210_000 };

const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const size = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;

/** The scripts that come with a chunk, its own static imports included. */
function scripts(key, found = new Set()) {
  const chunk = manifest[key];
  if (!chunk || found.has(chunk.file)) return found;
  if (chunk.file.endsWith('.js')) found.add(chunk.file);
  for (const each of chunk.imports ?? []) scripts(each, found);
  return found;
}

const sum = (files) => [...files].reduce((total, file) => total + size(file), 0);
const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const base = scripts(entry);
const words = Object.keys(manifest).filter((key) => /locales\/en\/(?:desk|errors)\.json$/u.test(key));
const first = sum(new Set([...base, ...words.flatMap((key) => [...scripts(key)])]));
console.log(`entry ${kilo(first)} of ${kilo(ENTRY)}`);
let failed = first > ENTRY;

for (const key of Object.keys(manifest).filter((each) => manifest[each].isDynamicEntry && !each.endsWith('.json'))) {
  const more = sum([...scripts(key)].filter((file) => !base.has(file)));
  const most = LARGE[key] ?? PAGE;
  console.log(`${key} +${kilo(more)} of ${kilo(most)}`);
  failed ||= more > most;
}
process.exitCode = failed ? 1 : 0;
