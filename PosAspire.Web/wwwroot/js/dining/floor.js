// The floor: tables refresh by themselves (htmx); a touch on a free one asks how many guests.
import "./actions.js";
import "./sheet.js";

document.body.dataset.draws = "#floor";
htmx.onLoad(() => { document.body.dataset.ready = "true"; }); // when its links are alive too
