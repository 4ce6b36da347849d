// Chips and cards: one listener each for the whole page, because Gradio redraws what lies inside.
(() => {
  const cardOf = (chip) => document.getElementById(chip.className.match(/\bto-(\d+-\d+)\b/)?.[1].replace(/^/, "source-"));
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // The panel shows the sources of one answer: the newest, unless a chip of an older one is pressed.
  function reveal(card) {
    document.querySelectorAll("#sources .turn").forEach((turn) => {
      turn.classList.toggle("chosen", turn === card.closest(".turn"));
      turn.classList.toggle("passed", turn !== card.closest(".turn"));
    });
  }

  function light(chip, { scroll }) {
    const card = cardOf(chip);
    if (!card) return;
    if (scroll) reveal(card);
    document.querySelectorAll(".lit").forEach((lit) => lit.classList.remove("lit"));
    card.classList.add("lit");
    chip.classList.add("lit");
    if (!scroll) return;
    const mark = [...card.querySelectorAll("mark")].find((it) => it.checkVisibility());
    (mark ?? card).scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    card.focus({ preventScroll: true });
  }

  // From a card back to the statement that it bears out.
  function back(number) {
    const chip = document.querySelector(`button.cite.to-${number.dataset.back}`);
    if (!chip) return;
    chip.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
    chip.focus({ preventScroll: true });
    light(chip, { scroll: false });
  }

  function ask(question) {
    const box = document.querySelector("#question textarea");
    write(box, question);
    requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector("#question .submit-button")?.click()));
  }

  function write(box, text) {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("button.cite");
    if (chip) light(chip, { scroll: true });
    const number = event.target.closest("[data-back]");
    if (number) back(number);
    const next = event.target.closest(".further button");
    if (next) ask(next.textContent);
    if (event.target.closest("[data-again]")) {
      ask(event.target.closest("[data-again]").dataset.again);
      document.getElementById("link")?.remove();
    }
  });

  for (const type of ["mouseover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const chip = event.target.closest?.("button.cite");
      if (chip) light(chip, { scroll: false });
    });
  }

  // A message is read out by its text: Gradio would have screen readers spell its HTML.
  function settle() {
    document.querySelectorAll("#chat .message [aria-label]").forEach((message) => message.removeAttribute("aria-label"));
    // Gradio calls them a list without calling any of them an item.
    document.querySelectorAll("#chat .examples[role=list]").forEach((examples) => examples.setAttribute("role", "group"));
    for (const toast of document.querySelectorAll(".toast-body.error:not([data-read])")) {
      toast.dataset.read = "";
      if (!leaving) check(true);
    }
    if (document.querySelector("#question textarea")) recall();
  }
  new MutationObserver(settle).observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributeFilter: ["aria-label"],
  });

  // The connection: said in words when it is lost, tried again, and nothing that was typed or asked is forgotten.
  const LINE = {
    zh: ["连接已断开，正在重新连接…", "连接已恢复。", "没有答完：", "再问一次", "这一步没有做成，请再试一次。"],
    en: ["Connection lost, reconnecting…", "Connected again.", "Was not finished: ", "Ask again", "That did not work. Please try again."],
  };
  const said = () => LINE[document.documentElement.lang.startsWith("en") ? "en" : "zh"];
  let server = null;
  let lost = false;
  let recalled = false;
  let leaving = false;

  function tell(text, again) {
    document.getElementById("link")?.remove();
    if (!text) return;
    const line = document.createElement("div");
    line.id = "link";
    line.setAttribute("role", "status");
    line.append(text);
    if (again) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = said()[3];
      button.dataset.again = again;
      line.append(button);
    }
    document.body.append(line);
  }

  function tellShortly(text, milliseconds) {
    tell(text);
    const line = document.getElementById("link");
    setTimeout(() => line.remove(), milliseconds);
  }

  async function reach() {
    const answer = await fetch("/gradio_api/app_id", { cache: "no-store", signal: AbortSignal.timeout(5000) });
    if (!answer.ok) throw new Error(answer.status);
    return (await answer.json()).app_id;
  }

  function lose() {
    if (lost) return;
    lost = true;
    tell(said()[0]);
    retry();
  }

  async function retry() {
    try {
      const found = await reach();
      const stale = (server !== null && found !== server) || document.querySelector(".writing");
      lost = false;
      if (stale) return location.reload();
      tellShortly(said()[1], 3000);
    } catch {
      setTimeout(retry, 2000);
    }
  }

  // Gradio's own notices of errors are not shown (chat.css): after one, a server that answers has failed at something.
  async function check(failed = false) {
    if (lost || (document.hidden && !failed)) return;
    try {
      const found = await reach();
      if (server !== null && found !== server) return location.reload();
      server = found;
      if (failed) tellShortly(said()[4], 8000);
    } catch {
      lose();
    }
  }
  window.addEventListener("offline", lose);
  document.addEventListener("visibilitychange", () => check());
  setInterval(() => check(), 15000);
  setTimeout(() => check(), 2000);

  // What was typed, or asked and not answered, outlives the page.
  window.addEventListener("beforeunload", () => (leaving = true));
  window.addEventListener("pageshow", () => (leaving = false));
  window.addEventListener("pagehide", () => {
    leaving = true;
    const draft = document.querySelector("#question textarea")?.value;
    const open = document.querySelector("#chat .writing") && [...document.querySelectorAll("#chat .question")].pop();
    draft ? sessionStorage.setItem("wence-draft", draft) : sessionStorage.removeItem("wence-draft");
    if (open) sessionStorage.setItem("wence-unanswered", open.textContent);
  });
  function recall() {
    if (recalled) return;
    recalled = true;
    const draft = sessionStorage.getItem("wence-draft");
    const open = sessionStorage.getItem("wence-unanswered");
    sessionStorage.removeItem("wence-draft");
    sessionStorage.removeItem("wence-unanswered");
    if (draft && !/[?&](doc|q)=/.test(location.search)) write(document.querySelector("#question textarea"), draft);
    if (open) tell(said()[2] + "“" + open.slice(0, 40) + (open.length > 40 ? "…" : "") + "”", open);
  }
})();
