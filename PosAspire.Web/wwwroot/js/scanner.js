// A keyboard-wedge scanner types like a person, only faster. Keys that come faster than a person can and end in Enter
// are a scan, never text in a field; anything else is put back where it was being typed.
const gapMs = 30;        // between the characters of one scan
const enterMs = 100;     // some scanners send Enter a little later
const shortest = 4;      // shorter bursts are two fingers rolling over keys
const longest = 80;

const editable = el => el instanceof HTMLInputElement && !["hidden", "checkbox", "radio", "submit"].includes(el.type);

/** Calls onScan(code) for a scan and onKey(character) for a single key pressed outside a field. */
export function listen(onScan, onKey) {
  let burst = null;

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Enter") return ended(event);
    if (event.key === "Shift" || event.key === "CapsLock") return; // part of a capital letter, also a scanner's
    if (event.key.length !== 1) return flush();
    const now = event.timeStamp;
    if (burst && now - burst.at <= gapMs && burst.text.length < longest) return grow(event, now);
    flush();
    // The key before this one may have moved the focus to a field; the browser would still type where the focus was.
    const field = editable(document.activeElement) ? document.activeElement : null;
    const moved = field !== null && field !== event.target;
    if (moved || !field && event.key !== " ") event.preventDefault();
    burst = { text: event.key, at: now, field, before: field && snapshot(field), repeated: event.repeat };
    if (moved) retype(field, burst.before, event.key);
    burst.timer = setTimeout(flush, gapMs * 2);
  }, true);

  function grow(event, now) {
    event.preventDefault();
    if (burst.field && burst.text.length === 1) restore(burst.field, burst.before);
    burst.text += event.key;
    burst.at = now;
    clearTimeout(burst.timer);
    burst.timer = setTimeout(flush, enterMs);
  }

  function ended(event) {
    if (!burst || burst.text.length < shortest || event.timeStamp - burst.at > enterMs) return flush();
    event.preventDefault();
    event.stopPropagation();
    const code = burst.text;
    clearTimeout(burst.timer);
    burst = null;
    onScan(code);
  }

  // A key that moves the focus to a field makes what follows it text.
  function command(character) {
    const field = editable(document.activeElement) ? document.activeElement : null;
    if (field) retype(field, snapshot(field), character);
    else onKey(character);
  }

  // Not a scan after all: a lone key is a command, or is in its field already; several are typed back into the field.
  function flush() {
    if (!burst) return;
    const { text, field, before, timer } = burst;
    clearTimeout(timer);
    burst = null;
    if (field && text.length > 1) retype(field, before, text);
    else if (!field) for (const character of text) command(character);
  }
}

function snapshot(field) {
  return { value: field.value, start: field.selectionStart ?? field.value.length, end: field.selectionEnd ?? field.value.length };
}

function restore(field, before) {
  field.value = before.value;
  field.setSelectionRange?.(before.start, before.end);
}

function retype(field, before, text) {
  restore(field, before);
  field.setRangeText(text, before.start, before.end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
