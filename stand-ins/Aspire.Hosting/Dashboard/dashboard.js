"use strict";
const pollMilliseconds = 1000, settleMilliseconds = 15000, maxLines = 5000, atEndPixels = 24;
const get = id => document.getElementById(id);
const lines = get("lines"), filter = get("filter"), newest = get("newest");
let selected = decodeURIComponent(location.hash.slice(1)), source, known = new Map(), following = true;

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function mood({ state, health, startedAt, exitCode }) {
  // 143: it was asked to end, and did.
  if (state === "Exited" && exitCode === 143) return "idle";
  if (["Exited", "FailedToStart", "RuntimeUnhealthy"].includes(state)) return "bad";
  if (state === "Finished") return "idle";
  if (state !== "Running") return state === "NotStarted" ? "idle" : "busy";
  // Just started, it has not answered yet: that is no trouble.
  if (health === "Healthy" || !health) return "good";
  return Date.now() - Date.parse(startedAt) < settleMilliseconds ? "busy" : "bad";
}

function uptime(startedAt) {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(startedAt)) / 1000));
  const parts = [[86400, "d"], [3600, "h"], [60, "min"], [1, "s"]];
  const first = parts.findIndex(([size]) => seconds >= size);
  return first < 0 ? "0 s" : parts.slice(first, first + 2)
    .map(([size, unit], index) => `${Math.floor((index ? seconds % parts[first][0] : seconds) / size)} ${unit}`).join(" ");
}

const words = state => (state ?? "Unknown").replace(/([a-z])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);

function detail({ state, health, exitCode, problem }) {
  if (state === "Running") return health && health !== "Healthy" ? problem || health : health ?? "";
  return exitCode === null ? "" : `exit code ${exitCode}`;
}

function row(resource) {
  const { name, type, state, urls, pid, startedAt, restarts } = resource;
  const running = state === "Running", startable = ["Exited", "Finished", "FailedToStart", "NotStarted"].includes(state);
  const commands = ["Executable", "Project"].includes(type)
    ? [["Start", startable], ["Stop", !startable], ["Restart", running]].map(([label, enabled]) => {
      const button = element("button", { type: "button", textContent: label, disabled: !enabled });
      button.setAttribute("aria-label", `${label} ${name}`);
      button.addEventListener("click", event => { event.stopPropagation(); execute(name, label.toLowerCase()); });
      return button;
    }) : [];
  const made = element("tr", { id: "resource-" + name },
    element("td", {}, element("button", { type: "button", className: "name", textContent: name }), element("span", { className: "type", textContent: type })),
    element("td", { className: "state " + mood(resource) }, words(state), element("small", { textContent: detail(resource), title: detail(resource) })),
    element("td", {}, ...urls.map(url => link(url, urls.length > 1))),
    element("td", { className: "number", textContent: running && startedAt ? uptime(startedAt) : "" }),
    element("td", { className: "number", textContent: running ? pid ?? "" : "" }),
    element("td", { className: "number", textContent: restarts || "" }),
    element("td", { className: "commands" }, ...commands));
  made.addEventListener("click", event => event.target.tagName !== "A" && select(name));
  return made;
}

function link({ name, url }, named) {
  if (!/^https?:/.test(url)) return element("span", { className: "type", textContent: url });
  return element("a", { href: url, target: "_blank", rel: "noopener" }, url.replace(/^https?:\/\//, ""), element("span", { textContent: named && name ? `  ${name}` : "" }));
}

function show({ application, resources: all }) {
  const resources = all.filter(({ type, state }) => type !== "Parameter" || state === "ValueMissing");
  document.title = get("application").textContent = application;
  const running = resources.filter(resource => resource.state === "Running").length, troubled = resources.filter(resource => mood(resource) === "bad");
  get("summary").textContent = `${running} running` + (troubled.length ? `, ${troubled.length} in trouble: ${troubled.map(resource => resource.name).join(", ")}` : "");
  const body = get("resources"), next = new Map();
  for (const resource of resources) {
    // A row is made anew only when it reads differently, so that focus and a text selection survive.
    const text = JSON.stringify(resource) + (resource.state === "Running" ? uptime(resource.startedAt) : ""), old = known.get(resource.name);
    if (old?.text === text) { next.set(resource.name, old); continue; }
    const focused = old?.row.contains(document.activeElement) ? [...old.row.querySelectorAll("button, a")].indexOf(document.activeElement) : -1;
    const entry = { text, row: row(resource) };
    old ? old.row.replaceWith(entry.row) : body.append(entry.row);
    if (focused >= 0) entry.row.querySelectorAll("button, a")[focused]?.focus();
    next.set(resource.name, entry);
  }
  for (const [name, entry] of known) if (!next.has(name)) entry.row.remove();
  known = next;
  if (!next.has(selected)) { if (resources.length) select(resources[0].name); }
  else if (!source) select(selected);
  mark();
}

function mark() {
  for (const [name, { row }] of known) row.setAttribute("aria-selected", name === selected);
}

async function poll() {
  try {
    const answer = await fetch("/api/resources");
    if (answer.status === 401) { location.reload(); return; }
    show(await answer.json());
  } catch {
    get("summary").textContent = "The application does not answer.";
  }
  setTimeout(poll, pollMilliseconds);
}

async function execute(name, command) {
  const answer = await fetch(`/api/resources/${encodeURIComponent(name)}/${command}`, { method: "POST" });
  if (!answer.ok) append(await answer.text(), true);
}

function select(name) {
  if (source && name === selected) return;
  selected = name;
  history.replaceState(null, "", "#" + encodeURIComponent(name));
  get("selected").textContent = `Logs of ${name}`;
  lines.replaceChildren();
  source?.close();
  following = true;
  source = new EventSource(`/api/resources/${encodeURIComponent(name)}/logs?follow=true`);
  source.onmessage = event => { const { text, error } = JSON.parse(event.data); append(text, error); };
  mark();
}

function append(text, error) {
  // Colours of a terminal are escape sequences here.
  const line = element("li", { textContent: text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, ""), className: error ? "error" : "" });
  line.hidden = !matches(line);
  lines.append(line);
  if (lines.childElementCount > maxLines) lines.firstElementChild.remove();
  if (following) scheduleScroll();
}

let scheduled = false;
function scheduleScroll() {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => { scheduled = false; lines.scrollTop = lines.scrollHeight; });
}

const matches = line => line.textContent.toLowerCase().includes(filter.value.toLowerCase());
filter.addEventListener("input", () => { for (const line of lines.children) line.hidden = !matches(line); if (following) scheduleScroll(); });
lines.addEventListener("scroll", () => {
  following = lines.scrollHeight - lines.scrollTop - lines.clientHeight < atEndPixels;
  newest.hidden = following;
});
newest.addEventListener("click", () => { following = true; scheduleScroll(); });
get("clear").addEventListener("click", () => lines.replaceChildren());
poll();
