/**
 * Keeps the shell of the desk, so that it opens without a connection and says so itself: its one document, its scripts,
 * styles, font and icons. Never an answer of the server: what customers wrote stays out of this cache.
 */
const SHELL = 'atiende-shell-1';
const DOCUMENT = '/index';
const KEPT = /^\/(?:assets\/|favicon\.svg$|icon-[\w-]+\.png$|manifest\.webmanifest$)/u;
const NOT_PAGES = /^\/(?:api|hooks|widget|blobs|healthz|readyz|mcp|demo|wall|join|help|forms)(?:\/|\.|$)/u;

self.addEventListener('install', () => self.skipWaiting());

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== SHELL).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

const mainScript = (text) => /assets\/index-[\w-]+\.js/u.exec(text)?.[0];

/** A newer desk came: what belonged to the one before goes. */
async function keepDocument(response) {
  const shell = await caches.open(SHELL);
  const before = await shell.match(DOCUMENT);
  const [was, is] = [before ? mainScript(await before.text()) : undefined, mainScript(await response.clone().text())];
  if (was !== is) await Promise.all((await shell.keys()).map((request) => shell.delete(request)));
  await shell.put(DOCUMENT, response);
}

async function page(request, event) {
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) event.waitUntil(keepDocument(response.clone()));
    return response;
  } catch (error) {
    const kept = await caches.match(DOCUMENT, { cacheName: SHELL });
    if (kept) return kept;
    throw error;
  }
}

async function part(request) {
  const kept = await caches.match(request, { cacheName: SHELL });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(SHELL)).put(request, response.clone());
  return response;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && !NOT_PAGES.test(pathname)) event.respondWith(page(request, event));
  else if (KEPT.test(pathname)) event.respondWith(part(request));
});
