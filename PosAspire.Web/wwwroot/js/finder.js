// The search field: results as one types, arrows into them, Enter takes the first.
import { act } from "./queue.js";

const calmMs = 60; // a scanner's characters must not search
const shortestCode = 6;
const field = document.getElementById("search");
const panel = () => document.getElementById("panel");
const results = () => document.getElementById("results");
const found = () => [...document.querySelectorAll("#results .result")];
const typed = () => field.value.trim();
let timer = null;
let entered = false;

export const inSearch = target => target === field || target.classList?.contains("result");

export function focusSearch(text) {
  if (text !== undefined) field.value = text;
  field.focus();
  field.select();
  if (text) ask();
}

export function clearSearch() {
  clearTimeout(timer);
  field.value = "";
  entered = false;
}

/** Whether there was something to clear; then the tiles come back. */
export function leaveSearch() {
  if (!field.value && !results()) return false;
  clearSearch();
  ask();
  field.blur();
  return true;
}

export function walk(target, by) {
  const all = found();
  const next = all.indexOf(target) + by;
  if (all.length) (next < 0 ? field : all[Math.min(next, all.length - 1)]).focus();
}

/** Enter in the field: a code is added as it is; a word takes the first result, once there are results for it. */
export function enter() {
  const text = typed();
  if (!text) return;
  if (/^\d+$/.test(text) && text.length >= shortestCode || /^[(\]]/.test(text)) {
    clearSearch();
    field.blur();
    return act("/till/enter", [["q", text], ["step", panel().dataset.step]]);
  }
  if (results()?.dataset.query === text) found()[0]?.click();
  else { entered = true; ask(); }
}

async function ask() {
  clearTimeout(timer);
  // A page drawn for something else becomes the finding one; the server draws what is inside.
  panel().dataset.step = "find";
  await htmx.ajax("GET", "/till/find", { source: field, target: panel(), swap: "innerHTML", headers: { "X-Results": "1" } });
  history.replaceState(history.state, "", "/till");
  if (!entered || results()?.dataset.query !== typed()) return;
  entered = false;
  if (found().length === 1) found()[0].click();
  else found()[0]?.focus();
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  entered = false;
  timer = setTimeout(ask, calmMs);
});
