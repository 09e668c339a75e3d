// Covers a screen that nobody has touched for as long as the council allows, and locks the
// session with it. What stands in the page's boxes stays there. Without this file the lock still
// meets the next press; only the screen is not covered.
const dialog = document.querySelector("[data-idle-lock]");
const form = dialog.querySelector("form");
const wrong = dialog.querySelector("[data-wrong]");
const allowed = Number(dialog.dataset.minutes) * 60_000;
const PING = 2 * 60_000;
const KEY = "active-at"; // every tab of this browser writes it: one person, one clock

let pinged = Date.now();
let locking = null; // the session's lock, asked for or known to be there

function activeAt() {
  try {
    return Number(localStorage.getItem(KEY)) || pinged;
  } catch {
    return pinged;
  }
}

function noteActivity() {
  if (dialog.open) return;
  try {
    localStorage.setItem(KEY, String(Date.now()));
  } catch {
    pinged = Date.now();
  }
}

function post(address, headers = {}, body = null) {
  const token = form.elements.csrfmiddlewaretoken.value;
  return fetch(address, {
    method: "POST",
    body,
    headers: { "X-CSRFToken": token, ...headers },
    redirect: "manual",
  });
}

async function isOpen() {
  try {
    const answer = await post(dialog.dataset.here, { "X-Background": "1" });
    return answer.status === 204;
  } catch {
    return false;
  }
}

function cover() {
  document.documentElement.dataset.covered = "";
  if (!dialog.open) dialog.showModal();
}

// No answer is tried before the session is locked: what is not locked would open unanswered.
function lock() {
  locking ??= post(dialog.dataset.lock).then(
    () => true,
    () => (locking = null),
  );
  return locking;
}

function uncover() {
  locking = null;
  delete document.documentElement.dataset.covered;
  wrong.hidden = true;
  form.reset();
  dialog.close();
  noteActivity();
}

async function look() {
  if (dialog.open) return;
  const idle = Date.now() - activeAt();
  if (idle >= allowed) {
    cover();
    await lock();
  } else if (idle < PING && Date.now() - pinged >= PING) {
    pinged = Date.now();
    const answer = await post(dialog.dataset.here).catch(() => null);
    if (answer && answer.status !== 204) {
      locking = Promise.resolve(true);
      cover();
    }
  }
}

dialog.addEventListener("cancel", (event) => event.preventDefault());
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const isLocked = await lock();
  if (isLocked) await post(form.action, {}, new FormData(form)).catch(() => {});
  if (isLocked && (await isOpen())) uncover();
  else wrong.hidden = false;
});
for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
  addEventListener(kind, noteActivity, { passive: true });
}
// Unlocked in another tab.
addEventListener("storage", async () => {
  if (dialog.open && (await isOpen())) uncover();
});
addEventListener("focus", async () => {
  if (dialog.open && (await isOpen())) uncover();
});
noteActivity();
setInterval(look, 15_000);
