// The till's actions, one at a time and in order. Each sends the cart the page holds and brings back the next state, so
// an action without an answer can be sent again without acting twice: the same cart, the same key, the same answer.
const retryMs = 2000;
const maxWaiting = 50;
const unanswered = new Set([0, 502, 503, 504]);

const form = document.getElementById("till");
const sale = document.getElementById("sale");
const tokenField = "__RequestVerificationToken";
const waiting = [];
let current = null;
let retry = null;
let abandoned = false;
let listeners = [];

export const busy = () => current !== null || waiting.length > 0;
export const onDrawn = listener => listeners.push(listener);
const shop = () => form.elements.location.value;
const store = name => `till:${shop()}:${name}`;

/** Sends an action of the till; extra values go on top of what the form holds when its turn comes. */
export function act(path, extra = {}) {
  if (waiting.length >= maxWaiting) return false;
  waiting.push({ path, extra });
  if (!current) next();
  return true;
}

/** Gives up the action that gets no answer; what it would have changed stays as it was. */
export function giveUp() {
  if (!current) return;
  waiting.length = 0;
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

function next() {
  current = waiting.shift() ?? null;
  form.toggleAttribute("data-busy", current !== null);
  if (!current) return;
  // What is sent is fixed at the first try: a retry must not differ from what may have been recorded.
  const values = new FormData(form);
  if (!("code" in current.extra) && current.path !== "/till/scan") values.delete("code");
  for (const [name, value] of Object.entries(current.extra)) values.set(name, value);
  current.values = [...values].filter(([name]) => name !== tokenField);
  if ("code" in current.extra || current.path === "/till/scan") form.elements.code.value = "";
  sessionStorage.setItem(store("sending"), JSON.stringify({ path: current.path, values: current.values }));
  send();
}

async function send() {
  const values = new FormData();
  for (const [name, value] of current.values) values.append(name, value);
  values.append(tokenField, form.elements[tokenField].value);
  let status = 0;
  const seen = event => { status = event.detail.xhr?.status ?? 0; };
  document.body.addEventListener("htmx:beforeOnLoad", seen, { once: true });
  try {
    await htmx.ajax("POST", current.path, { source: document.body, target: sale, swap: "innerHTML", values });
  } catch {
    status = 0; // htmx rejects when there was no answer at all; the retry below says so on the page
  }
  document.body.removeEventListener("htmx:beforeOnLoad", seen);
  if (unanswered.has(status)) return again(status);
  document.dispatchEvent(new CustomEvent("till:connection", { detail: { on: true } }));
  if (status !== 401) done(); // 401: the browser is on its way to sign-in and repeats the action when it is back
}

function again(status) {
  if (abandoned) return done();
  document.dispatchEvent(new CustomEvent("till:connection", { detail: { on: false, status } }));
  retry = setTimeout(() => { retry = null; send(); }, retryMs);
}

function done() {
  sessionStorage.removeItem(store("sending"));
  remember();
  const path = current.path;
  current = null;
  abandoned = false;
  next();
  for (const listener of listeners) listener(path);
}

// The tab remembers its cart, so that a reload or a new sign-in does not lose it. Ids and quantities only.
function remember() {
  const kept = [...new FormData(form)].filter(([name]) => ["location", "key", "line", "receipt"].includes(name));
  sessionStorage.setItem(store("cart"), JSON.stringify(kept));
}

/** After a reload: draws the remembered cart, or repeats the action that had no answer yet. */
export function resume() {
  const sending = JSON.parse(sessionStorage.getItem(store("sending")) ?? "null");
  const cart = JSON.parse(sessionStorage.getItem(store("cart")) ?? "null");
  const values = sending?.values ?? cart;
  if (!values?.some(([name]) => name === "line" || name === "receipt" || name === "code")) return false;
  current = { path: sending?.path ?? "/till/cart", values, extra: {} };
  form.toggleAttribute("data-busy", true);
  send();
  return true;
}
