// Six digits are a PIN: it is sent as soon as the last one is there, once.
import { sound } from "./sound.js";

const field = document.getElementById("pin");
const form = field?.form;
let sent = false;

field?.addEventListener("input", () => {
  field.value = field.value.replace(/\D/g, "");
  if (field.value.length === 6) form.requestSubmit();
});

form?.addEventListener("submit", event => {
  if (sent) return event.preventDefault();
  sent = true;
  form.toggleAttribute("data-busy", true);
});

// Who was faster than this script has typed all of them already.
if (field?.value.length === 6) form.requestSubmit();

// Digits go to the PIN wherever the focus is, so that a touched key does not take the keyboard away.
document.addEventListener("keydown", event => {
  if (!field || event.target === field || !/^\d$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  field.focus();
  if (field.value.length < 6) field.value += event.key;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

addEventListener("pageshow", event => {
  if (!event.persisted || !form) return;
  sent = false; // came back by the back button
  field.value = "";
});

const refused = document.querySelector("[data-sound]");
if (refused && navigator.userActivation?.hasBeenActive) sound(refused.dataset.sound);
