// Says that the store has changed since the page was made; the reader decides when to look.
export function live(page) {
  const news = page.querySelector("[data-live]");
  if (!news || !("EventSource" in window)) return;
  const known = page.documentElement.dataset.changes ?? "";
  let source = null;
  const open = () => {
    source = new EventSource(news.dataset.live);
    source.addEventListener("changed", (event) => {
      if (known && JSON.parse(event.data).counter !== known) news.hidden = false;
    });
  };
  page.addEventListener("visibilitychange", () => {
    if (page.hidden) {
      source?.close();
      source = null;
    } else if (!source) open();
  });
  addEventListener("pagehide", () => source?.close());
  open();
}
