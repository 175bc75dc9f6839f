// The order screen: what somebody else changed is fetched, dishes are found by letters, F10 is the next step.
import "./actions.js";
import "./sheet.js";
import { find } from "./find.js";

const order = document.getElementById("order");
const sheet = document.getElementById("sheet");
const ticket = () => document.getElementById("ticket");
document.body.dataset.draws = "#ticket";

document.body.addEventListener("live:order", event => {
  const { id, version } = event.detail ?? {};
  if (!order || id && id !== order.dataset.order) return;
  if (version && Number(version) <= Number(ticket().querySelector("[data-version]").dataset.version)) return; // our own change, seen already
  if (!document.body.hasAttribute("data-busy")) htmx.trigger(ticket(), "stale");
});

// The menu is drawn anew when a dish runs out; what was typed to find one stays.
let typed = "";
document.body.addEventListener("htmx:beforeSwap", event => { if (event.detail.target.id === "menu") typed = document.getElementById("dish-search")?.value ?? typed; });
document.body.addEventListener("htmx:afterSettle", event => {
  const field = document.getElementById("dish-search");
  if (event.detail.target.id !== "menu" || !field || typed === "") return;
  field.value = typed;
  find(field);
});

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || sheet?.open) return;
  const inField = event.target.matches("input, textarea");
  if (event.key === "F10") { event.preventDefault(); if (!event.repeat) document.getElementById("next")?.click(); }
  else if (event.key === "/" && !inField) { event.preventDefault(); document.getElementById("dish-search")?.focus(); }
  else if (event.key === "Escape" && event.target.id === "dish-search") { event.target.value = ""; find(event.target); }
});

document.addEventListener("click", event => { if (event.target.closest("[data-prints]")) print(); });

// The amount on the button follows the field and the keypad.
document.addEventListener("input", event => {
  if (event.target.id !== "typed") return;
  const button = document.getElementById("take");
  const { locale, currency, decimals } = event.target.dataset;
  const digits = Number(decimals);
  const amount = Number(event.target.value.replaceAll(locale === "id-ID" ? "." : ",", "").replace(",", "."));
  const money = new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
  button.textContent = event.target.value === "" || Number.isNaN(amount) ? button.dataset.exact : button.dataset.typed.replace("{0}", money.format(amount));
});

// A line that was just changed comes into view; on a phone the ticket is elsewhere and nothing moves.
document.addEventListener("dining:done", () => ticket()?.querySelector("[data-changed]")?.scrollIntoView({ block: "nearest" }));
htmx.onLoad(() => { document.body.dataset.ready = "true"; }); // when its links are alive too
