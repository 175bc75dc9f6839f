// The clock in the shop's time, and the word that says whether the server is there.
const pingMs = 5000;
const pingPatienceMs = 3000;

const clock = document.getElementById("clock");
if (clock) {
  // The shop's clock follows the server, not the till's own clock, which may be wrong.
  const ahead = Number(clock.dataset.now) - Date.now();
  const format = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: clock.dataset.zone });
  const tick = () => { clock.textContent = format.format(new Date(Date.now() + ahead)); };
  tick();
  setInterval(tick, 1000);
}

const word = document.getElementById("connection");

export function connected(on, said) {
  word.dataset.state = on ? "on" : "off";
  const text = on ? "Connected" : said ?? "No connection";
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

if (word) {
  setInterval(ping, pingMs);
  addEventListener("offline", () => connected(false));
  addEventListener("online", ping);
}
