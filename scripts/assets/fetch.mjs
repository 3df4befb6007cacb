// Copies the pinned browser files out of node_modules into the package, with the licence of everything they are built from.
// Run `npm run fetch` here; the result is committed, so that the wheel needs no second download.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const vendor = join(here, "../../src/backstay/surfaces/web/static/vendor");
const testVendor = join(here, "../../tests/surfaces/web/vendor");

const COPIED = [
  ["vega", "build/vega.min.js", "vega.min.js"],
  ["vega-lite", "build/vega-lite.min.js", "vega-lite.min.js"],
  ["vega-embed", "build/vega-embed.min.js", "vega-embed.min.js"],
  ["htmx.org", "dist/htmx.min.js", "htmx.min.js"],
];
const PERMISSIVE = new Set(["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "Unlicense"]);

const about = (name) => JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));

function closure(names, seen = new Set()) {
  for (const name of names) {
    if (seen.has(name) || !existsSync(join(modules, name))) continue;
    seen.add(name);
    closure(Object.keys(about(name).dependencies ?? {}), seen);
  }
  return seen;
}

function licenceText(name) {
  const file = readdirSync(join(modules, name)).find((each) => /^licen[cs]e(\.|-|$)/i.test(each));
  return file ? readFileSync(join(modules, name, file), "utf8").trim() : "(the package names its licence, and carries no text)";
}

function licences() {
  const names = closure(Object.keys(JSON.parse(readFileSync(join(here, "package.json"), "utf8")).dependencies)).values();
  return [...names].sort().map((name) => {
    const { version, license } = about(name);
    if (!PERMISSIVE.has(license)) throw new Error(`${name} is under ${license}, which nobody has allowed`);
    return `${"=".repeat(80)}\n${name} ${version} (${license})\n${"=".repeat(80)}\n\n${licenceText(name)}\n`;
  });
}

/** The interpreter is published as a module only. Its one import is of functions that vega.min.js carries as well. */
function interpreter() {
  const text = readFileSync(join(modules, "vega-interpreter/build/vega-interpreter.js"), "utf8");
  const [first, ...rest] = text.split("\n");
  const names = /^import \{ ([\w, ]+) \} from 'vega-util';$/.exec(first);
  if (!names) throw new Error("vega-interpreter no longer starts with its import of vega-util");
  const body = rest.filter((line) => !line.startsWith("//# sourceMappingURL"));
  return `const { ${names[1]} } = globalThis.vega;\n${body.join("\n")}`;
}

function stripMap(file) {
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
}

mkdirSync(vendor, { recursive: true });
for (const [name, from, to] of COPIED) {
  copyFileSync(join(modules, name, from), join(vendor, to));
  stripMap(join(vendor, to));
}
writeFileSync(join(vendor, "vega-interpreter.js"), interpreter());
writeFileSync(
  join(vendor, "LICENSES.txt"),
  `The JavaScript in this folder comes from the packages below, or was built from them by their authors.\n\n${licences().join("\n")}`,
);
const files = readdirSync(vendor).filter((name) => name.endsWith(".js")).sort();
const sums = files.map((name) => `${createHash("sha256").update(readFileSync(join(vendor, name))).digest("hex")}  ${name}`);
writeFileSync(join(vendor, "SHA256SUMS"), `${sums.join("\n")}\n`);

if (existsSync(join(modules, "axe-core"))) {
  mkdirSync(testVendor, { recursive: true });
  copyFileSync(join(modules, "axe-core/axe.min.js"), join(testVendor, "axe.min.js"));
  copyFileSync(join(modules, "axe-core/LICENSE"), join(testVendor, "axe-LICENSE.txt"));
}
