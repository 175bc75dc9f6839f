// The till's actions, one at a time and in order. Each carries a key of its own, so an action without an answer can be sent
// again without acting twice. What is not answered yet survives a reload; the cart itself is the server's.
const retryMs = 1000;
const slowMs = 300;
const maxWaiting = 50;
const freshMs = 15 * 60_000; // an action older than this belongs to another sale
const unanswered = new Set([0, 502, 503, 504]);
const tokenField = "__RequestVerificationToken";

const store = `till:${document.getElementById("till").dataset.register}`;
const waitingSign = document.getElementById("waiting");
const items = []; // the first one is on its way
const listeners = [];
let retry = null;
let slow = null;
let abandoned = false;

export const busy = () => items.length > 0;
export const waits = wanted => items.some(({ path }) => path.split("?")[0] === wanted);
export const onDrawn = listener => listeners.push(listener);

/** Something is done, once. What holds a secret is not written down, so a reload forgets it. */
export const act = (path, values = [], secret = false) => add({ method: "POST", path, secret, values: [...values, ["action", newKey()]] });

/** Something is shown. */
export const show = (path, values = []) => add({ method: "GET", path, values });

/** Gives up what gets no answer, and everything behind it; what was done anyway is seen in the cart. */
export function giveUp() {
  if (!busy()) return;
  items.length = 1;
  if (!retry) { abandoned = true; return; } // on its way just now: decided when it comes back
  clearTimeout(retry);
  retry = null;
  done();
}

export function tryNow() {
  if (!retry) return;
  clearTimeout(retry);
  retry = null;
  send();
}

/** After a reload or a new sign-in: goes on with what had no answer yet. */
export function resume() {
  const kept = JSON.parse(sessionStorage.getItem(store) ?? "[]").filter(item => Date.now() - item.at < freshMs);
  items.push(...kept);
  keep();
  if (busy()) start();
}

function add(item) {
  if (items.length >= maxWaiting) return false;
  items.push({ ...item, values: item.values.filter(([name]) => name !== tokenField), at: Date.now() });
  keep();
  if (items.length === 1) start();
  return true;
}

function start() {
  document.body.toggleAttribute("data-busy", true);
  slow ??= setTimeout(() => { waitingSign.hidden = false; }, slowMs);
  send();
}

async function send() {
  const { method, path, values } = items[0];
  const form = new FormData();
  for (const [name, value] of values) form.append(name, value);
  if (method === "POST") form.append(tokenField, document.querySelector(`[name=${tokenField}]`).value);
  let status = 0;
  const seen = event => { if (event.detail.pathInfo.requestPath.startsWith(path)) status = event.detail.xhr.status; };
  document.body.addEventListener("htmx:beforeOnLoad", seen);
  try {
    await htmx.ajax(method, path, { source: document.body, target: document.body, swap: "none", values: form });
  } catch {
    status = 0; // htmx rejects when there was no answer at all; the retry below says so on the page
  }
  document.body.removeEventListener("htmx:beforeOnLoad", seen);
  if (unanswered.has(status)) return again(status);
  tell(true);
  if (status !== 401) done(); // 401: the browser is on its way to sign-in and repeats the action when it is back
}

function again(status) {
  if (abandoned) return done();
  tell(false, status);
  retry = setTimeout(() => { retry = null; send(); }, retryMs);
}

function done() {
  const item = items.shift();
  abandoned = false;
  keep();
  for (const listener of listeners) listener(item);
  if (busy()) return send();
  clearTimeout(slow);
  slow = null;
  waitingSign.hidden = true;
  document.body.toggleAttribute("data-busy", false);
}

const keep = () => sessionStorage.setItem(store, JSON.stringify(items.filter(item => !item.secret)));
const tell = (on, status) => document.dispatchEvent(new CustomEvent("till:connection", { detail: { on, status } }));

// randomUUID is kept from pages without a certificate, which a shop's own wire may be.
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
