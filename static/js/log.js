// The quick log without a connection: what is sent and does not arrive waits here and is sent once, when the line is back.
const CACHE = 'log';
const AGAIN = 30 * 1000;
const note = document.getElementById('outbox');
const form = () => document.querySelector('form[data-draft^="activity-"]');
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

// Each log has a key of its own, so that sending it twice makes one record; a page kept for offline use holds an old one.
function ownKey() {
  const here = form();
  if (!here || here.hasAttribute('data-bound')) return;
  let saved = null;
  try { saved = JSON.parse(localStorage.getItem('draft:' + here.dataset.draft)); } catch { /* dropped by drafts */ }
  here.elements.key.value = new Map(saved?.data || []).get('key') || newKey();
}

// "Today" and "Yesterday" mean the day on which they were typed, not the one on which they are sent.
function dayMeant(when, at) {
  const day = new Date(at);
  if (when === 'yesterday') day.setDate(day.getDate() - 1);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
function dated(fields, at) {
  const when = new Map(fields).get('when');
  if (when === 'other') return fields;
  return [...fields.filter(([name]) => name !== 'when' && name !== 'day'), ['when', 'other'], ['day', dayMeant(when, at)]];
}
function ownDay() {
  const here = form();
  let saved = null;
  try { saved = JSON.parse(localStorage.getItem('draft:' + here?.dataset.draft)); } catch { /* dropped by drafts */ }
  if (!saved || here.hasAttribute('data-bound') || new Date(saved.at).toDateString() === new Date().toDateString()) return;
  const fields = new Map(dated(saved.data, saved.at));
  here.querySelector(`[name=when][value=${fields.get('when')}]`).checked = true;
  here.elements.day.value = fields.get('day');
}
ownKey();
ownDay();

// The box: one object store of this device, {key, user, at, fields, why}; photos are kept with it as they are.
const opened = new Promise((done, failed) => {
  const asked = indexedDB.open('gemel', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('logs', {keyPath: 'key'});
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => failed(asked.error);
});
async function box(mode, work) {
  const logs = (await opened).transaction('logs', mode).objectStore('logs');
  const asked = work(logs);
  return new Promise((done, failed) => { asked.onsuccess = () => done(asked.result); asked.onerror = () => failed(asked.error); });
}
const keep = (log) => box('readwrite', (logs) => logs.put(log));
const drop = (key) => box('readwrite', (logs) => logs.delete(key));
const waiting = async () => (await box('readonly', (logs) => logs.getAll()))
  .filter((log) => log.user === note.dataset.outbox).sort((one, other) => one.at - other.at);
const TO_OPEN = ['refused', 'begun']; // these wait for the person, not for the line; one that is opened stands in the form
const titleOf = (log) => new Map(log.fields).get('title') || '…';

function line(log, words, address) {
  const row = note.querySelector('template').content.cloneNode(true).querySelector('li');
  row.querySelector('b').textContent = titleOf(log);
  row.querySelector('span').textContent = words;
  if (address) Object.assign(row.querySelector('a'), {href: address, hidden: false});
  if (TO_OPEN.includes(log.why)) row.querySelector('[data-open]').hidden = false;
  if (!address) row.querySelector('[data-drop]').hidden = false;
  row.querySelector('[data-open]').addEventListener('click', () => open(log));
  row.querySelector('[data-drop]').addEventListener('click', async () => { await drop(log.key); show(); });
  return row;
}
const sent = [];
async function show() {
  const words = {cut: note.dataset.cut, refused: note.dataset.refused, begun: note.dataset.begun, out: note.dataset.signIn};
  const rows = (await waiting()).filter((log) => log.why !== 'opened').map((log) => line(log, words[log.why] || words.cut));
  rows.push(...sent.map(({log, address}) => line(log, note.dataset.sent, address)));
  note.querySelector('ul').replaceChildren(...rows);
  note.hidden = !rows.length;
}

async function intoBox(from, why) {
  const typed = [...new FormData(from)].filter(([name, value]) => name !== 'csrfmiddlewaretoken' && !(value instanceof File && !value.name));
  await keep({key: from.elements.key.value, user: note.dataset.outbox, at: Date.now(), why, fields: dated(typed, Date.now())});
}

// What could not be sent moves from the form into the box; the form is free for the next one.
async function put(from) {
  await intoBox(from, 'cut');
  localStorage.removeItem('draft:' + from.dataset.draft);
  from.reset();
  // A form that the server gave back resets to what was typed then, and to the files it kept.
  for (const name of ['title', 'note', 'another', 'people', 'value']) from.elements[name].value = '';
  from.querySelector('input[type=hidden][name=kept]')?.remove();
  from.elements.key.value = newKey();
  for (const button of from.querySelectorAll('button[data-words]')) { button.disabled = false; button.textContent = button.dataset.words; }
  await show();
  note.scrollIntoView({block: 'center'});
}

// A log that the server refused goes back into the form, as a draft with its key, and leaves the box when it is saved;
// what stood in the form changes places with it.
async function open(log) {
  const here = form();
  if (here.elements.title.value.trim() && here.elements.key.value !== log.key) await intoBox(here, 'begun');
  const data = log.fields.filter(([, value]) => typeof value === 'string');
  localStorage.setItem('draft:' + here.dataset.draft, JSON.stringify({at: Date.now(), data}));
  await keep({...log, why: 'opened'});
  location.assign(here.action + '?p=' + encodeURIComponent(new Map(data).get('partnership') || ''));
}

// A draft holds words alone: the photos of an opened log come out of the box. One that stands in no form any longer is
// sent as it was; where it was saved meanwhile, its key leads to that record.
async function takeUp() {
  const here = form();
  for (const log of (await waiting()).filter(({why}) => why === 'opened')) {
    if (!here || here.hasAttribute('data-bound')) continue;
    if (here.elements.key.value !== log.key) { await keep({...log, why: 'cut'}); continue; }
    for (const input of here.querySelectorAll('input[type=file]')) {
      const files = new DataTransfer();
      for (const [name, value] of log.fields) if (name === input.name && value instanceof File) files.items.add(value);
      if (!files.items.length) continue;
      input.files = files.files;
      input.dispatchEvent(new Event('change', {bubbles: true}));
    }
    const kept = new Map(log.fields).get('kept');
    if (kept) here.append(Object.assign(document.createElement('input'), {type: 'hidden', name: 'kept', value: kept}));
  }
}

async function tokenOf(address) {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
  return page.querySelector('form[data-draft] input[name=csrfmiddlewaretoken]')?.value;
}

// Once: the key makes one record of it even where the answer to an earlier try was lost on the way.
async function send(log, token) {
  const data = new FormData();
  for (const [name, value] of log.fields) if (name !== 'again') data.append(name, value);
  const answer = await fetch(form().action, {method: 'POST', body: data, headers: {'x-csrftoken': token, 'hx-request': 'true'}});
  const address = answer.headers.get('hx-redirect');
  if (answer.ok && address) {
    await drop(log.key);
    sent.push({log, address});
  } else if (answer.redirected || answer.status === 403) {
    await keep({...log, why: 'out'});
  } else if (answer.status < 500 && answer.status !== 429) {
    await keep({...log, why: 'refused'});
  }
}

let sending = false;
async function sendAll() {
  if (sending || !form()) return;
  sending = true;
  try {
    const logs = (await waiting()).filter(({why}) => why === 'cut' || why === 'out');
    const token = logs.length ? await tokenOf(form().action) : null;
    if (token) for (const log of logs) await send(log, token);
    else for (const log of logs) await keep({...log, why: 'out'});
  } catch { /* still no connection: what waits goes on waiting */ }
  sending = false;
  await show();
}

for (const name of ['htmx:sendError', 'htmx:timeout']) {
  document.addEventListener(name, (event) => { if (event.detail.elt === form()) put(form()); });
}
document.addEventListener('htmx:afterSwap', ownKey);
document.addEventListener('htmx:beforeOnLoad', ({detail}) => {
  if (detail.elt === form() && detail.xhr.getResponseHeader('hx-redirect')) drop(form().elements.key.value);
});
addEventListener('online', sendAll);
setInterval(sendAll, AGAIN);
takeUp().then(show).then(sendAll);

// The page itself opens without a connection: a worker keeps its last copy and the files that it is drawn with.
async function stayAtHand() {
  const worker = await navigator.serviceWorker.register('/log/worker.js');
  if (worker.active && navigator.serviceWorker.controller) return;
  const files = performance.getEntriesByType('resource').map((one) => one.name)
    .filter((name) => name.startsWith(location.origin) && /\.(css|js|woff2|svg)(\?|$)/.test(name));
  const cache = await caches.open(CACHE);
  await cache.addAll([form()?.action || '/log/', ...new Set(files)]);
}
if ('serviceWorker' in navigator) stayAtHand().catch(() => { /* a private window: the drafts are kept all the same */ });
