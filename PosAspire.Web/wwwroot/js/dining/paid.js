// An order that has ended: its receipt can be printed, and Escape leads back like the big button.
document.addEventListener("click", event => { if (event.target.closest("[data-prints]")) print(); });
document.addEventListener("keydown", event => {
  if ((event.key === "Escape" || event.key === "F10") && !event.repeat) { event.preventDefault(); document.getElementById("next").click(); }
});
document.body.dataset.ready = "true";
