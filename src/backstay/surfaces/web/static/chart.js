// Draws the charts of a page. The interpreter evaluates Vega's expressions without eval, which the content policy forbids.
import { expressionInterpreter } from "./vendor/vega-interpreter.js";

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function colours(domain) {
  const named = ["--c1", "--c2", "--c3", "--c4", "--c5"].map(style);
  return domain.map((_, place) => named[place] ?? style("--c0"));
}

function dressed(spec) {
  const { color, stroke } = spec.encoding ?? {};
  for (const channel of [color, stroke]) if (channel?.type === "nominal") channel.scale.range = colours(channel.scale.domain);
  const font = style("--ui");
  const text = { labelColor: style("--soft"), titleColor: style("--soft"), labelFont: font, titleFont: font, labelFontSize: 12, titleFontSize: 12 };
  const axis = { ...text, domainColor: style("--line"), gridColor: style("--line"), tickColor: style("--line") };
  const legend = { ...text, orient: "top", symbolStrokeColor: style("--soft"), symbolFillColor: style("--soft"), columns: 6 };
  const marks = { line: { color: style("--c1") }, area: { color: style("--c1") }, rule: { color: style("--c2") } };
  const header = { labelColor: style("--soft"), labelFont: font, labelFontSize: 12 };
  return { ...spec, background: null, config: { view: { stroke: null }, axis, legend, font, header, ...marks } };
}

async function draw(place) {
  const answer = await fetch(place.dataset.spec);
  if (!answer.ok) throw new Error(`the chart's data did not come (${answer.status})`);
  const spec = await answer.json();
  const target = document.createElement("div");
  const options = {
    actions: false,
    ast: true,
    expr: expressionInterpreter,
    renderer: "svg",
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  };
  const wide = window.innerWidth >= 700;
  const drawn = dressed(spec);
  if (!wide) drawn.config.legend.columns = 2;
  place.replaceChildren(target);
  await globalThis.vegaEmbed(target, drawn, options);
  place.dataset.drawn = "yes";
}

function drawAll() {
  for (const place of document.querySelectorAll(".chart[data-spec]")) {
    draw(place).catch((error) => {
      const note = document.createElement("p");
      note.className = "quiet";
      note.textContent = `The chart could not be drawn: ${error.message}. The table below holds the same.`;
      place.replaceChildren(note);
    });
  }
}

drawAll();
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
