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
    card.scrollIntoView({ block: "nearest", behavior: calm() ? "auto" : "smooth" });
    card.focus({ preventScroll: true });
  }

  const actions = {
    theme() {
      const dark = document.body.classList.toggle("dark");
      localStorage.setItem("wence-theme", dark ? "dark" : "light");
    },
  };

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("button.cite");
    if (chip) light(chip, { scroll: true });
    const button = event.target.closest("[data-action]");
    if (button) actions[button.dataset.action]?.();
  });

  for (const type of ["mouseover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const chip = event.target.closest?.("button.cite");
      if (chip) light(chip, { scroll: false });
    });
  }

  // The language of the page follows its header. A message is read out by its text: Gradio would have screen readers
  // spell its HTML.
  function settle() {
    const locale = document.querySelector("[data-locale]")?.dataset.locale;
    if (locale && document.documentElement.lang !== locale) document.documentElement.lang = locale;
    document.querySelectorAll("#chat .message [aria-label]").forEach((message) => message.removeAttribute("aria-label"));
  }
  new MutationObserver(settle).observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributeFilter: ["data-locale", "aria-label"],
  });
  // Gradio chooses light or dark when it starts; what the visitor chose comes after that.
  const chosen = localStorage.getItem("wence-theme");
  if (chosen) {
    const started = new MutationObserver(() => {
      if (!document.querySelector("[data-locale]")) return;
      document.body.classList.toggle("dark", chosen === "dark");
      started.disconnect();
    });
    started.observe(document.body, { subtree: true, childList: true });
  }
})();
