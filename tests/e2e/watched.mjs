// `test` for pages that must be quiet: an error in the console, an uncaught exception, a failed or refused request
// and a breach of the content security policy each fail the test that caused it.
import { test as plain, expect } from '@playwright/test';

/** What went wrong on any page of this context, in words; a test may empty it after it provoked something. */
export function watch(context) {
  const complaints = [];
  const here = (page) => {
    page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText;
      // A test that reloads or leaves a page breaks off what is still on its way.
      if (why !== 'net::ERR_ABORTED') complaints.push(`request failed: ${request.url()} ${why}`);
    });
    page.on('response', (response) => { if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`); });
  };
  context.pages().forEach(here);
  context.on('page', here);
  // Breaches of the policy are reported to the console as errors, of the page's and its workers' alike.
  context.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/.test(message.text())) complaints.push(`console: ${message.text()}`);
  });
  return complaints;
}

/** Opens an address and waits until the page has started. */
export async function open(page, address = './') {
  await page.goto(address);
  await page.locator('#boot').waitFor({ state: 'detached' });
}

export const test = plain.extend({
  complaints: [async ({ context }, use) => {
    const complaints = watch(context);
    await use(complaints);
    expect(complaints, 'what the browser complained about').toEqual([]);
  }, { auto: true }],
});
export { expect };
