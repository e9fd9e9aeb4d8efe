// Keeps the last page of the quick log for when there is no connection. It answers for /log/ alone and sends nothing.
const CACHE = 'log';
const PARTS = ['style', 'script', 'font', 'image'];

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const {request} = event;
  const {origin, pathname, search} = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate' && pathname === '/log/') event.respondWith(page(request, search));
  else if (PARTS.includes(request.destination)) event.respondWith(part(request));
});

async function page(request, search) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.type === 'opaqueredirect' || answer.status === 403) await cache.delete('/log/');
    // A page that reports a success would clear the draft again each time it is shown.
    else if (answer.ok && !search.includes('saved=')) await cache.put('/log/', answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match('/log/');
    if (kept) return kept;
    throw error;
  }
}

async function part(request) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request);
    if (kept) return kept;
    throw error;
  }
}
