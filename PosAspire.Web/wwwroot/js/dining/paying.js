// The payment of an order: forms go one at a time with their keys (actions.js), what the card service or the guest does is followed.
import "./actions.js";
import { amountChanged } from "../keypad.js";
import { follow } from "../paying.js";

document.body.dataset.draws = "#paying";
const typed = () => document.getElementById("typed") ?? document.getElementById("field-code");

follow(path => htmx.ajax("get", path, { source: document.body, target: "#paying", swap: "innerHTML" }).catch(() => {}), () => document.body.hasAttribute("data-busy"));

// What cannot be taken back is asked about before it is sent; this listener comes before the one that sends.
document.addEventListener("submit", event => {
  const question = event.submitter?.dataset.confirm;
  if (question && !confirm(question)) { event.preventDefault(); event.stopImmediatePropagation(); }
}, true);

document.body.addEventListener("htmx:afterSettle", () => {
  amountChanged();
  if (document.activeElement?.matches("body, #panel-title")) typed()?.focus();
});

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const keyed = [...document.querySelectorAll(`[data-key~="${CSS.escape(event.key)}"]`)].find(element => element.checkVisibility());
  if (keyed) { event.preventDefault(); if (!event.repeat) keyed.click(); }
  else if (/^[0-9.,]$/.test(event.key) && !event.target.matches("input") && document.getElementById("typed")) document.getElementById("typed").focus();
  else if (event.key === "Enter" && event.repeat) event.preventDefault();
});

typed()?.focus();
document.body.dataset.ready = "true";
