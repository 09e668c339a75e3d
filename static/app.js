// Every page works without this file. It starts govuk-frontend's components and, on staff pages,
// the keyboard shortcuts.
const own = document.querySelector("script[data-govuk]");

// The component says aria-expanded on radios, which ARIA does not allow there.
function plainRadios() {
  for (const radio of document.querySelectorAll("[type=radio][aria-expanded]")) {
    radio.removeAttribute("aria-expanded");
  }
}

import(own.dataset.govuk).then(({ initAll }) => {
  initAll();
  plainRadios();
  document.addEventListener("click", plainRadios);
  addEventListener("pageshow", plainRadios);
});

// On a phone the menu of a staff page folds away; without a script it is all there.
document.querySelector("[data-menu]")?.addEventListener("click", ({ currentTarget: menu }) => {
  menu.setAttribute("aria-expanded", menu.getAttribute("aria-expanded") !== "true");
});

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}

// "/" searches, "g" and a letter goes, "?" lists them. They stand in the page only while the
// person has them switched on.
function startShortcuts(dialog) {
  let afterG = 0;
  const open = () => dialog.open || dialog.showModal();
  const opener = document.querySelector("[data-opens=shortcuts]");
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", open);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "?") {
      open();
    } else if (event.key === "/") {
      const search = document.getElementById("site-search");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (event.key === "g") {
      afterG = Date.now();
    } else if (Date.now() - afterG < 1500) {
      afterG = 0;
      document.querySelector(`[data-go="${CSS.escape(event.key)}"]`)?.click();
    }
  });
}

const shortcuts = document.querySelector("[data-shortcuts]");
if (shortcuts) startShortcuts(shortcuts);

// A printed page needs its folded parts.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    details.dataset.folded = "";
  }
});
addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-folded]")) {
    details.open = false;
    delete details.dataset.folded;
  }
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// F2 turns a staff screen into what is on for families at once, also while somebody types; the
// same key there leads to the unlock page. What was typed and not saved is gone with the page.
const quiet = document.querySelector("[data-quiet]");
const back = document.querySelector("meta[name=fh-quiet]");

function hide() {
  document.body.replaceChildren();
  document.title = "";
}

function goQuiet() {
  try {
    localStorage.setItem("went-quiet", String(Date.now()));
  } catch {
    // Without storage the other tabs of this browser stay until they are touched.
  }
  const form = quiet.cloneNode(true);
  hide();
  form.hidden = true;
  document.body.append(form);
  form.submit();
}

addEventListener("keydown", (event) => {
  if (event.key !== "F2" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (quiet) {
    event.preventDefault();
    goQuiet();
  } else if (back) {
    event.preventDefault();
    location.assign(back.content);
  }
});
quiet?.addEventListener("submit", (event) => {
  event.preventDefault();
  goQuiet();
});
// Other tabs go blank with it, and ask again once the session is locked.
if (quiet) {
  addEventListener("storage", (event) => {
    if (event.key !== "went-quiet") return;
    hide();
    setTimeout(() => location.reload(), 1500);
  });
}
// A page that the browser kept whole must ask again whether it may be seen.
if (quiet) {
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      hide();
      location.reload();
    }
  });
}
