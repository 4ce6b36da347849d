// An answer is read downwards: its question moves up to the top of the window as the answer grows, and stays there.
(() => {
  let seen = 0;
  let latest = "";
  let follows = false;

  function scroller() {
    const wrap = document.querySelector("#chat .panel-wrap");
    return wrap && getComputedStyle(wrap).overflowY === "auto" ? wrap : document.scrollingElement;
  }

  // What lies over the top of the page, where the page itself scrolls.
  function covered(area) {
    if (area !== document.scrollingElement) return area.getBoundingClientRect().top;
    const over = [...document.querySelectorAll("#top, header, #history")].filter((it) =>
      ["sticky", "fixed"].includes(getComputedStyle(it).position));
    return Math.max(0, ...over.map((it) => it.getBoundingClientRect().bottom).filter((bottom) => bottom < 200));
  }

  function align() {
    const questions = document.querySelectorAll("#chat .question");
    const last = questions[questions.length - 1];
    if (questions.length !== seen || (last?.textContent ?? "") !== latest) follows = questions.length > 0;
    seen = questions.length;
    latest = last?.textContent ?? "";
    stale(seen);
    if (!follows || !last) return;
    const area = scroller();
    const { top, bottom } = last.getBoundingClientRect();
    const away = top - covered(area) - 16;
    if (seen === 1 && away >= 0 && bottom < innerHeight / 2) return; // the first one is seen where it is
    if (Math.abs(away) > 1) area.scrollTop += away;
  }

  // What was offered after another answer is not offered after this one.
  function stale(turns) {
    const offered = document.querySelector("#further .further");
    if (offered) offered.hidden = Number(offered.dataset.turns) !== turns;
  }

  // Whoever scrolls reads where they want to.
  const leave = (event) => (follows &&= event.type === "keydown" && !/^(Page|Arrow|Home|End|Tab)/.test(event.key));
  for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    document.addEventListener(type, leave, { capture: true, passive: true });
  }
  new MutationObserver(align).observe(document.documentElement, { subtree: true, childList: true, characterData: true });
})();
