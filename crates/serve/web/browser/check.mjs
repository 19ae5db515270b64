// Goes over every page of a desk in Chromium, at two widths, light and dark, with and without scripts.
//   node check.mjs ADDRESS [--shots FOLDER] [--all] [--hostile]
import { chromium } from "playwright-core";
import { createRequire } from "node:module";
import { mkdir, readFile } from "node:fs/promises";

const address = process.argv[2];
const has = (flag) => process.argv.includes(flag);
const after = (flag) => process.argv[process.argv.indexOf(flag) + 1];
const shots = has("--shots") ? after("--shots") : null;
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const wrong = [];
const fail = (where, what) => {
  wrong.push(`${where}: ${what}`);
  console.error(`  ${where}: ${what}`);
};

const ask = async (path) => (await fetch(address + path, { headers: { accept: "application/json" } })).json();
const few = has("--all") ? 12 : 3;
const first = (list, number = few) => (list?.items ?? []).slice(0, number);
const part = encodeURIComponent;

/** Every kind of page, and some of each where there are many. */
async function pages() {
  const fixed = {
    today: "/", dossiers: "/dossiers", timeline: "/timeline", events: "/events", statements: "/statements", agenda: "/agenda",
    actors: "/actors", map: "/map", network: "/network", stories: "/stories", articles: "/articles", search: "/search?q=talks",
    "search-none": "/search", read: "/read", "events-filtered": "/events?type=CONSULT&status=planned&sort=oldest", error: "/nowhere",
    "error-filter": "/events?type=NONE",
  };
  const named = Object.entries(fixed);
  const [dossiers, network, actors, articles, stories] = await Promise.all(
    ["dossiers", "network", "actors?limit=20", "articles?limit=40", "stories"].map((list) => ask(`/api/v1/${list}`)));
  first(dossiers).forEach((one, at) => {
    named.push([`dossier-${at}`, `/dossier/${part(one.name)}`]);
    if (!at) named.push(["dossier-as-of", `/dossier/${part(one.name)}?as_of=2025-06-01`], ["changed-dossier", `/changed?dossier=${part(one.name)}&since=2000-01-01`], ["timeline-dossier", `/timeline?dossier=${part(one.name)}`]);
  });
  (network.edges ?? []).slice(0, few).forEach((one, at) => {
    named.push([`dyad-${at}`, `/dyad/${one.first}-${one.second}?by=month`]);
    if (!at) named.push(["changed-dyad", `/changed?dyad=${one.first}-${one.second}&since=2000-01-01`]);
  });
  first(actors).forEach((one, at) => {
    named.push([`actor-${at}`, `/actor/${part(one.entity ?? one.code)}`]);
    if (!at) named.push(["changed-actor", `/changed?actor=${part(one.code)}&since=2000-01-01`]);
  });
  const longest = [...(articles.items ?? [])].sort((a, b) => b.events + b.statements - a.events - a.statements);
  longest.slice(0, few * 2).forEach((one, at) => named.push([`article-${at}`, `/article/${part(one.id)}`]));
  first(stories).forEach((one, at) => named.push([`story-${at}`, `/story/${part(one.id)}`]));
  return named;
}

const listen = (page, name) => {
  page.on("console", (message) => message.type() === "error" && !/the server responded with a status of [45]/.test(message.text()) && fail(name, `console: ${message.text()}`));
  page.on("pageerror", (error) => fail(name, `error: ${error.message}`));
  page.on("dialog", (dialog) => {
    fail(name, "a dialog opened: a script ran");
    void dialog.dismiss();
  });
  page.on("requestfailed", (request) => !request.url().endsWith("/live") && fail(name, `not loaded: ${request.url()} ${request.failure()?.errorText}`));
};

async function settle(page) {
  await page.waitForLoadState("load");
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

async function look(browser, named) {
  for (const [width, height] of [[360, 780], [1280, 900]]) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
      await context.addInitScript(() => addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)));
      const page = await context.newPage();
      let name = "";
      listen(page, { toString: () => name });
      for (const [kind, path] of named) {
        name = `${kind} ${width} ${colorScheme}`;
        const answer = await page.goto(address + path);
        const expected = kind.startsWith("error") ? 400 : 200;
        if (expected === 200 ? answer.status() !== 200 : answer.status() < 400) fail(name, `status ${answer.status()} of ${path}`);
        await settle(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) {
          const which = await page.evaluate(() => [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".wide, .scroll, svg, .heard")).slice(0, 3).map((one) => `${one.tagName}.${one.className}`).join(" "));
          fail(name, `${wide} px too wide: ${which}`);
        }
        await page.evaluate(axe);
        const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
        for (const one of result.violations) fail(name, `axe ${one.id}: ${one.help}: ${one.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(" | ")} (${one.nodes.length})`);
        if (shots) await page.screenshot({ path: `${shots}/${kind}-${width}-${colorScheme}.png`, fullPage: has("--whole") });
      }
      await context.close();
    }
  }
}

