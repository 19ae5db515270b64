// Writes ../assets: scripts and styles made small, and the map of the world as paths. `npm ci && npm run build`.
import { build } from "esbuild";
import { geoEqualEarth, geoPath } from "d3-geo";
import { merge, mesh } from "topojson-client";
import { readFile, writeFile, mkdir } from "node:fs/promises";

const assets = new URL("../assets/", import.meta.url);
await mkdir(assets, { recursive: true });

const [d3, topojson, atlas, esbuild] = await Promise.all(
  ["d3-geo", "topojson-client", "world-atlas", "esbuild"].map(async (name) => {
    const text = await readFile(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8");
    return `${name} ${JSON.parse(text).version}`;
  }),
);

for (const [from, to] of [["desk.js", "desk.js"], ["desk.css", "desk.css"]]) {
  await build({
    entryPoints: [new URL(`src/${from}`, import.meta.url).pathname],
    outfile: new URL(to, assets).pathname,
    bundle: true,
    minify: true,
    format: to.endsWith(".js") ? "esm" : undefined,
    target: ["es2022", "chrome110", "firefox115", "safari16"],
    legalComments: "none",
    charset: "utf8",
    logLevel: "warning",
  });
}

// The projection of `src/chart/project.rs`: Equal Earth, 960 wide, without Antarctica.
const world = JSON.parse(await readFile(new URL("node_modules/world-atlas/countries-110m.json", import.meta.url), "utf8"));
const countries = world.objects.countries;
countries.geometries = countries.geometries.filter((one) => one.id !== "010");
const projection = geoEqualEarth().scale(960 / (2 * 2.7066299836960748)).translate([480, 233]).precision(0.3);
const path = geoPath(projection).digits(1);
const land = relative(path(merge(world, countries.geometries)));
const borders = relative(path(mesh(world, countries, (a, b) => a !== b)));

// `M1,2L3,4Z` as `M1 2l2 2z`: a third of the size.
function relative(lines) {
  return lines.match(/M[^M]*/g).map((line) => {
    const points = line.match(/-?[\d.]+,-?[\d.]+/g).map((pair) => pair.split(",").map((number) => Math.round(number * 10)));
    const steps = points.slice(1).map(([x, y], at) => [x - points[at][0], y - points[at][1]]).filter(([x, y]) => x || y);
    if (!steps.length) return "";
    const write = ([x, y]) => `${x / 10} ${y / 10}`;
    return `M${write(points[0])}l${steps.map(write).join(" ").replaceAll(" -", "-")}${line.endsWith("Z") ? "z" : ""}`;
  }).join("");
}

await writeFile(new URL("world-land.txt", assets), land + "\n");
await writeFile(new URL("world-borders.txt", assets), borders + "\n");
await writeFile(new URL("MADE-WITH.txt", assets),
  `Made by crates/serve/web/build.mjs (npm ci && npm run build) with\n${[d3, topojson, atlas, esbuild].join("\n")}\n` +
  "The map: Natural Earth 1:110m (public domain), by way of world-atlas.\n");
