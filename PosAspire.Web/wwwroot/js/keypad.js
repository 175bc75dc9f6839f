// The amount handed over: keypad and keyboard fill the same field, and the button says what it will take.
const longest = 12;

const field = () => document.getElementById("typed");

/** A key of the keypad: a digit, the decimal point, 000, or delete. */
export function pad(key) {
  const typed = field();
  if (!typed) return;
  if (key === "⌫") typed.value = typed.value.slice(0, -1);
  else if (key === "." && typed.value.includes(".")) return;
  else if (typed.value.length + key.length <= longest) typed.value += key;
  amountChanged();
}

/** The button shows the amount as the shop writes it; the server reads the field itself and decides. */
export function amountChanged() {
  const typed = field();
  const label = document.querySelector("#take [data-exact]");
  if (!typed || !label) return;
  const { locale, currency, decimals } = typed.dataset;
  const amount = Number(typed.value.replaceAll(locale === "id-ID" ? "." : ",", "").replace(",", "."));
  const money = new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: Number(decimals), maximumFractionDigits: Number(decimals) });
  label.textContent = typed.value === "" || Number.isNaN(amount) ? label.dataset.exact : label.dataset.typed.replace("{0}", money.format(amount));
}
