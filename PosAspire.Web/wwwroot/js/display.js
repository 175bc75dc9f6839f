// The customer's screen follows the cart and the payment; a slow look now and then finds what a lost message would have told.
import "./paying.js";

const lookMs = 5000;
const draw = () => htmx.ajax("GET", "/display/now", { source: document.body, target: "#shown", swap: "outerHTML" });

document.body.addEventListener("live:cart", draw);
document.body.addEventListener("live:order", draw);
setInterval(() => { if (!document.hidden) draw(); }, lookMs);
// What has not changed is left alone, so that a code does not flicker before a telephone.
document.body.addEventListener("htmx:beforeSwap", event => {
  const same = /data-same="([^"]*)"/.exec(event.detail.xhr.responseText)?.[1];
  if (same !== undefined && same === document.getElementById("shown")?.dataset.same) event.detail.shouldSwap = false;
});
document.body.addEventListener("htmx:afterSettle", () => document.querySelector(".bought [data-changed]")?.scrollIntoView({ block: "nearest" }));
document.body.dataset.ready = "true";
