// Pages that are used again, each for one set of options of a context: a new page costs Chromium half a second.

const idle = new Map();

export async function withPage(browser, options, use) {
  const key = JSON.stringify(options);
  const kept = idle.get(key);
  idle.delete(key);
  const page = kept ?? (await (await browser.newContext(options)).newPage());
  try {
    const result = await use(page, !kept);
    page.removeAllListeners();
    await page.mouse.move(0, 0);
    await page.goto("about:blank"); // else another fragment of the same address would load nothing
    idle.set(key, page);
    return result;
  } catch (error) {
    await page.context().close();
    throw error;
  }
}
