// The amount handed over: the buttons say what they will take, as the shop writes it; the server reads the field itself and decides.
export function amountChanged() {
  const typed = document.getElementById("typed");
  const labels = document.querySelectorAll("#take [data-exact], [data-amount]");
  if (!typed || labels.length === 0) return;
  const { locale, currency, decimals } = typed.dataset;
  const amount = Number(typed.value.replaceAll(locale === "id-ID" ? "." : ",", "").replace(",", "."));
  const money = new Intl.NumberFormat(locale, { style: "currency", currency, minimumFractionDigits: Number(decimals), maximumFractionDigits: Number(decimals) });
  for (const label of labels)
    label.textContent = typed.value === "" || Number.isNaN(amount) ? label.dataset.exact : label.dataset.typed.replace("{0}", money.format(amount));
}

document.addEventListener("input", event => { if (event.target.id === "typed") amountChanged(); });
