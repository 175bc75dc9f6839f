// The till's hands: scanner, keys, buttons and keypad all become the same few actions of queue.js.
import { connected } from "./frame.js";
import { amountChanged, pad } from "./keypad.js";
import { listen } from "./scanner.js";
import { sound } from "./sound.js";
import * as queue from "./queue.js";

const form = document.getElementById("till");
const keys = document.getElementById("keys");
let selected = null;

const find = selector => form.querySelector(selector);
const lines = () => [...form.querySelectorAll(".line")];

listen(code => { keys.close(); queue.act("/till/scan", { code }); }, command);

// Buttons are plain submit buttons (they work without scripts); here they join the queue instead of leaving the page.
form.addEventListener("submit", event => {
  event.preventDefault();
  const button = event.submitter;
  if (!button || (button.hasAttribute("data-once") && queue.busy())) return;
  queue.act(new URL(button.formAction).pathname, button.name ? { [button.name]: button.value } : {});
});

form.addEventListener("click", event => {
  const button = event.target.closest("button");
  // The second half of a double click must not press what the first half brought under the finger.
  if (button?.hasAttribute("data-once") && event.detail > 1) return event.preventDefault();
  if (button?.dataset.pad) return pad(button.dataset.pad);
  const line = event.target.closest(".line");
  if (line) select(line);
});

form.addEventListener("input", event => { if (event.target.id === "typed") amountChanged(); });

document.addEventListener("keydown", event => {
  if (keys.open) return;
  if (event.key === "Enter" && event.repeat) return event.preventDefault(); // a held key is one press
  const inField = event.target instanceof HTMLInputElement && event.target.value !== "";
  if (event.key === "F10") press(event, '[data-key="F10"]');
  else if (event.key === "Escape") event.target.id === "code" && inField ? (event.target.value = "") : press(event, '[data-key="Escape"]');
  else if (event.key === "Delete" && !inField) press(event, ".line[data-selected] [data-does=remove]");
  else if (event.key === "ArrowDown" && !inField) move(event, 1);
  else if (event.key === "ArrowUp" && !inField) move(event, -1);
});

// A single key outside a field, once it is sure that it does not begin a scan.
function command(key) {
  if (keys.open) return;
  const does = { "+": "more", "=": "more", "-": "fewer", "−": "fewer" }[key];
  if (key === "?") keys.showModal();
  else if (key === "/") find("#code")?.focus();
  else if (does) find(`.line[data-selected] [data-does=${does}]`)?.click();
  else if (find("#chooser")) find(`[data-key="${CSS.escape(key)}"]`)?.click();
  else if (find("#typed") && /[0-9.,]/.test(key)) { find("#typed").focus(); pad(key); }
}

function press(event, selector) {
  event.preventDefault();
  if (!event.repeat) find(selector)?.click();
}

function move(event, by) {
  const all = lines();
  if (!all.length) return;
  event.preventDefault();
  const at = all.findIndex(line => line.hasAttribute("data-selected"));
  select(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function select(line) {
  for (const other of lines()) other.toggleAttribute("data-selected", other === line);
  selected = line?.dataset.product ?? null;
  line?.scrollIntoView({ block: "nearest" });
}

queue.onDrawn(() => {
  const changed = find(".line[data-changed]");
  select(changed ?? lines().find(line => line.dataset.product === selected) ?? lines().at(-1));
  sound(find("[data-sound]")?.dataset.sound);
  if (find("#typed")) { find("#typed").focus(); amountChanged(); }
  else if (find("#change")) find("#change").focus();
});

document.addEventListener("till:connection", event => {
  const { on, status } = event.detail;
  connected(on, status ? "No answer" : "No connection");
  if (!on) lost(status);
});

function lost(status) {
  const notice = find("#notice");
  if (notice.querySelector("[data-lost]")) return;
  const box = document.getElementById("lost").content.cloneNode(true);
  box.querySelector("strong").textContent = status ? "The shop's server does not answer" : "No connection to the shop's server";
  notice.replaceChildren(box);
}

form.addEventListener("click", event => {
  if (event.target.closest("[data-try]")) queue.tryNow();
  if (event.target.closest("[data-give-up]")) { find("#notice").replaceChildren(); queue.giveUp(); }
});

if (!queue.resume()) select(lines().at(-1));
document.body.dataset.ready = "true";
