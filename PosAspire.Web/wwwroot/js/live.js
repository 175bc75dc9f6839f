// What changes in the shop, told as it happens. An event says only what changed; whatever shows it fetches itself again:
//   hx-get="/till/cart" hx-trigger="live:cart from:body"
// After every (re)connection all of them are told, because something may have been missed.
import { connected } from "./frame.js";

const retryMs = 1000;
const watchdogMs = 5000; // a beat comes every two seconds
const hiddenMs = 10000;  // a browser has six connections to a server: a tab that nobody sees gives its own back
const topics = ["cart", "parked", "tables", "kitchen", "order", "menu", "print"];

const unanswered = new Set([0, 502, 503, 504]);
const missed = new Set();

let source = null;
let retry = null;
let watchdog = null;
let hidden = null;

const raise = (what, detail) => document.body.dispatchEvent(new CustomEvent(`live:${what}`, { detail: { what, ...detail } }));

function open() {
  close();
  source = new EventSource(`/live?location=${encodeURIComponent(document.body.dataset.live)}`);
  source.addEventListener("beat", alive);
  source.addEventListener("state", event => {
    alive();
    const on = JSON.parse(event.data).api === "on";
    connected(on, on ? undefined : document.getElementById("connection")?.dataset.silent);
    if (on) for (const what of topics) raise(what, { resync: true });
  });
  source.addEventListener("change", event => {
    alive();
    const change = JSON.parse(event.data);
    raise(change.what, change);
  });
  source.addEventListener("refused", () => again(10 * retryMs));
  source.addEventListener("error", () => { connected(false); again(retryMs); });
  alive();
}

function close() {
  source?.close();
  source = null;
  clearTimeout(retry);
  clearTimeout(watchdog);
}

function alive() {
  clearTimeout(watchdog);
  watchdog = setTimeout(() => { connected(false); again(0); }, watchdogMs);
}

function again(ms) {
  close();
  retry = setTimeout(open, ms);
}

// A fragment that nobody answered is fetched again, because nobody says the same change twice. Once a topic, however many show it;
// a refusal would be the same the next time.
document.body.addEventListener("htmx:afterRequest", event => {
  const topic = /live:(\w+)/.exec(event.detail.elt?.getAttribute?.("hx-trigger") ?? "")?.[1];
  if (!topic || missed.has(topic) || !unanswered.has(event.detail.xhr.status)) return;
  missed.add(topic);
  setTimeout(() => { missed.delete(topic); raise(topic, { resync: true }); }, retryMs);
});

document.addEventListener("visibilitychange", () => {
  clearTimeout(hidden);
  if (document.hidden) hidden = setTimeout(close, hiddenMs);
  else if (!source) open();
});
addEventListener("online", open);
addEventListener("offline", () => connected(false));
addEventListener("pagehide", close);
addEventListener("pageshow", event => { if (event.persisted) open(); });
open();
