// Keeps what is typed into a note on the server, a few seconds after the last key, and goes on
// trying while there is no connection. Without this file "Save draft" does the same by a press.
const form = document.querySelector("[data-draft]");
const state = form.querySelector("[data-draft-state]");
const QUIET = 3_000; // after the last key
const LONGEST_WAIT = 60_000;

let changed = 0; // when something was last typed that is not kept yet
let wait = QUIET;
let timer = 0;
let keeping = null;
let leaving = false;

function say(words) {
  const line = state.querySelector("[data-said]");
  if (line.textContent.trim() !== words) line.replaceChildren(document.createTextNode(words));
}

function later(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(keep, milliseconds);
}

// Tried again after twice as long each time, and at once when the browser is back on line.
function again(words) {
  say(words);
  wait = Math.min(wait * 2, LONGEST_WAIT);
  later(wait);
}

function take(text) {
  const found = new DOMParser().parseFromString(text, "text/html").querySelector("[data-kept]");
  const { once, seen, warned, address } = found.dataset;
  if (once) {
    form.elements.once.value = once;
    form.elements.seen.value = seen;
    history.replaceState(null, "", address);
  }
  form.elements.warned.value = warned;
  state.replaceChildren(found);
}

async function send() {
  const body = new FormData(form);
  const sent = changed;
  const answer = await fetch(form.dataset.draft, {
    method: "POST",
    body,
    headers: { "X-Background": "1" },
    redirect: "manual",
    signal: AbortSignal.timeout(20_000),
  });
  if (answer.ok) {
    take(await answer.text());
    wait = QUIET;
    if (changed === sent) changed = 0;
    else later(QUIET);
  } else if (answer.status === 423) {
    again(form.dataset.locked);
  } else if (answer.status === 404 || answer.status === 403) {
    say(form.dataset.refused);
  } else {
    again(form.dataset.offline);
  }
}

function keep() {
  if (!changed || leaving) return null;
  clearTimeout(timer);
  keeping ??= send()
    .catch(() => again(form.dataset.offline))
    .finally(() => (keeping = null));
  return keeping;
}

function note() {
  changed = Date.now();
  if (wait > QUIET) return; // a later try is on its way
  say(form.dataset.saving);
  later(QUIET);
}

form.addEventListener("input", note);
form.addEventListener("change", note);
addEventListener("online", () => {
  wait = QUIET;
  keep();
});
// Unlocked here or in another tab: not the next try but now.
document.querySelector("[data-idle-lock]")?.addEventListener("close", () => {
  wait = QUIET;
  keep();
});
// One at a time: what is being kept must not come after what is being saved.
form.addEventListener("submit", async (event) => {
  if (leaving) return;
  leaving = true;
  clearTimeout(timer);
  if (!keeping) return;
  event.preventDefault();
  const button = event.submitter;
  await keeping;
  form.requestSubmit(button);
});
addEventListener("pageshow", (event) => {
  if (event.persisted) leaving = false;
});
addEventListener("beforeunload", (event) => {
  if (changed && !leaving) event.preventDefault();
});
