// The till's hands: scanner, keys, buttons and keypad all become the same few actions of queue.js.
import { connected } from "./frame.js";
import { clearSearch, enter, focusSearch, inSearch, leaveSearch, walk } from "./finder.js";
import { amountChanged } from "./keypad.js";
import { askHowMany, move, reselect, selected } from "./lines.js";
import { listen } from "./scanner.js";
import { sound } from "./sound.js";
import * as queue from "./queue.js";
import { follow as followPayment } from "./paying.js";

const find = selector => document.querySelector(selector);
const step = () => find("#panel").dataset.step;
const dialogOpen = () => find("dialog[open]");
let shown = step();
let before = null; // what had the focus when one left finding
let touched = false;

listen(scanned, command);

function scanned(code) {
  dialogOpen()?.close();
  const card = find("#field-code"); // a gift card's code is asked for
  if (card) { card.value = code; return card.form.requestSubmit(); }
  if (step() === "check") queue.show("/till/check", [["code", code]]);
  else queue.act("/till/scan", [["code", code], ["step", step()]]);
}

// Forms work without scripts; here they join the queue instead of leaving the page.
document.addEventListener("submit", event => {
  const form = event.target.closest("form[data-queue], .panel form.approval");
  if (!form) return;
  event.preventDefault();
  if (form.id === "finder") return enter();
  const button = event.submitter;
  // Not form.action: a field of that name, the action's key, would hide it.
  const path = new URL(button?.getAttribute("formaction") ?? form.getAttribute("action"), location);
  // A second press of what is on its way already; what waits behind something else, as paying behind a scan, is a first one.
  if (button?.hasAttribute("data-once") && queue.waits(path.pathname)) return;
  if (button?.dataset.confirm && !confirm(button.dataset.confirm)) return;
  form.closest("dialog")?.close();
  const values = [...new FormData(form, button)].filter(([name]) => !["action", "step"].includes(name));
  if (form.method === "get") return queue.show(path.pathname + path.search, values);
  // Adding from results or from another panel leads back to the tiles; the server draws them only then.
  queue.act(path.pathname, [...values, ["step", form.id === "results" ? "results" : step()]], form.querySelector("[type=password]") !== null);
});

document.addEventListener("click", event => {
  const button = event.target.closest("button, a");
  // The second half of a double click must not press what the first half brought under the finger.
  if (button?.hasAttribute("data-once") && event.detail > 1) return event.preventDefault();
  if (button?.matches("a[data-queue]")) {
    event.preventDefault();
    if (button.id === "look-up") focusSearch(button.dataset.code);
    else queue.show(button.pathname + button.search);
  }
  if (button?.hasAttribute("data-try")) queue.tryNow();
  if (button?.hasAttribute("data-give-up")) { find("#notice").replaceChildren(); queue.giveUp(); queue.show("/till/cart", [["step", step()]]); }
  if (button?.hasAttribute("data-prints")) print();
}, true);

document.addEventListener("pointerdown", event => { touched = event.pointerType === "touch"; });

const keys = {
  F2: () => press("F2"),
  F4: () => press("F4"),
  F8: () => {}, // the customer's key, reserved
  F9: () => {}, // the discount's key, reserved
  F10: () => press("F10"),
  Escape: () => leaveSearch() || press("Escape"),
};

document.addEventListener("keydown", event => {
  if (event.key in keys && !(dialogOpen() && event.key === "Escape")) {
    event.preventDefault();
    if (!event.repeat && !dialogOpen()) keys[event.key]();
    return;
  }
  if (dialogOpen()) return;
  if (event.key === "Enter" && event.repeat) return event.preventDefault(); // a held key is one press
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const typing = event.target instanceof HTMLInputElement && event.target.type !== "radio" && event.target.value !== "";
  if (by && inSearch(event.target)) { event.preventDefault(); walk(event.target, by); }
  else if (by && !typing && move(by)) event.preventDefault();
  else if (event.key === "Delete" && !typing && selected()) { event.preventDefault(); if (!event.repeat) find("#remove").click(); }
});

// The panel's own key comes before the page's.
function press(key) {
  const all = [...document.querySelectorAll(`[data-key~="${key}"]`)].filter(element => element.checkVisibility());
  (all.find(element => element.closest("#panel")) ?? all[0])?.click();
}

// A single key outside a field, once it is sure that it does not begin a scan.
function command(key) {
  if (dialogOpen()) return;
  const does = { "+": "more", "=": "more", "-": "fewer", "−": "fewer" }[key];
  if (key === "?") find("#keys").showModal();
  else if (key === "/") focusSearch();
  else if (does && selected()) find(`#${does}`).click();
  else if (step() === "choose") find(`#chooser [data-key="${CSS.escape(key)}"]`)?.click();
  else if (["pay", "checkout"].includes(step()) && find("#typed") && /[0-9.,]/.test(key)) { find("#typed").focus(); find("#typed").value += key; amountChanged(); }
  else if (/[0-9]/.test(key) && selected()) askHowMany(key);
}

queue.onDrawn(item => {
  reselect();
  sound(find("#cart [data-sound], #panel [data-sound]")?.dataset.sound);
  if (step() !== shown) arrive();
  else if (step() === "checkout" && document.activeElement?.matches("body, #panel-title")) find("#typed, #field-code")?.focus();
  else if (item.path === "/till/add" || item.path === "/till/enter") { clearSearch(); document.activeElement?.blur(); }
  amountChanged();
});

// Another panel: the focus goes to what is done there, and back to where it was.
function arrive() {
  if (shown === "find") before = document.activeElement;
  shown = step();
  if (shown === "find") {
    clearSearch();
    if (before?.isConnected && before !== document.body) before.focus();
    else document.activeElement?.blur();
    return;
  }
  const field = find("#panel input:not([type=hidden]):not([inputmode=none])");
  (["pay", "checkout"].includes(shown) ? find("#typed") ?? field : touched ? null : field)?.focus();
  if (!find("#panel").contains(document.activeElement)) find("#panel-title")?.focus();
}

// Another window, or another register's hand, changed the cart: draw what is there now.
let announced = 0;
let asked = 0;
let stale = false; // something may have been missed while nobody was listening
const drawn = () => Number(find("#cart").dataset.version);
function follow() {
  if (queue.busy() || !stale && announced <= Math.max(drawn(), asked)) return;
  stale = false;
  asked = announced;
  queue.show("/till/cart", [["step", step()]]);
}
document.body.addEventListener("live:cart", ({ detail }) => {
  if (detail.resync) stale = true;
  else if (detail.id === find("#till").dataset.register) announced = Math.max(announced, detail.version);
  follow();
});
queue.onDrawn(() => setTimeout(follow));

document.addEventListener("till:connection", event => {
  const { on, status } = event.detail;
  const lost = find("#lost").content.firstElementChild;
  const words = lost.querySelector("strong").dataset;
  connected(on, on ? undefined : status ? find("#connection").dataset.silent : undefined);
  if (on) return find("[data-lost]")?.remove();
  if (find("#notice [data-lost]")) return;
  const box = lost.cloneNode(true);
  box.querySelector("strong").textContent = status ? words.silent : words.gone;
  find("#notice").replaceChildren(box);
});

followPayment(path => queue.show(path), queue.busy);

reselect();
amountChanged();
if (shown !== "find") arrive();
queue.resume();
document.body.dataset.ready = "true";
