/** Writes src/api/schema.d.ts from the server's own description of its API. ATIENDE names another program. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapi, { astToString } from 'openapi-typescript';

const web = new URL('..', import.meta.url);
const program = process.env.ATIENDE ?? new URL('../.venv/bin/atiende', web).pathname;
const data = mkdtempSync(join(tmpdir(), 'atiende-api-'));

try {
  const text = execFileSync(program, ['openapi'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    cwd: data,
    env: { ...process.env, ATIENDE_DATA_DIR: data },
  });
  const schema = JSON.parse(text);
  const types = astToString(await openapi(schema, { alphabetize: true, defaultNonNullable: false }));
  writeFileSync(new URL('src/api/schema.d.ts', web), `/** Written by \`npm run api\` from the server's OpenAPI; not by hand. */\n${types}`);
} finally {
  rmSync(data, { recursive: true, force: true });
}
