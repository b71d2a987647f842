// Drives the page in headless Chromium: node drive.mjs PAGE.html CHROMIUM PRINTED.pdf
// The page holds the tables under tables/ beside others. Ends with 1 and says what was wrong.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [file, executablePath, pdf] = process.argv.slice(2);
const url = pathToFileURL(file).href;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

const browser = await chromium.launch({
  executablePath,
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
  ],
});

/** Opens the page; whatever it says, asks for or fetches is a fault. */
async function open(options = {}) {
  const context = await browser.newContext({ viewport: DESK, colorScheme: "light", ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    if (request.url() !== url && !request.url().startsWith("data:")) faults.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, close: async () => { await context.close(); assert.deepEqual(faults, []); } };
}

const steps = {
  async "hostile names stay text"() {
    const { page, close } = await open();
    const found = await page.evaluate(() => ({
      scripts: document.scripts.length,
      images: document.images.length,
      handlers: document.querySelectorAll("[onload], [onerror]").length,
      tables: document.querySelectorAll("table.form").length,
      sections: document.querySelectorAll("section.project").length,
      shown: document.body.textContent.includes("<script>alert('项目')</script>{{title}}"),
    }));
    assert.deepEqual({ ...found, tables: 0, sections: 0 },
      { scripts: 1, images: 0, handlers: 0, tables: 0, sections: 0, shown: true });
    assert.equal(found.tables, found.sections);
    await close();
  },

  async "sorts by figures and by names, with mouse and keyboard"() {
    const { page, close } = await open();
    const values = () => page.$$eval(".overview tbody tr", (rows) => rows.map((row) => row.cells[5].dataset.v));
    const head = page.locator(".overview thead th").nth(5);
    await head.locator("button").click();
    assert.equal(await head.getAttribute("aria-sort"), "descending");
    const down = (await values()).map(Number);
    assert.deepEqual(down, [...down].sort((a, b) => b - a));
    assert.ok(new Set(down).size > 2, "scores that differ");
    await head.locator("button").focus();
    await page.keyboard.press("Enter");
    assert.equal(await head.getAttribute("aria-sort"), "ascending");
    assert.deepEqual((await values()).map(Number), [...down].reverse());
    await page.locator(".overview thead th button").first().click();
    assert.equal(await head.getAttribute("aria-sort"), "none");
    const names = await page.$$eval(".overview tbody th", (cells) => cells.map((cell) => cell.textContent));
    const by = new Intl.Collator("zh-CN", { numeric: true });
    assert.deepEqual(names, [...names].sort(by.compare));
    await close();
  },

  async "searches names, indicators and findings"() {
    const { page, close } = await open();
    const shown = async (text) => {
      await page.locator("#search").fill(text);
      await page.waitForTimeout(250);
      const rows = await page.locator(".overview tbody tr:visible").count();
      assert.equal(await page.locator("section.project:visible").count(), rows, text);
      return rows;
    };
    const all = await shown("");
    assert.ok(all > 3);
    assert.equal(await shown("公路"), 1);
    assert.equal(await shown("塌方"), 1);
    assert.equal(await shown("J4011"), 1);
    assert.equal(await shown("<script> 引号"), 1);
    assert.equal(await shown("查无此项"), 0);
    assert.ok(await page.locator("#empty").isVisible());
    assert.equal(await shown(""), all);
    await page.locator("#only").check();
    const found = await page.locator(".overview tbody tr:visible").count();
    assert.ok(found > 0 && found < all, `${found} of ${all}`);
    assert.equal(await page.locator("#count").textContent(), `${found} / ${all}`);
    await close();
  },

  async "unfolds a calculation by its score, by its line and all at once"() {
    const { page, close } = await open();
    const section = page.locator("section.project", { hasText: "农村公路养护补助资金" });
    const details = section.locator(".rows details").first();
    assert.equal(await details.evaluate((element) => element.open), false);
    await section.locator(".rows td.score").first().click();
    assert.equal(await details.evaluate((element) => element.open), true);
    assert.ok(await details.locator("li", { hasText: "108.5 ÷ 120" }).isVisible());
    await details.locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.equal(await details.evaluate((element) => element.open), false);
    const folded = () => page.$$eval("details", (all) => all.filter((element) => !element.open).length);
    await page.locator("#unfold").click();
    assert.equal(await folded(), 0);
    await page.locator("#unfold").click();
    assert.ok((await folded()) > 100);
    await close();
  },

  async "finds each finding below the row that it concerns"() {
    const { page, close } = await open();
    const before = (code, name) => page.$$eval(".why .findings li", (all, [code, name]) =>
      all.filter((finding) => finding.textContent.includes(code)).map((finding) =>
        finding.closest("tr").previousElementSibling.textContent.includes(name)), [code, name]);
    assert.deepEqual(await before("“完工时间”", "完工时间"), [true]);
    assert.deepEqual(await before("J4003", "年度资金总额"), [true]);
    assert.deepEqual(await before("J4011", "总分"), [true]);
    await close();
  },

  async "speaks Chinese and English"() {
    const { page, close } = await open();
    const state = () => page.evaluate(() => ({
      lang: document.documentElement.lang,
      title: document.title,
      zh: [...document.querySelectorAll("main span[lang=zh]")].filter((e) => e.checkVisibility()).length > 0,
      en: [...document.querySelectorAll("main span[lang=en]")].filter((e) => e.checkVisibility()).length > 0,
    }));
    assert.deepEqual(await state(), { lang: "zh", title: "绩效自评复核", zh: true, en: false });
    await page.getByRole("button", { name: "English" }).click();
    assert.deepEqual(await state(), { lang: "en", title: "Self-evaluations, recomputed", zh: false, en: true });
    assert.ok(await page.getByRole("heading", { name: "Overview" }).isVisible());
    await page.getByRole("button", { name: "中文" }).click();
    assert.deepEqual(await state(), { lang: "zh", title: "绩效自评复核", zh: true, en: false });
    await close();
  },

  async "is light or dark, as the system says or as is chosen"() {
    const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await open();
    const white = await paper(light.page);
    await light.page.locator("[data-switch=theme] button").nth(1).click();
    const chosen = await paper(light.page);
    await light.close();
    const dark = await open({ colorScheme: "dark" });
    assert.equal(await paper(dark.page), chosen);
    assert.notEqual(white, chosen);
    await dark.page.locator("[data-switch=theme] button").nth(0).click();
    assert.equal(await paper(dark.page), white);
    await dark.close();
  },

  async "has no serious fault of access, in any dress"() {
    for (const viewport of [DESK, PHONE]) {
      for (const colorScheme of ["light", "dark"]) {
        const { page, close } = await open({ viewport, colorScheme, bypassCSP: true });
        await page.locator("#unfold").click();
        for (const name of ["中文", "English"]) {
          await page.getByRole("button", { name }).click();
          await page.evaluate(axe);
          const { violations, passes } = await page.evaluate(() => axe.run());
          assert.ok(passes.length > 15, "axe looked at the page");
          const told = violations.filter(({ impact }) => impact === "serious" || impact === "critical")
            .map(({ id, nodes }) => `${id}: ${nodes.length} × ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`);
          assert.deepEqual(told, [], `${viewport.width} ${colorScheme} ${name}`);
        }
        await close();
      }
    }
  },

  async "fits a phone, and skips to the projects by keyboard"() {
    for (const width of [390, 320]) {
      const { page, close } = await open({ viewport: { width, height: 800 } });
      await page.locator("#unfold").click();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}`);
      // The cells of a card share its width: none is squeezed to a column of single characters.
      const narrow = await page.evaluate(() =>
        [...document.querySelectorAll(".rows td[class]")].filter((cell) => {
          const width = cell.getBoundingClientRect().width;
          return width > 0 && width < cell.closest("tr").getBoundingClientRect().width / 4;
        }).length);
      assert.equal(narrow, 0, `${width}`);
      await page.reload();
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "projects");
      await close();
    }
  },

  async "is whole without scripts"() {
    const { page, close } = await open({ javaScriptEnabled: false });
    assert.ok(await page.locator("table.form").first().isVisible());
    assert.equal(await page.locator("#search").isVisible(), false);
    await page.locator("summary").first().click();
    assert.ok(await page.locator("details li").first().isVisible());
    await close();
  },

  async "prints"() {
    const { page, close } = await open({ colorScheme: "dark" });
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    await close();
  },
};

let wrong = 0;
for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    console.log(`ok: ${name}`);
  } catch (error) {
    wrong += 1;
    console.log(`WRONG: ${name}\n${error.message}`);
  }
}
await browser.close();
process.exit(wrong ? 1 : 0);
