// The kitchen's screen: ages tick, number keys bump, a new ticket sounds. It runs for days, so it keeps nothing that grows:
// the only memory is the set of tickets that are on the screen now.
import { sound, soundReady, wakeSound } from "../sound.js";
import "./actions.js";
import "./find.js";
import "./sheet.js";

const tickMs = 5000;
const minuteMs = 60_000;
const sheet = document.getElementById("sheet");
const quiet = document.getElementById("quiet");
const stale = document.getElementById("stale");
const came = document.getElementById("came");
const sent = () => Number(document.querySelector("#kitchen [data-now]").dataset.now);
document.body.dataset.draws = "#kitchen";

let ahead = sent() - Date.now(); // the kitchen's own clock may be wrong
let known = new Set(cards().map(card => card.id));

function cards() {
  return [...document.querySelectorAll("#kitchen .card")];
}

function tick() {
  const now = Date.now() + ahead;
  for (const card of cards()) {
    const { sent, warn, late } = card.dataset;
    const minutes = Math.max(0, Math.floor((now - Number(sent)) / minuteMs));
    const level = minutes >= Number(late) ? "late" : minutes >= Number(warn) ? "warn" : "fresh";
    say(card.querySelector(".age b"), String(minutes));
    say(card.querySelector(".level"), card.getAttribute(`data-word-${level}`));
    if (card.dataset.level !== level) card.dataset.level = level;
  }
}

function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

document.body.addEventListener("htmx:afterSettle", event => {
  if (event.detail.target.id !== "kitchen") return;
  ahead = sent() - Date.now();
  const now = new Set(cards().map(card => card.id));
  const fresh = cards().filter(card => !known.has(card.id));
  known = now;
  if (fresh.length === 0) return;
  sound("ticket");
  came.textContent = came.dataset.says.replace("{0}", fresh.map(card => card.getAttribute("aria-label")).join(", "));
});

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || sheet.open || event.target.matches("input")) return;
  if (/^[0-9]$/.test(event.key)) document.querySelector(`[data-key="${event.key}"]`)?.click();
});

// A browser stays silent until somebody touches the page: the screen says so instead of missing the first ticket.
const listening = () => { quiet.hidden = soundReady(); };
quiet.querySelector("button").addEventListener("click", async () => { await wakeSound(); sound("ticket"); listening(); });
// Only once the touch has done its work: the line goes away and everything below it moves up.
addEventListener("click", () => wakeSound().then(listening), { once: true });
addEventListener("keydown", () => wakeSound().then(listening), { once: true });
listening();

// The word in the bar is small; a kitchen that misses tickets must see it from the stove.
const word = document.getElementById("connection");
if (word) new MutationObserver(() => { stale.hidden = word.dataset.state !== "off"; }).observe(word, { attributes: true, attributeFilter: ["data-state"] });

setInterval(tick, tickMs);
htmx.onLoad(() => { document.body.dataset.ready = "true"; }); // when its links are alive too
