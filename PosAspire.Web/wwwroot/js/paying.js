// A payment on its way, the same at both tills: the shop's changes tell of it, a look now and then finds what nobody told, and the
// time of a code is counted down. What the page shows is drawn anew only when it has changed.
const lookMs = 2000;
const tickMs = 500;

const dialog = () => document.getElementById("checkout");
let looking = false;

/** draw(path) fetches the dialog again. */
export function follow(draw, isBusy) {
  const look = async here => {
    if (looking || isBusy()) return;
    looking = true;
    try {
      const answer = await fetch(`${here.dataset.look}?version=${here.dataset.version}`, { cache: "no-store", redirect: "manual" });
      if (answer.status === 200 && dialog() === here && !isBusy()) draw(here.dataset.path);
    } catch {
      // Nobody answers just now: the bar says so, and the next look comes soon.
    } finally {
      looking = false;
    }
  };
  document.body.addEventListener("live:order", ({ detail }) => {
    const here = dialog();
    if (here && (detail.resync || detail.id === here.dataset.order && detail.version > Number(here.dataset.version))) look(here);
  });
  setInterval(() => { const here = dialog(); if (here && here.dataset.waits !== undefined && !document.hidden) look(here); }, lookMs);
}

/** The time that is left for a code. */
function tick() {
  for (const place of document.querySelectorAll("[data-until]")) {
    const clock = document.getElementById("clock");
    const now = Date.now() + (clock ? Number(clock.dataset.ahead ?? 0) : 0);
    const left = Math.ceil((Number(place.dataset.until) - now) / 1000);
    const text = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : place.dataset.over;
    if (place.textContent !== text) place.textContent = text;
  }
}
tick();
setInterval(tick, tickMs);
