// Forms that change something: one at a time and in order, each with its key. Without an answer the same form is sent
// again with the same key, so it happens once; a press that repeats one still on its way is the second half of a double tap.
import { connected } from "../frame.js";

const retryMs = 2000;
const mostWaiting = 30;
const calmMs = 350; // what a touch brought under the finger is not pressed by the same touch
const calm = "#steps, #sheet, #kitchen, #paying";
const finger = 48; // pixels: as near as this is the same place
const unanswered = new Set([0, 502, 503, 504]);
const waiting = [];
let current = null;
let retry = null;
let drawnAt = 0;
let touched = { x: -1000, y: -1000 };
let drawnFrom = touched;

document.addEventListener("pointerdown", event => {
  touched = { x: event.clientX, y: event.clientY };
  if (!near(touched)) drawnAt = -calmMs; // who has touched something else since does not tap twice
}, true);

const sheet = () => document.getElementById("sheet");
const notice = () => document.getElementById("notice");
const keyOf = values => values.get("action");

document.addEventListener("submit", event => {
  const form = event.target;
  if (!form.matches("form[data-action]")) return;
  event.preventDefault();
  const button = event.submitter;
  const values = new FormData(form, button);
  // Pressing this button again means it again; for every other form the key drawn with it stands for one press.
  if (form.hasAttribute("data-each")) values.set("action", freshKey());
  else if ([current, ...waiting].some(other => other && keyOf(other.values) === keyOf(values))) return;
  if (waiting.length >= mostWaiting) return;
  waiting.push({ path: button?.getAttribute("formaction") ?? form.getAttribute("action"), values, form, calms: form.closest(calm) && touched });
  if (!current) next();
});

// A double tap must not press the next step that the first tap drew in the same place.
document.addEventListener("click", event => {
  const within = event.target.closest("#steps, #sheet, .bump, #recall, #paying");
  if (within && event.isTrusted && event.detail > 0 && (event.detail > 1 && !event.target.closest("[data-pad], [data-steps]") || justDrawn(event))) {
    event.preventDefault();
    event.stopPropagation();
  }
}, true);

document.addEventListener("click", event => {
  if (event.target.closest("[data-try]")) tryNow();
  if (event.target.closest("[data-give-up]")) giveUp();
});

const near = ({ x, y }) => Math.hypot(x - drawnFrom.x, y - drawnFrom.y) < finger;
const justDrawn = event => performance.now() - drawnAt < calmMs && near({ x: event.clientX, y: event.clientY });

/** 32 hexadecimal digits; randomUUID exists only on pages that came over TLS. */
function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

function next() {
  current = waiting.shift() ?? null;
  document.body.toggleAttribute("data-busy", current !== null);
  if (current) send();
}

async function send() {
  let status = 0;
  const seen = event => { if (event.detail.requestConfig?.verb === "post") status = event.detail.xhr.status; };
  document.body.addEventListener("htmx:beforeOnLoad", seen);
  const token = document.querySelector("[name=__RequestVerificationToken]");
  if (token) current.values.set(token.name, token.value);
  try {
    await htmx.ajax("post", current.path, { source: document.body, target: document.body.dataset.draws, swap: "innerHTML", values: current.values });
  } catch {
    status = 0; // no answer at all; the retry below says so
  }
  document.body.removeEventListener("htmx:beforeOnLoad", seen);
  if (unanswered.has(status)) return again();
  connected(true);
  notice()?.querySelector("[data-lost]")?.remove();
  done(status);
}

function done(status) {
  const { form, calms } = current;
  if (calms) { drawnAt = performance.now(); drawnFrom = calms; }
  current = null;
  if (status < 400 && form.isConnected && form.closest("#sheet") && !form.hasAttribute("data-each")) sheet().close();
  if (status >= 400 && status !== 401) htmx.trigger(document.querySelector(document.body.dataset.draws), "stale");
  document.dispatchEvent(new CustomEvent("dining:done", { detail: status }));
  next();
}

function again() {
  connected(false);
  const place = sheet()?.open ? sheet().querySelector("#sheet-trouble") : notice();
  if (place && !place.querySelector("[data-lost]")) place.replaceChildren(document.getElementById("lost").content.cloneNode(true));
  retry = setTimeout(() => { retry = null; send(); }, retryMs);
}

function tryNow() {
  if (!retry) return;
  clearTimeout(retry);
  retry = null;
  send();
}

function giveUp() {
  document.querySelector("[data-lost]")?.remove();
  if (!retry) return;
  clearTimeout(retry);
  retry = null;
  waiting.length = 0;
  current = null;
  document.body.removeAttribute("data-busy");
}

// A refusal is said where the person looks: in the open sheet, else above the page.
document.body.addEventListener("htmx:beforeSwap", event => {
  const { xhr, requestConfig } = event.detail;
  const asked = requestConfig.verb === "get" && requestConfig.target?.id === "sheet";
  const same = /data-same="([^"]*)"/.exec(xhr.responseText)?.[1];
  if (unanswered.has(xhr.status) && !asked) event.detail.shouldSwap = false;
  // Fetched only to be sure, and nothing has changed: what is under somebody's finger stays as it is.
  else if (requestConfig.verb === "get" && same !== undefined && event.detail.target.querySelector("[data-same]")?.dataset.same === same) event.detail.shouldSwap = false;
  else if (xhr.status >= 400 && sheet()?.open) {
    event.detail.target = sheet().querySelector("#sheet-trouble");
    event.detail.swapOverride = "innerHTML";
  }
});

// A fragment that could not be fetched: the page stays, the bar says that nothing answers.
document.body.addEventListener("htmx:sendError", () => connected(false));
document.body.addEventListener("htmx:timeout", () => connected(false));

// Coming back to a page that the browser kept: what it shows may be long over.
addEventListener("pageshow", event => { if (event.persisted) htmx.trigger(document.querySelector(document.body.dataset.draws), "stale"); });
