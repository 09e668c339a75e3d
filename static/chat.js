// Asks for what is new every few seconds, on a chat's page and on the list of chats, and sends what
// is typed without turning the page. Without this file a button does the same.
const EVERY = 3_000;
const HIDDEN = 15_000; // while another tab is in front
const SLOWEST = 30_000; // while the portal cannot be reached

function part(text) {
  return new DOMParser().parseFromString(text, "text/html").body;
}

// Asks again and again; `next` says what to do with an answer that is new.
function poll(address, headers, next) {
  let tag = "";
  let wait = EVERY;
  let timer = 0;
  async function ask() {
    clearTimeout(timer);
    try {
      const answer = await fetch(address(), {
        headers: { "X-Requested-With": "fetch", "If-None-Match": tag, ...headers },
        cache: "no-store",
        redirect: "manual",
      });
      wait = EVERY;
      if (answer.status === 410) return location.reload();
      if (answer.ok) {
        tag = answer.headers.get("ETag") ?? "";
        next(part(await answer.text()));
      } else if (answer.status !== 304) {
        wait = HIDDEN;
      }
    } catch {
      wait = Math.min(wait * 2, SLOWEST);
    }
    timer = setTimeout(ask, document.hidden ? Math.max(wait, HIDDEN) : wait);
  }
  timer = setTimeout(ask, EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  return ask;
}

function startChat(room) {
  const log = room.querySelector("[data-log]");
  const list = log.querySelector("ol");
  const form = room.querySelector("[data-say]");
  const box = form?.querySelector("textarea");
  const background = "background" in room.dataset ? { "X-Background": "1" } : {};
  const title = document.title;
  let state = room.dataset.state;
  let unseen = 0;

  for (const one of room.querySelectorAll("[data-by-hand]")) one.hidden = true;
  for (const one of room.querySelectorAll("[data-with-script]")) one.hidden = false;
  const toEnd = () => (log.scrollTop = log.scrollHeight);
  toEnd();

  function last() {
    return Number(list.lastElementChild?.dataset.n ?? 0);
  }

  function put(name, found) {
    const here = room.querySelector(`[data-${name}]`);
    const new_ = found.querySelector(`[data-${name}]`);
    if (here && new_ && here.textContent.trim() !== new_.textContent.trim()) {
      here.replaceChildren(...new_.childNodes);
    }
  }

  function show(found) {
    const root = found.querySelector("[data-state]");
    if (!root) return;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    for (const line of [...root.querySelectorAll("li[data-n]")]) {
      if (Number(line.dataset.n) <= last()) continue;
      if (document.hidden && !line.classList.contains("fh-chat__line--mine")) unseen += 1;
      list.append(line);
    }
    if (atEnd) toEnd();
    put("status", root);
    put("help", root);
    document.title = unseen ? `(${unseen}) ${title}` : title;
    if (root.dataset.state !== state) changed(root.dataset.state);
  }

  // Where the page is another one by now it is turned, unless something is typed.
  function changed(to) {
    const still = ["waiting", "talking"].includes(state) && ["waiting", "talking"].includes(to);
    state = to;
    for (const one of room.querySelectorAll("[data-while]")) one.hidden = one.dataset.while !== to;
    if (still) return;
    if (!box?.value.trim()) return location.reload();
    for (const one of room.querySelectorAll("[data-go-on]")) one.hidden = false;
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    unseen = 0;
    document.title = title;
  });

  const address = () => `${room.dataset.lines}?after=${last()}&of=${room.dataset.of ?? ""}`;
  const ask = poll(address, background, show);
  if (!form) return;

  const problems = form.querySelector("[data-problems]");
  const button = form.querySelector("button[type=submit]");
  let sending = false;

  async function send() {
    if (sending || !box.value.trim()) return;
    sending = true;
    button.disabled = true;
    const words = box.value;
    const body = new FormData(form);
    body.set("after", String(last()));
    try {
      const headers = { "X-Requested-With": "fetch" };
      const answer = await fetch(form.action, { method: "POST", body, headers, redirect: "manual" });
      if (answer.ok) {
        form.elements.token.value = answer.headers.get("X-Token");
        if (box.value === words) box.value = "";
        box.dispatchEvent(new Event("keyup"));
        problems.replaceChildren();
        show(part(await answer.text()));
        toEnd();
      } else if (answer.status === 422) {
        problems.replaceChildren(...part(await answer.text()).querySelector("[data-problem]").childNodes);
      } else if (answer.status === 410) {
        form.submit(); // The page it leads to shows what was typed.
      } else {
        failed();
      }
    } catch {
      failed();
    }
    sending = false;
    button.disabled = false;
    box.focus();
    ask();
  }

  function failed() {
    const said = document.createElement("p");
    said.className = "govuk-error-message";
    said.textContent = form.dataset.failed;
    problems.replaceChildren(said);
  }

  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "look") return;
    event.preventDefault();
    send();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  });
}

function startLists(lists) {
  const title = document.title;
  poll(
    () => lists.dataset.chatLists,
    { "X-Background": "1" },
    (found) => {
      const root = found.querySelector("[data-count]");
      if (!root) return;
      const focused = document.activeElement?.getAttribute("formaction");
      const link = document.activeElement?.getAttribute("href");
      lists.replaceChildren(root);
      const again = focused ? `[formaction="${CSS.escape(focused)}"]` : link && `a[href="${CSS.escape(link)}"]`;
      if (again) lists.querySelector(again)?.focus();
      document.title = root.dataset.count === "0" ? title : `(${root.dataset.count}) ${title}`;
    },
  );
}

const room = document.querySelector("[data-chat]");
const lists = document.querySelector("[data-chat-lists]");
if (room) startChat(room);
if (lists) startLists(lists);
