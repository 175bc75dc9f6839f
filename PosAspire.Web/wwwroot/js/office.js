// The back office: a form acts once, a choice is shown at once, a row more can be had.
document.addEventListener("submit", event => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
});

// Back to a page that the browser kept: its forms may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

document.addEventListener("change", event => {
  if (event.target.matches("form[data-auto] select, form[data-auto] [type=checkbox], form[data-auto] [type=date]")) event.target.form.requestSubmit();
});

document.addEventListener("click", event => {
  const button = event.target.closest("[data-adds]");
  if (!button) return;
  const rows = document.getElementById(button.dataset.adds);
  const row = rows.lastElementChild.cloneNode(true);
  row.querySelector(".wrong")?.remove();
  for (const field of row.querySelectorAll("input")) field.value = field.name.endsWith("quantity") ? "1" : "";
  rows.append(row);
  row.querySelector("input").focus();
});
