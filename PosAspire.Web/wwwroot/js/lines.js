// The lines of the cart: which one the handles act on, and how many of it there are to be.
const cart = () => document.getElementById("cart");
const lines = () => [...cart().querySelectorAll(".line")];
const dialog = document.getElementById("quantity");
let chosen = null;

export const selected = () => lines().find(line => line.querySelector(".pick").checked);

export function select(line) {
  if (!line) return;
  line.querySelector(".pick").checked = true;
  chosen = line.dataset.line;
  line.scrollIntoView({ block: "nearest" });
  const many = document.getElementById("many");
  if (!many) return;
  many.firstElementChild.textContent = line.dataset.quantity;
  const unit = document.getElementById("unit");
  unit.hidden = !line.dataset.unit;
  unit.value = line.dataset.unit ?? "";
  unit.lastElementChild.textContent = line.dataset.unitWord ?? "";
  unit.setAttribute("aria-label", unit.dataset.label.replace("{0}", line.dataset.unitWord ?? ""));
}

/** After the cart was drawn: the line that changed, else the one that was selected, else the last. */
export function reselect() {
  const all = lines();
  select(all.find(line => line.hasAttribute("data-changed")) ?? all.find(line => line.dataset.line === chosen) ?? all.at(-1));
}

export function move(by) {
  const all = lines();
  if (all.length) select(all[Math.min(Math.max(all.indexOf(selected()) + by, 0), all.length - 1)]);
  return all.length > 0;
}

/** Asks how many; a digit that was typed already is the first of the answer. */
export function askHowMany(digit = "") {
  const line = selected();
  if (!line) return;
  const field = document.getElementById("quantity-field");
  document.getElementById("quantity-line").value = line.dataset.line;
  document.getElementById("quantity-name").textContent = line.dataset.name;
  field.value = digit;
  field.placeholder = line.dataset.quantity;
  dialog.showModal();
  field.focus();
}

document.addEventListener("change", event => { if (event.target.matches(".pick")) select(event.target.closest(".line")); });
document.addEventListener("click", event => { if (event.target.closest("#many")) askHowMany(); });
