/**
 * Builds classic scripts into dist: `widget.js` (the loader), `app.js` (the chat), `call.js` (calls in it) and `join.js`
 * (the page of a link into a call). Classic, because a module from another origin would need CORS on every installation. In development, atiende answers at ATIENDE_DEV_SERVER.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const server = process.env['ATIENDE_DEV_SERVER'] ?? 'http://127.0.0.1:8000';
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const SCRIPTS: Record<string, { entry: string; file: string }> = {
  app: { entry: 'app', file: 'app' },
  loader: { entry: 'loader', file: 'widget' },
  call: { entry: 'call/index', file: 'call' },
  join: { entry: 'join', file: 'join' },
};

export default defineConfig(({ mode }) => {
  const script = SCRIPTS[mode] ?? SCRIPTS['app']!;
  return {
    json: { namedExports: true },
    build: {
      outDir: 'dist',
      emptyOutDir: mode === 'app',
      target: 'es2019',
      lib: {
        entry: here(`./src/${script.entry}.ts`),
        formats: ['iife'],
        name: '__atiende',
        fileName: () => `${script.file}.js`,
      },
    },
    server: {
      fs: { allow: ['../..'] },
      proxy: { '/widget': { target: server, ws: true }, '/widget.js': server },
    },
    test: { include: ['tests/**/*.test.ts'], environment: 'node' },
  };
});
