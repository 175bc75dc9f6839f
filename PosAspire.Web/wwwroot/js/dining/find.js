// Narrows a list to what is typed, on the page itself: a menu is short, and an answer must be there before the next letter.
const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

document.addEventListener("input", event => {
  const field = event.target.closest("[data-finds]");
  if (field) find(field);
});

export function find(field) {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  const within = field.closest("dialog, .picker");
  let found = 0;
  for (const row of within.querySelectorAll(field.dataset.finds)) {
    const name = plain(row.dataset.name);
    row.hidden = !words.every(word => name.includes(word));
    if (!row.hidden) found++;
  }
  for (const course of within.querySelectorAll(".course")) course.hidden = !course.querySelector(`${field.dataset.finds}:not([hidden])`);
  const none = within.querySelector(".none");
  if (none) none.hidden = found > 0;
}
