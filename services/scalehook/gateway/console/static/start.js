// Sees to it that the page starts. A browser gives up what it loads when the machine's networks change, as they do while
// containers start: a module that has not come is not asked for again, but by a new start. No module itself, and first.
(() => {
  const KEPT = "scalehook.starts", MOST = 6, FIRST_PAUSE = 150; // starts by itself; milliseconds, each time twice as many
  const root = document.documentElement;
  let over = false; // another start is due, or none helps
  addEventListener("error", (event) => {
    const wanted = event.target instanceof HTMLScriptElement || (event.target instanceof HTMLLinkElement && event.target.rel === "stylesheet");
    if (wanted || (event instanceof ErrorEvent && root.dataset.started === undefined)) again();
  }, true);
  addEventListener("unhandledrejection", () => { if (root.dataset.started === undefined) again(); });
  addEventListener("started", () => { root.dataset.started = ""; if (!over) sessionStorage.removeItem(KEPT); });

  function again() {
    if (over) return;
    over = true;
    const starts = Number(sessionStorage.getItem(KEPT) ?? 0);
    if (starts >= MOST) { ask(); return; }
    sessionStorage.setItem(KEPT, String(starts + 1));
    setTimeout(() => location.reload(), FIRST_PAUSE * 2 ** starts);
  }

  // The page's own text says what is wrong.
  function ask() {
    const told = document.getElementById("unstarted");
    if (!told && document.readyState === "loading") addEventListener("DOMContentLoaded", ask, { once: true });
    if (!told) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Try again · 重试";
    button.addEventListener("click", () => { sessionStorage.removeItem(KEPT); location.reload(); });
    told.append(" ", button);
    told.className = "alert";
  }
  addEventListener("load", () => setTimeout(() => { if (root.dataset.started === undefined && !over) ask(); }, 5000));
})();
