// What every page can do: the shop's clock, the word for the connection, dialogs, keypads, the menu of the bar.
const pingMs = 5000;
const pingPatienceMs = 3000;

const clock = document.getElementById("clock");
if (clock) {
  // The shop's clock follows the server, not the till's own clock, which may be wrong.
  const ahead = Number(clock.dataset.now) - Date.now();
  clock.dataset.ahead = String(ahead);
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: clock.dataset.zone });
  const tick = () => { clock.textContent = format.format(new Date(Date.now() + ahead)); };
  tick();
  setInterval(tick, 1000);
}

const word = document.getElementById("connection");

/** Says how the connection is: true, false, or "wait" with what is being waited for. */
export function connected(state, said) {
  if (!word) return;
  word.dataset.state = state === true ? "on" : state === "wait" ? "wait" : "off";
  const text = said ?? (state === true ? word.dataset.on : word.dataset.off);
  if (word.textContent !== text) word.textContent = text;
}

async function ping() {
  if (document.hidden) return;
  try {
    const answer = await fetch("/health/live", { signal: AbortSignal.timeout(pingPatienceMs), cache: "no-store" });
    connected(answer.status < 500); // any answer will do: the question is whether the server is there
  } catch {
    connected(false);
  }
}

if (document.body.dataset.live) import("./live.js"); // its stream says whether the server is there
else if (word) {
  setInterval(ping, pingMs);
  addEventListener("offline", () => connected(false));
  addEventListener("online", ping);
}

// Dialogs: a button with data-opens shows one; one drawn with data-show shows itself, also in a fragment.
document.addEventListener("click", event => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  for (const menu of document.querySelectorAll("details.menu[open]"))
    if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", event => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

const show = within => {
  for (const dialog of within.querySelectorAll("dialog[data-show]")) if (!dialog.open) dialog.showModal();
};
show(document);
document.addEventListener("htmx:afterSettle", event => show(event.target));

// Keypads fill the field they name; whoever listens to that field hears it as if it were typed.
document.addEventListener("click", event => {
  const key = event.target.closest(".keypad[data-for] [data-pad]");
  const field = key && document.getElementById(key.closest(".keypad").dataset.for);
  if (!field) return;
  const value = key.dataset.pad;
  if (value === "⌫") field.value = field.value.slice(0, -1);
  else if (value === "C") field.value = "";
  else if (!(/[.,]/.test(value) && field.value.includes(value)) && (field.maxLength < 0 || field.value.length + value.length <= field.maxLength)) field.value += value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
