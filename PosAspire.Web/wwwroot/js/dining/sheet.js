// The one dialog of a page: opened by the fragment that is put into it, closed by Esc, by its cross or by what it did.
const sheet = document.getElementById("sheet");

if (sheet.hasAttribute("open")) { sheet.removeAttribute("open"); sheet.showModal(); }

document.body.addEventListener("htmx:afterSettle", event => {
  if (event.detail.target !== sheet) return;
  if (!sheet.open) {
    sheet.showModal();
    sheet.querySelector("[autofocus], .choosing input")?.focus();
  }
  ready();
});
// The page sends it, not the link: a link may be drawn anew while its question is on the way.
document.addEventListener("click", event => {
  const link = event.target.closest("a[data-asks]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  htmx.ajax("get", link.getAttribute("href"), { source: document.body, target: "#sheet", swap: "innerHTML" })
    .catch(() => {}); // without an answer the bar says so (actions.js); the link can be touched again
});
sheet.addEventListener("click", event => {
  if (event.target.closest("[data-closes]")) { event.preventDefault(); sheet.close(); }
  if (event.target === sheet) sheet.close(); // beside it
  const step = event.target.closest("[data-steps]");
  if (step) stepped(step);
});
sheet.addEventListener("close", () => sheet.replaceChildren());
sheet.addEventListener("input", ready);

function stepped(button) {
  const field = button.parentElement.querySelector("input");
  field.value = String(Math.min(999, Math.max(1, (Number(field.value) || 1) + Number(button.dataset.steps))));
  ready();
}

/** The button waits until every group has what it needs, and says what it will cost. */
function ready() {
  const form = sheet.querySelector("form");
  if (!form) return;
  let complete = true;
  for (const group of form.querySelectorAll(".choosing")) {
    const boxes = [...group.querySelectorAll(".option input")];
    const chosen = boxes.filter(box => box.checked).length;
    const full = chosen >= Number(group.dataset.max);
    for (const box of boxes) if (box.type === "checkbox") box.disabled = full && !box.checked;
    if (group.hasAttribute("data-reasons")) {
      const other = boxes.at(-1).checked;
      const words = group.querySelector("[name=words]");
      words.hidden = !other;
      words.required = other;
      if (other && document.activeElement === boxes.at(-1)) words.focus();
      complete &&= chosen > 0 && (!other || words.value.trim() !== "");
    } else complete &&= chosen >= Number(group.dataset.min);
  }
  if (form.hasAttribute("data-chooses")) for (const button of form.querySelectorAll(".ask-foot button:not([type=button])")) wait(form, button, complete);
  total(form);
}

// Taking off a line that the kitchen does not know of needs neither choices nor a reason.
function wait(form, button, complete) {
  button.disabled = !complete && !button.hasAttribute("formnovalidate");
}

function total(form) {
  const place = form.querySelector("[data-total]");
  if (!place) return;
  const { price, currency, locale, decimals } = form.dataset;
  const choices = [...form.querySelectorAll(".option input:checked")].reduce((sum, box) => sum + Number(box.dataset.price ?? 0), 0);
  const quantity = Number(form.elements.quantity.value) || 1;
  const digits = Number(decimals);
  const money = new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
  place.textContent = money.format((Number(price) + choices) * quantity / 10 ** digits);
}

export { ready };
if (sheet.open) ready();