/** Without scripts the main content is there all the same. */
async function bare(browser, named) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  for (const [kind, path] of named) {
    await page.goto(address + path);
    const main = (await page.locator("main").innerText()).trim();
    if (main.length < 60 || !(await page.locator("h1").innerText()).trim()) fail(`${kind} without scripts`, `says only ${JSON.stringify(main.slice(0, 60))}`);
    if (kind.startsWith("article-")) {
      const link = page.locator("[data-reading] a").first();
      if (await link.count()) {
        const note = (await link.getAttribute("href")).slice(1);
        if (!(await page.locator(`[id="${note}"]`).count())) fail(`${kind} without scripts`, `no note ${note}`);
      }
    }
  }
  await context.close();
}

async function press(page, key, until, most = 400) {
  for (let at = 0; at < most; at++) {
    await page.keyboard.press(key);
    if (await page.evaluate(until)) return true;
  }
  return false;
}

/** From the head of a dossier to a sentence, and from marked words to their note, with keys alone. */
async function keys(browser, named) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const path = (kind) => named.find(([name]) => name === kind)?.[1];
  if (path("dossier-0")) {
    await page.goto(address + path("dossier-0"));
    await page.keyboard.press("Tab");
    if (!(await page.evaluate(() => document.activeElement.className === "skip"))) fail("dossier by keys", "the first stop is not the link to the content");
    await page.keyboard.press("Enter");
    if (!(await press(page, "Tab", () => document.activeElement.matches("details.ev > summary")))) fail("dossier by keys", "no sentence can be reached");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    if (outline === "none") fail("dossier by keys", "the focus is not to be seen");
    await page.keyboard.press("Enter");
    if (!(await page.evaluate(() => document.activeElement.parentElement.open && document.activeElement.parentElement.querySelector("blockquote").getBoundingClientRect().height > 0))) fail("dossier by keys", "the sentence does not open");
  }
  if (path("article-0")) {
    await page.goto(address + path("article-0"));
    if (!(await press(page, "Tab", () => document.activeElement.matches("[data-reading] a[data-marks]")))) fail("article by keys", "no marked words can be reached");
    if (await page.locator("[data-card]").isHidden()) fail("article by keys", "the card does not show");
    await page.keyboard.press("Escape");
    if (await page.locator("[data-card]").isVisible()) fail("article by keys", "the card does not go");
    const note = await page.evaluate(() => document.activeElement.hash.slice(1));
    await page.keyboard.press("Enter");
    if (!(await page.evaluate((note) => document.querySelector(":target")?.id === note, note))) fail("article by keys", "the note is not reached");
  }
  if (path("timeline")) {
    await page.goto(address + path("timeline"));
    if (!(await page.locator("input[type=range]").count())) fail("timeline", "the day has no slider");
  }
  await context.close();
}

/** What would run if anything were taken for markup. */
const PAYLOADS = [
  "<script>window.__ran=1</script>", "<img src=x onerror=window.__ran=1>", "\"><svg onload=window.__ran=1>", "'-window.__ran=1-'", "javascript:window.__ran=1",
  "</title><script>window.__ran=1</script>", "{{7*7}}{% raw %}", "<iframe srcdoc='<script>parent.__ran=1</script>'>", "<a href=javascript:window.__ran=1>x</a>", "\u202e</p><p onmouseover=window.__ran=1>",
];

async function hostile(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("dialog", (dialog) => fail("hostile", `a dialog: ${dialog.message()}`));
  for (const payload of PAYLOADS) {
    await page.goto(`${address}/read`);
    await page.fill("textarea[name=text]", `Iran and the United States held talks in Muscat on Saturday, ${payload} said.\n\n"${payload}" Sergei Lavrov said. ${payload}`);
    await page.fill("form.paste input[name=date]", "2025-04-12");
    await page.fill("form.paste input[name=title]", payload);
    await page.fill("form.paste input[name=source]", payload);
    await page.click("form.paste button");
    await page.waitForLoadState("load");
    if (await page.evaluate(() => window.__ran)) fail("hostile", `ran on /read: ${payload}`);
    for (const path of [`/search?q=${part(payload)}`, `/events?text=${part(payload)}`, `/actor/${part(payload)}`, `/dossier/${part(payload)}`, `/changed?actor=${part(payload)}`, `/nowhere/${part(payload)}`]) {
      await page.goto(address + path);
      if (await page.evaluate(() => window.__ran)) fail("hostile", `ran on ${path}`);
    }
  }
  // What was put into the store.
  const listed = await ask("/api/v1/articles?limit=1000");
  for (const one of first(listed, has("--all") ? 1000 : 20)) {
    await page.goto(`${address}/article/${part(one.id)}`);
    const found = await page.evaluate(() => window.__ran || [...document.querySelectorAll("main a[href], main [src]")].some((one) => !/^(https?:|\/|#|\?)/.test(one.getAttribute("href") ?? one.getAttribute("src"))) || document.querySelectorAll("main script, main iframe, main img, main object, main embed").length > 0);
    if (found) fail("hostile", `${one.id} has something of its own`);
  }
  await context.close();
}

if (shots) await mkdir(shots, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const begun = Date.now();
const named = await pages();
if (!has("--only-hostile")) {
  await look(browser, named);
  await bare(browser, named);
  await keys(browser, named);
}
await hostile(browser);
await browser.close();
console.log(`${named.length} pages at two widths, light and dark, without scripts and by keys, ${PAYLOADS.length} payloads: ${wrong.length} faults, ${Math.round((Date.now() - begun) / 1000)} s`);
process.exit(wrong.length ? 1 : 0);
