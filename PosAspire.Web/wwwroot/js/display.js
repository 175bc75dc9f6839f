// The customer's screen follows the cart; a slow look now and then finds what a lost message would have told.
const lookMs = 5000;
const draw = () => htmx.ajax("GET", "/display/now", { source: document.body, target: "#shown", swap: "outerHTML" });

document.body.addEventListener("live:cart", draw);
setInterval(() => { if (!document.hidden) draw(); }, lookMs);
document.body.addEventListener("htmx:afterSettle", () => document.querySelector(".bought [data-changed]")?.scrollIntoView({ block: "nearest" }));
document.body.dataset.ready = "true";
