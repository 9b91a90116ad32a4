/**
 * Builds two classic scripts into dist: `app.js` (the chat) and `widget.js` (the loader). Classic, because a module
 * from another origin would need CORS on every installation. In development, atiende answers at ATIENDE_DEV_SERVER.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const server = process.env['ATIENDE_DEV_SERVER'] ?? 'http://127.0.0.1:8000';
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ mode }) => {
  const loader = mode === 'loader';
  return {
    json: { namedExports: true },
    build: {
      outDir: 'dist',
      emptyOutDir: !loader,
      target: 'es2019',
      lib: {
        entry: here(loader ? './src/loader.ts' : './src/app.ts'),
        formats: ['iife'],
        name: '__atiende',
        fileName: () => (loader ? 'widget.js' : 'app.js'),
      },
    },
    server: {
      fs: { allow: ['../..'] },
      proxy: { '/widget': { target: server, ws: true }, '/widget.js': server },
    },
    test: { include: ['tests/**/*.test.ts'], environment: 'node' },
  };
});
