// The table that is filled in, as people know it from Excel and WPS: keys, input methods, clipboard, filling, sorting,
// filtering, finding, and a hundred thousand rows.
import AxeBuilder from '@axe-core/playwright';
import { saved } from './cupboard.mjs';
import { made } from './made.mjs';
import { go, openSample, start } from './page.mjs';
import { expect, test } from './watched.mjs';

const editor = (page) => page.locator('.cells-editor');
const at = (page, row, column) => page.locator(`.cells-row[data-place="${row}"] [data-column="${column}"]`);
const undo = (page) => page.locator('.history-undo');
const asked = (page) => page.locator('dialog.cells-asked');
const toast = (page) => page.locator('.toast');

/** Opens a made document and shows all its indicators. */
async function open(page, file, { address = '#/data/table', timeout = 30_000, ...liked } = {}) {
  await start(page, liked);
  await page.locator('#file-field').setInputFiles(file);
  await expect(page.locator('.header')).toContainText('表格', { timeout });
  await go(page, address);
  await at(page, 0, 1).waitFor({ timeout });
}

/** The active cell, and the first and last selected one that are drawn. */
const where = (page) => page.evaluate(() => {
  const place = (cell) => cell && `${cell.closest('[data-place]').dataset.place},${cell.dataset.column}`;
  const all = [...document.querySelectorAll('.cells-body [aria-selected=true]')];
  const active = place(document.getElementById('cells-active'));
  return all.length > 1 ? `${active} ${place(all[0])}:${place(all.at(-1))}` : active;
});

/** Puts both kinds of content on the clipboard. */
const clipboard = (page, kinds) => page.evaluate(async (kinds) => {
  const blobs = Object.fromEntries(Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })]));
  await navigator.clipboard.write([new ClipboardItem(blobs)]);
}, kinds);

/** The same by an event alone: writing HTML to the clipboard would itself be stopped by the page's security policy. */
const paste = (page, kinds) => editor(page).evaluate((field, kinds) => {
  const clipboardData = new DataTransfer();
  for (const [kind, text] of Object.entries(kinds)) clipboardData.setData(kind, text);
  field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}, kinds);

const texts = (page, column, count) => page.evaluate(([column, count]) => Array.from({ length: count }, (_, row) =>
  document.querySelector(`.cells-row[data-place="${row}"] [data-column="${column}"]`)?.textContent), [column, count]);

async function clean(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.map((fault) => `${fault.id}: ${fault.nodes.slice(0, 4).map((node) => node.target).join(' | ')}`)).toEqual([]);
}

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
});

test('F20 forty keys lead where they lead in a spreadsheet', async ({ page }) => {
  // Ten rows; six indicators between the name and the two columns that follow: the last column is 8.
  await open(page, made(10, 6, (row, k) => (k === 2 && row > 3 && row !== 7 ? null : row + k)));
  await editor(page).focus();
  expect(await where(page)).toBe('0,1');
  const steps = [
    ['ArrowDown', '1,1'], ['ArrowRight', '1,2'], ['ArrowUp', '0,2'], ['ArrowLeft', '0,1'],
    ['End', '0,8'], ['Home', '0,0'], ['Control+End', '9,8'], ['Control+Home', '0,0'],
    ['Control+ArrowRight', '0,8'], ['Control+ArrowLeft', '0,0'], ['Control+ArrowDown', '9,0'], ['Control+ArrowUp', '0,0'],
    ['PageDown', /^[2-9],0$/], ['PageUp', '0,0'], ['Alt+PageDown', '0,6'], ['Alt+PageUp', '0,0'],
    ['ArrowRight', '0,1'], ['ArrowRight', '0,2'], ['ArrowRight', '0,3'],
    ['Control+ArrowDown', '3,3'], ['Control+ArrowDown', '7,3'], ['Control+ArrowDown', '9,3'], ['Control+ArrowUp', '7,3'],
    ['Shift+ArrowDown', '7,3 7,3:8,3'], ['Shift+ArrowRight', '7,3 7,3:8,4'], ['Shift+ArrowUp', '7,3 7,3:7,4'], ['Shift+ArrowLeft', '7,3'],
    ['Shift+Home', '7,3 7,0:7,3'], ['Shift+End', '7,3 7,3:7,8'], ['Control+Shift+Home', '7,3 0,0:7,3'], ['Control+Shift+End', '7,3 7,3:9,8'],
    ['ArrowLeft', '7,2'], ['Control+Shift+ArrowUp', '7,2 0,2:7,2'], ['Control+Shift+ArrowDown', '7,2 7,2:9,2'],
    ['Control+Shift+ArrowLeft', '7,2 7,0:9,2'], ['ArrowLeft', '7,1'], ['Control+Shift+ArrowRight', '7,1 7,1:7,8'],
    ['Shift+PageUp', /^7,1 [0-6],1:7,8$/], ['ArrowUp', '6,1'], ['Shift+PageDown', /^6,1 6,1:[7-9],1$/],
    ['Control+a', '6,1 0,0:9,8'], ['ArrowRight', '6,2'], ['Control+Space', '6,2 0,2:9,2'], ['ArrowRight', '6,3'], ['Shift+Space', '6,3 6,0:6,8'],
    ['ArrowUp', '5,3'], ['Enter', '6,3'], ['Shift+Enter', '5,3'], ['Tab', '5,4'], ['Tab', '5,5'], ['Enter', '6,3'], ['Shift+Tab', '6,2'],
    ['Shift+ArrowRight', '6,2 6,2:6,3'], ['Tab', '6,3 6,2:6,3'], ['Tab', '6,2 6,2:6,3'], ['Enter', '6,3 6,2:6,3'], ['Shift+Enter', '6,2 6,2:6,3'],
  ];
  expect(steps.length).toBeGreaterThanOrEqual(40);
  for (const [key, expected] of steps) {
    await page.keyboard.press(key);
    const found = await where(page);
    if (typeof expected === 'string') expect(found, key).toBe(expected);
    else expect(found, key).toMatch(expected);
    await expect(editor(page), key).toBeFocused();
  }
});

test('F20 typing replaces, F2 opens, Esc gives up, Delete clears, Ctrl+D and Ctrl+R fill, Ctrl+Enter fills a range', async ({ page }) => {
  await open(page, made(6, 4, (row, k) => 10 * (row + 1) + k));
  await at(page, 0, 1).click();
  await page.keyboard.type('55');
  await expect(editor(page)).toHaveValue('55');
  await page.keyboard.press('ArrowRight');
  await expect(at(page, 0, 1)).toHaveText('55');
  expect(await where(page)).toBe('0,2');
  await page.keyboard.press('F2');
  await expect(editor(page)).toHaveValue('11');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('0');
  await expect(editor(page)).toHaveValue('101');
  await page.keyboard.press('Escape');
  await expect(at(page, 0, 2)).toHaveText('11');
  await page.keyboard.press('Delete');
  await expect(at(page, 0, 2)).toHaveText('');
  await expect(undo(page)).toHaveAttribute('aria-label', /撤销：实际值 指标02 · 单位000001 · 全年：11 → 空/);
  await page.keyboard.press('Control+z');
  await expect(at(page, 0, 2)).toHaveText('11');
  for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Control+d']) await page.keyboard.press(key);
  await expect.poll(() => texts(page, 2, 4)).toEqual(['11', '11', '11', '41']);
  await expect(undo(page)).toHaveAttribute('aria-label', '撤销：填充 2 格');
  await at(page, 4, 1).click();
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight', 'Control+r']) await page.keyboard.press(key);
  await expect(at(page, 4, 3)).toHaveText('50');
  await at(page, 2, 3).click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.type('7.5');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => texts(page, 3, 5)).toEqual(['12', '22', '7.5', '7.5', '50']);
  await page.keyboard.press('Backspace');
  await expect(editor(page)).toHaveValue('');
  await page.keyboard.type('95%');
  await page.keyboard.press('Tab');
  await expect(at(page, 2, 3)).toHaveText('0.95');
  // What follows cannot be typed into, and says so.
  await page.keyboard.press('End');
  await page.keyboard.type('1');
  await expect(toast(page)).toContainText('不能填');
  await expect(editor(page)).toHaveValue('');
});

test('F03 an input method begins in the cell, loses no letter, and its Enter commits nothing', async ({ page }) => {
  await open(page, made(4, 2, () => 3));
  await at(page, 1, 1).click();
  const devtools = await page.context().newCDPSession(page);
  const key = (type, more) => devtools.send('Input.dispatchKeyEvent', { type, windowsVirtualKeyCode: 229, key: 'Process', code: 'KeyB', ...more });
  await key('rawKeyDown');
  await devtools.send('Input.imeSetComposition', { text: 'bu', selectionStart: 2, selectionEnd: 2 });
  await expect(editor(page)).toHaveValue('bu');
  await expect(page.locator('.cells-over')).toHaveClass(/is-open/);
  for (const name of ['Enter', 'ArrowDown', 'Escape', 'Tab']) await key('rawKeyDown', { key: name, code: name });
  expect(await where(page)).toBe('1,1');
  await expect(editor(page)).toHaveValue('bu');
  await devtools.send('Input.insertText', { text: '不适用' });
  await expect(editor(page)).toHaveValue('不适用');
  expect(await where(page)).toBe('1,1');
  await expect(at(page, 1, 1)).toHaveText('3');
  await page.keyboard.press('Enter');
  await expect(at(page, 1, 1)).toHaveText('不适用');
  expect(await where(page)).toBe('2,1');
  // Full-width digits, as an input method leaves them.
  await devtools.send('Input.imeSetComposition', { text: '１', selectionStart: 1, selectionEnd: 1 });
  await devtools.send('Input.imeSetComposition', { text: '１２', selectionStart: 2, selectionEnd: 2 });
  await devtools.send('Input.insertText', { text: '１２' });
  await page.keyboard.press('Enter');
  await expect(at(page, 2, 1)).toHaveText('12');
});

test('F03 the first letter falls into a cell that only has the focus, also in a filtered table', async ({ page }) => {
  await open(page, made(9, 2, (row, k) => (k === 0 ? row % 3 : null)));
  const devtools = await page.context().newCDPSession(page);
  const key = (key, code) => devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key, code });
  const compose = (text) => devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await editor(page).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.locator('.cells-menu [name=filter-least]').fill('2');
  await page.locator('.cells-menu').getByRole('button', { name: '完成' }).click();
  await expect(page.locator('.cells-shown')).toHaveText('显示 3 / 共 9');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  expect(await where(page)).toBe('1,2');
  // Nothing was opened: the very first key is the input method's.
  await key('Process', 'KeyJ');
  await compose('j');
  await expect(editor(page)).toHaveValue('j');
  await key('Process', 'KeyI');
  await compose('ji');
  await expect(editor(page)).toHaveValue('ji');
  await key('Process', 'Enter');
  await devtools.send('Input.insertText', { text: '绩' });
  await expect(editor(page)).toHaveValue('绩');
  await expect(page.locator('.cells-over')).toHaveClass(/is-open/);
  expect(await where(page)).toBe('1,2');
  // The first real Enter says that it is no number; the next leaves it marked and goes down.
  await page.keyboard.press('Enter');
  await expect(page.locator('#cells-wrong')).toContainText('看不懂');
  await page.keyboard.press('Enter');
  expect(await where(page)).toBe('2,2');
  await expect(at(page, 1, 2)).toHaveText('绩');
  // A digit as an input method leaves it goes into the row that is on show, and into no hidden one.
  await key('Process', 'Digit8');
  await compose('８');
  await devtools.send('Input.insertText', { text: '８' });
  await page.keyboard.press('Enter');
  await expect(at(page, 2, 2)).toHaveText('8');
  await page.locator('.cells-chip').click();
  await expect(page.locator('.cells-row[data-place]')).toHaveCount(9);
  expect(await texts(page, 2, 9)).toEqual(['', '', '', '', '', '绩', '', '', '8']);
});

test('F02 a block of 40 rows and 12 columns is pasted: a line end in a cell, a merged cell, percents, read-only columns', async ({ page }) => {
  const before = (row, k) => row + k / 4;
  await open(page, made(40, 11, before));
  // The name and eleven indicators: 480 cells, of which the 40 names are read-only.
  const block = Array.from({ length: 40 }, (_, row) => [`单位${row}`, ...Array.from({ length: 11 }, (_, k) => `${row + k}.5`)]);
  block[0][1] = '95%';
  block[1][2] = '１，２３４';
  block[2][3] = '"12\n"';
  block[3][4] = '';
  const tsv = `${block.map((row) => row.join('\t')).join('\r\n')}\r\n`;
  await at(page, 0, 1).click();
  await page.keyboard.press('ArrowLeft');
  await clipboard(page, { 'text/plain': tsv });
  await page.keyboard.press('Control+v');
  await expect(toast(page)).toContainText('已粘贴 440 格，跳过 40 格只读');
  await expect(undo(page)).toHaveAttribute('aria-label', '撤销：粘贴 440 格');
  expect(await texts(page, 1, 3)).toEqual(['0.95', '1.5', '2.5']);
  await expect(at(page, 1, 2)).toHaveText('1234');
  await expect(at(page, 2, 3)).toHaveText('12');
  await expect(at(page, 3, 4)).toHaveText('');
  // The trailing line end is no row: nothing below is touched, and the last row is the last.
  await expect(page.locator('.cells')).toHaveAttribute('aria-rowcount', '41');
  await page.keyboard.press('Control+z');
  await expect(undo(page)).toHaveAttribute('aria-label', '没有可撤销的改动');
  expect(await texts(page, 1, 3)).toEqual(['0', '1', '2']);
  await expect(at(page, 3, 4)).toHaveText('3.75');

  // HTML alone gives what text gives; a merged cell is its value and empty cells.
  const html = '<html><head><style>td{mso-number-format:General}</style></head><body><!--StartFragment--><table>'
    + '<tr><td rowspan=2>7</td><td style="mso-number-format:\'0%\'">50%</td></tr><tr><td>a<br>b</td></tr><tr><td colspan=2> 8\n </td></tr></table></body></html>';
  await at(page, 10, 1).click();
  await paste(page, { 'text/html': html });
  await expect(toast(page)).toContainText('1 格看不懂，没有粘贴：单位000012 指标02“a b”');
  await expect.poll(() => texts(page, 1, 14).then((all) => all.slice(10))).toEqual(['7', '', '8', '13']);
  await expect.poll(() => texts(page, 2, 13).then((all) => all.slice(10))).toEqual(['0.5', '11.25', '']);

  // One value goes into everything selected; what is beyond the table is counted.
  await at(page, 38, 1).click();
  await page.keyboard.press('Shift+ArrowRight');
  await clipboard(page, { 'text/plain': '42' });
  await page.keyboard.press('Control+v');
  await expect(at(page, 38, 2)).toHaveText('42');
  await at(page, 39, 1).click();
  await clipboard(page, { 'text/plain': '1\n2\n3' });
  await page.keyboard.press('Control+v');
  await expect(asked(page)).toContainText('放进 1 格');
  await expect(asked(page)).toContainText('2 行在表格里没有对应的单位，不放');
  await asked(page).getByRole('button', { name: '粘贴' }).click();
  await expect(toast(page)).toContainText('已粘贴 1 格，2 格超出表格没有放下');
  await expect(page.locator('.cells')).toHaveAttribute('aria-rowcount', '41');
});

test('F02 rows below the last become subjects, seen before and taken back in one step', async ({ page }) => {
  await open(page, made(3, 2, (row) => row + 1));
  // With the names: they are the names of the new subjects, and what is too wide is said before anything happens.
  await at(page, 2, 1).click();
  await page.keyboard.press('Home');
  const block = [['单位000003', '30', '31'], ['红河办', '40', '41'], ['', '50', '51'], ['蓝山办', '60', '约61', '', '', '备注']];
  await clipboard(page, { 'text/plain': block.map((row) => row.join('\t')).join('\r\n') });
  await page.keyboard.press('Control+v');
  await expect(asked(page)).toBeVisible();
  await expect(asked(page)).toContainText('放进 7 格');
  await expect(asked(page)).toContainText('1 列放不下：第 6 列“备注”');
  await expect(asked(page)).toContainText('格只读，跳过');
  await expect(asked(page)).toContainText('1 格看不懂，不放进去，在表格里标出来');
  await expect(asked(page).getByRole('checkbox', { name: '新增 3 行（3 个单位）' })).toBeChecked();
  await expect(page.locator('#paste-names')).toHaveValue('红河办\n新单位 1\n蓝山办');
  await expect(asked(page).getByRole('button', { name: '粘贴' })).toBeFocused();
  expect(await texts(page, 1, 3)).toEqual(['1', '2', '3']);
  await expect(undo(page)).toHaveAttribute('aria-label', '没有可撤销的改动');
  // Esc does nothing at all, and leads back into the table.
  await page.keyboard.press('Escape');
  await expect(editor(page)).toBeFocused();
  await expect(undo(page)).toHaveAttribute('aria-label', '没有可撤销的改动');

  await page.keyboard.press('Control+v');
  await page.locator('#paste-names').fill('红河办\n绿原办\n蓝山办');
  await asked(page).getByRole('button', { name: '粘贴' }).click();
  await expect(toast(page)).toContainText('已粘贴 7 格，新增 3 个单位');
  await expect(page.locator('.cells')).toHaveAttribute('aria-rowcount', '7');
  await expect.poll(() => texts(page, 0, 6).then((all) => all.slice(2))).toEqual(['单位000003', '红河办', '绿原办', '蓝山办']);
  await expect.poll(() => texts(page, 1, 6)).toEqual(['1', '2', '30', '40', '50', '60']);
  await expect(at(page, 5, 2)).toHaveText('约61');
  await expect(at(page, 5, 2)).toHaveAttribute('aria-invalid', 'true');
  await expect(editor(page)).toBeFocused();
  await expect(undo(page)).toHaveAttribute('aria-label', '撤销：粘贴 7 格');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.cells')).toHaveAttribute('aria-rowcount', '4');
  expect(await texts(page, 1, 3)).toEqual(['1', '2', '3']);
  await expect(undo(page)).toHaveAttribute('aria-label', '没有可撤销的改动');

  // Without names nobody is added unless it is wanted.
  await at(page, 2, 1).click();
  await clipboard(page, { 'text/plain': '7\n8\n9' });
  await page.keyboard.press('Control+v');
  const adds = asked(page).getByRole('checkbox', { name: '新增 2 行（2 个单位）' });
  await expect(adds).not.toBeChecked();
  await adds.check();
  await expect(asked(page)).toContainText('放进 3 格');
  await expect(page.locator('#paste-names')).toHaveValue('新单位 1\n新单位 2');
  await asked(page).getByRole('button', { name: '粘贴' }).click();
  await expect.poll(() => texts(page, 0, 5).then((all) => all.slice(3))).toEqual(['新单位 1', '新单位 2']);
  await expect.poll(() => texts(page, 1, 5)).toEqual(['1', '2', '7', '8', '9']);
  // A dialog that closed gives back the caret as well as the focus.
  await at(page, 0, 1).click();
  await page.keyboard.type('64');
  await page.keyboard.press('Enter');
  await expect(at(page, 0, 1)).toHaveText('64');
});

test('F02 names in another order are followed; a block with names shifts no values', async ({ page }) => {
  await open(page, made(4, 2, (row) => row + 1));
  await at(page, 0, 1).click();
  await clipboard(page, { 'text/plain': '单位000003\t33\n单位000001\t11\n' });
  await page.keyboard.press('Control+v');
  await expect(asked(page).getByRole('radio', { name: '按第一列的名称找到各单位' })).toBeChecked();
  await asked(page).getByRole('button', { name: '粘贴' }).click();
  await expect.poll(() => texts(page, 1, 4)).toEqual(['11', '2', '33', '4']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => texts(page, 1, 4)).toEqual(['1', '2', '3', '4']);
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+v');
  await asked(page).getByRole('radio', { name: /不看名称/ }).check();
  await expect(asked(page)).toContainText('2 格只读，跳过');
  await asked(page).getByRole('button', { name: '粘贴' }).click();
  await expect.poll(() => texts(page, 1, 4)).toEqual(['33', '11', '3', '4']);
});

test('F02 a heading and a sum that come with a block are no subjects, and a strange name is added only if it is wanted', async ({ page }) => {
  await open(page, made(3, 2, (row) => row + 1));
  await at(page, 0, 1).click();
  await page.keyboard.press('Home');
  const block = [['单位名称', '指标01', '指标02'], ['单位000002', '20', '21'], ['单位000001', '10', '11'], ['红河办', '40', '41'], ['合计', '70', '73']];
  await clipboard(page, { 'text/plain': block.map((row) => row.join('\t')).join('\r\n') });
  await page.keyboard.press('Control+v');
  await expect(asked(page).getByRole('radio', { name: '按第一列的名称找到各单位' })).toBeChecked();
  await expect(asked(page)).toContainText('放进 4 格');
  await expect(asked(page)).toContainText('2 行不放：单位名称、合计（');
  const adds = asked(page).getByRole('checkbox', { name: '新增 1 行（1 个单位）' });
  await expect(adds).not.toBeChecked();
  await asked(page).getByRole('button', { name: '粘贴' }).click();
  await expect(toast(page)).toContainText('已粘贴 4 格，2 格超出表格没有放下，2 行没有放');
  await expect(page.locator('.cells')).toHaveAttribute('aria-rowcount', '4');
  await expect.poll(() => texts(page, 1, 3)).toEqual(['10', '20', '3']);
  await expect.poll(() => texts(page, 2, 3)).toEqual(['11', '21', '3']);
  await expect(page.locator('.cells-marks')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect.poll(() => texts(page, 1, 3)).toEqual(['1', '2', '3']);

  // Wanted: one subject more, and neither the heading nor the sum is one.
  await at(page, 0, 1).click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+v');
  await adds.check();
  await expect(page.locator('#paste-names')).toHaveValue('红河办');
  await asked(page).getByRole('button', { name: '粘贴' }).click();
  await expect(toast(page)).toContainText('已粘贴 6 格，新增 1 个单位，2 行没有放');
  await expect.poll(() => texts(page, 0, 4)).toEqual(['单位000001', '单位000002', '单位000003', '红河办']);
  await expect.poll(() => texts(page, 1, 4)).toEqual(['10', '20', '3', '40']);
});

test('what is not understood is kept beside its cell until it is mended or dismissed', async ({ page }) => {
  await open(page, made(4, 3, (row, k) => (k === 1 ? null : row + 1)));
  const marks = page.locator('.cells-marks');
  // Pasted: the value that counts stays, and what was pasted is marked with its reason.
  await at(page, 0, 1).click();
  await clipboard(page, { 'text/plain': '约5\t大概6\n7\t8\n' });
  await page.keyboard.press('Control+v');
  await expect(marks).toContainText('2 格没有看懂');
  await expect(at(page, 0, 1)).toHaveText('1');
  await expect(at(page, 0, 2)).toHaveText('大概6');
  for (const column of [1, 2]) await expect(at(page, 0, column)).toHaveAttribute('aria-invalid', 'true');
  await expect(at(page, 0, 1)).toHaveAttribute('title', /“约5”没有放进来。看不懂/);
  await expect(at(page, 1, 1)).not.toHaveAttribute('aria-invalid', 'true');
  await expect(editor(page)).toHaveAttribute('aria-label', /单位000001，指标01：1。“约5”没有放进来。看不懂/);
  await expect(page.locator('.cells-note')).toContainText('“约5”没有放进来');
  // It stays while one looks at something else.
  await go(page, '#/data/subjects');
  await go(page, '#/data/table');
  await expect(marks).toContainText('2 格没有看懂');
  await marks.getByRole('button', { name: '看下一格' }).click();
  expect(await where(page)).toBe('0,2');
  // Opening it gives back what was typed; mending it takes the mark away.
  await page.keyboard.press('F2');
  await expect(editor(page)).toHaveValue('大概6');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('6');
  await page.keyboard.press('Enter');
  await expect(at(page, 0, 2)).toHaveText('6');
  await expect(at(page, 0, 2)).not.toHaveAttribute('aria-invalid', 'true');
  await expect(marks).toContainText('1 格没有看懂');
  // Esc on the cell dismisses it and leaves the value alone.
  await at(page, 0, 1).click();
  await page.keyboard.press('Escape');
  await expect(marks).toHaveCount(0);
  await expect(at(page, 0, 1)).toHaveText('1');
  // Typed: Enter tells why, Enter again goes on and leaves it marked; a press elsewhere leaves it marked at once.
  await at(page, 2, 2).click();
  await page.keyboard.type('三十');
  await page.keyboard.press('Enter');
  await expect(page.locator('#cells-wrong')).toContainText('看不懂');
  await expect(editor(page)).toHaveValue('三十');
  await page.keyboard.press('Enter');
  await expect(at(page, 2, 2)).toHaveText('三十');
  expect(await where(page)).toBe('3,2');
  await page.keyboard.type('四十');
  await at(page, 0, 3).click();
  await expect(at(page, 3, 2)).toHaveText('四十');
  await expect(marks).toContainText('2 格没有看懂');
  await expect(undo(page)).toHaveAttribute('aria-label', /指标02 · 单位000001/);
  await marks.getByRole('button', { name: '都不再标' }).click();
  await expect(marks).toHaveCount(0);
  await expect(at(page, 2, 2)).toHaveText('');
});

test('F29 the unit of the column is understood behind a number, and what is understood is shown', async ({ page }) => {
  await open(page, made(3, 2, () => 1));
  await at(page, 0, 1).click();
  for (const [typed, number] of [['1.2万件', '12000'], ['３，５００', '3500'], ['(7)', '-7'], ['85%', '0.85'], ['12件', '12']]) {
    await page.keyboard.insertText(typed);
    await expect(page.locator('.cells-note')).toHaveText(`即 ${number}`);
    await page.keyboard.press('Control+Enter');
    await expect(at(page, 0, 1)).toHaveText(number);
  }
  await page.keyboard.type('5');
  await expect(page.locator('.cells-note')).toBeHidden();
});

test('R51 ten thousand cells are pasted as one step; a picture is no text', async ({ page }, testInfo) => {
  await open(page, made(1_000, 10, () => 1));
  const tsv = Array.from({ length: 1_000 }, (_, row) => Array.from({ length: 10 }, (_, k) => (row + k) / 8).join('\t')).join('\n');
  await at(page, 0, 1).click();
  await clipboard(page, { 'text/plain': tsv });
  await page.evaluate(() => {
    addEventListener('paste', () => { window.began = performance.now(); }, true);
    new MutationObserver(() => { window.ended ??= performance.now(); }).observe(document.querySelector('.cells-body'), { subtree: true, childList: true, characterData: true });
  });
  await page.keyboard.press('Control+v');
  await expect(at(page, 3, 2)).toHaveText('0.5');
  const took = await page.evaluate(() => window.ended - window.began);
  await expect(undo(page)).toHaveAttribute('aria-label', '撤销：粘贴 9991 格');
  testInfo.annotations.push({ type: '10,000 cells', description: `${Math.round(took)} ms` });
  console.log(`10,000 cells on show after ${Math.round(took)} ms`);
  await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    const blob = await new Promise((done) => { canvas.toBlob(done, 'image/png'); });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  });
  await page.keyboard.press('Control+v');
  await expect(toast(page)).toContainText('图片');
});

test('F05 a long walk of steps, with a reload in its middle, is undone to the last cell', async ({ page }) => {
  test.slow();
  await open(page, made(8, 4, (row, k) => ((row + k) % 3 ? row * 4 + k : null)));
  const all = () => page.evaluate(() => [...document.querySelectorAll('.cells-row[data-place]')]
    .sort((a, b) => a.dataset.place - b.dataset.place).map((row) => [...row.querySelectorAll('[data-column]')].map((cell) => cell.textContent)));
  const label = () => undo(page).getAttribute('aria-label');
  const before = await all();
  // The same walk in every run: steps are chosen by a row of numbers that only looks random.
  let seed = 20240229;
  const any = (count) => { seed = (seed * 48271) % 2147483647; return seed % count; };
  const steps = {
    async typed() { await page.keyboard.type(String(1_000 + any(9_000))); await page.keyboard.press('Enter'); },
    async cleared() { await page.keyboard.press('Shift+ArrowDown'); await page.keyboard.press('Delete'); },
    async filled() { await page.keyboard.press('Shift+ArrowDown'); await page.keyboard.press('Control+d'); },
    async pasted() { await paste(page, { 'text/plain': `${any(900)}\t${any(900)}\n${any(900)}\t不适用\n` }); },
    async added() {
      await page.keyboard.press('Control+End');
      await page.keyboard.press('Home');
      await paste(page, { 'text/plain': `\t\n单位${any(9_999)}号\t${any(900)}\n` });
      await asked(page).getByRole('button', { name: '粘贴' }).click();
    },
  };
  let taken = 0;
  const walk = async (count) => {
    for (let k = 0; k < count; k += 1) {
      const last = await label();
      const rows = Number(await page.locator('.cells').getAttribute('aria-rowcount')) - 1;
      await at(page, any(rows - 2), 1 + any(3)).click();
      const kind = any(9) === 0 ? 'added' : ['typed', 'cleared', 'filled', 'pasted'][any(4)];
      await steps[kind]();
      await expect(asked(page)).toHaveCount(0);
      // A step that changes nothing is none, so not every step is waited for.
      if (kind === 'typed') await expect.poll(label).not.toBe(last);
      if (kind === 'added') await expect(page.locator('.cells')).toHaveAttribute('aria-rowcount', String(rows + 2));
      taken += 1;
    }
  };
  await walk(20);
  await saved(page);
  const middle = await all();
  await page.reload();
  await at(page, 0, 1).waitFor();
  await expect.poll(all).toEqual(middle);
  await walk(20);
  expect(taken).toBe(40);
  expect((await all()).length).toBeGreaterThan(before.length);
  // One press for each step; steps of the same name follow each other, so the end alone is waited for.
  await expect(async () => {
    await undo(page).evaluate((button) => button.click());
    await expect(undo(page)).toHaveAttribute('aria-label', '没有可撤销的改动', { timeout: 250 });
  }).toPass({ intervals: [50], timeout: 45_000 });
  expect(await all()).toEqual(before);
});

test('F21 F23 rows that a filter hides are touched by nothing', async ({ page }) => {
  await open(page, made(12, 2, (row, k) => (k === 0 ? row % 3 : row)));
  await editor(page).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.locator('.cells-menu [name=filter-least]').fill('2');
  await page.locator('.cells-menu').getByRole('button', { name: '完成' }).click();
  await expect(page.locator('.cells-shown')).toHaveText('显示 4 / 共 12');
  await expect(page.locator('.cells-chip')).toContainText('指标01 不小于 2');
  await expect(editor(page)).toBeFocused();
  expect(await texts(page, 2, 4)).toEqual(['2', '5', '8', '11']);
  await at(page, 0, 2).click();
  await page.keyboard.press('Control+Shift+ArrowDown');
  await page.keyboard.press('Control+d');
  await expect(undo(page)).toHaveAttribute('aria-label', '撤销：填充 3 格');
  await clipboard(page, { 'text/plain': '6\n6\n6\n6\n6' });
  await at(page, 0, 1).click();
  await page.keyboard.press('Control+v');
  // No subject is added to a filtered table: it might be hidden at once.
  await expect(asked(page)).toContainText('1 行在表格里没有对应的单位，不放。正在筛选');
  await expect(asked(page).getByRole('checkbox')).toHaveCount(0);
  await asked(page).getByRole('button', { name: '粘贴' }).click();
  await expect(toast(page)).toContainText('已粘贴 4 格，1 格超出');
  // What was typed does not make its row disappear; taking the filter away shows everybody.
  await page.locator('.cells-chip').click();
  await expect(page.locator('.cells-row[data-place]')).toHaveCount(12);
  expect(await texts(page, 2, 12)).toEqual(['0', '1', '2', '3', '4', '2', '6', '7', '2', '9', '10', '2']);
  expect(await texts(page, 1, 12)).toEqual(['0', '1', '6', '0', '1', '6', '0', '1', '6', '0', '1', '6']);
});

test('F21 the handle continues a row of numbers and repeats everything else', async ({ page }) => {
  await open(page, made(8, 2, (row) => (row < 2 ? row * 0.1 + 0.1 : null)));
  const handle = async (to) => {
    await page.locator('.cells-handle').hover();
    await page.mouse.down();
    await to.hover();
    await expect(page.locator('.is-filling').first()).toBeVisible();
    await page.mouse.up();
  };
  await at(page, 0, 1).hover();
  await page.mouse.down();
  await at(page, 1, 1).hover();
  await page.mouse.up();
  await handle(at(page, 5, 1));
  await expect.poll(() => texts(page, 1, 7)).toEqual(['0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '']);
  await at(page, 1, 2).click();
  await handle(at(page, 3, 2));
  await expect.poll(() => texts(page, 2, 5)).toEqual(['0.1', '0.2', '0.2', '0.2', '']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => texts(page, 2, 5)).toEqual(['0.1', '0.2', '', '', '']);
});

test('F21 the handle drawn over a filtered table leaves hidden rows as they were', async ({ page }) => {
  await open(page, made(12, 2, (row, k) => (k === 0 ? row % 3 : row < 6 ? row : null)));
  await editor(page).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await page.locator('.cells-menu [name=filter-least]').fill('2');
  await page.locator('.cells-menu').getByRole('button', { name: '完成' }).click();
  // Rows 3, 6, 9 and 12 are on show: 2 and 5 stand there, and go on to 8 and 11.
  expect(await texts(page, 2, 4)).toEqual(['2', '5', '', '']);
  await at(page, 0, 2).hover();
  await page.mouse.down();
  await at(page, 1, 2).hover();
  await page.mouse.up();
  await page.locator('.cells-handle').hover();
  await page.mouse.down();
  await at(page, 3, 2).hover();
  await page.mouse.up();
  await expect.poll(() => texts(page, 2, 4)).toEqual(['2', '5', '8', '11']);
  await expect(undo(page)).toHaveAttribute('aria-label', '撤销：填充 2 格');
  await page.locator('.cells-chip').click();
  await expect(page.locator('.cells-row[data-place]')).toHaveCount(12);
  expect(await texts(page, 2, 12)).toEqual(['0', '1', '2', '3', '4', '5', '', '', '8', '', '', '11']);
  await page.keyboard.press('Control+z');
  await expect.poll(() => texts(page, 2, 12)).toEqual(['0', '1', '2', '3', '4', '5', '', '', '', '', '', '']);
});

test('2.5.7 whatever is drawn with a pointer can be done by single presses', async ({ page }) => {
  await open(page, made(6, 3, (row, k) => (k === 0 && row < 2 ? row + 1 : k === 1 && row === 0 ? 5 : null)));
  const below = page.locator('.cells-undrawn');
  await at(page, 0, 1).click();
  await below.getByRole('button', { name: '选一块' }).click();
  await expect(below.getByRole('button', { name: '再点一格' })).toHaveAttribute('aria-pressed', 'true');
  await at(page, 4, 1).click();
  expect(await where(page)).toBe('0,1 0,1:4,1');
  // As the handle would: two numbers go on, one is repeated.
  await below.getByRole('button', { name: '向下填充' }).click();
  await expect.poll(() => texts(page, 1, 6)).toEqual(['1', '2', '3', '4', '5', '']);
  await at(page, 0, 2).click();
  await below.getByRole('button', { name: '选一块' }).click();
  await at(page, 0, 3).click();
  await below.getByRole('button', { name: '向右填充' }).click();
  await expect(at(page, 0, 3)).toHaveText('5');
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 820, height: 1180 } });

  test('a tap chooses, a long press and a draw select, a swipe scrolls, two taps select without drawing', async ({ page }) => {
    await open(page, made(200, 4, (row, k) => (row > 5 ? null : row + k)));
    const devtools = await page.context().newCDPSession(page);
    const middle = async (row, column) => {
      const box = await at(page, row, column).boundingBox();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };
    const touch = (type, point) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints: point ? [point] : [] });
    const draw = async (from, to, rest) => {
      await touch('touchStart', from);
      await page.waitForTimeout(rest);
      for (let k = 1; k <= 8; k += 1) await touch('touchMove', { x: from.x + ((to.x - from.x) * k) / 8, y: from.y + ((to.y - from.y) * k) / 8 });
      await touch('touchEnd');
    };
    await at(page, 1, 2).tap();
    expect(await where(page)).toBe('1,2');
    await draw(await middle(2, 1), await middle(6, 3), 700);
    await expect.poll(() => where(page)).toBe('2,1 2,1:6,3');
    await expect(page.locator('[data-figure=count] b')).toHaveText('12');
    const scrolled = () => page.evaluate(() => document.querySelector('.cells-frame').scrollTop + scrollY);
    const before = await scrolled();
    expect(before).toBe(await scrolled());
    // A finger that does not rest scrolls, and selects nothing.
    await draw(await middle(9, 2), await middle(3, 2), 20);
    await expect.poll(scrolled).toBeGreaterThan(before + 40);
    expect(await where(page)).toBe('2,1 2,1:6,3');
    await page.evaluate(() => { document.querySelector('.cells-frame').scrollTop = 0; });
    await at(page, 3, 1).tap();
    await page.locator('.cells-undrawn').getByRole('button', { name: '选一块' }).tap();
    await at(page, 5, 2).tap();
    await expect.poll(() => where(page)).toBe('3,1 3,1:5,2');
    // The handle is large enough for a finger, and fills.
    const handle = await page.locator('.cells-handle').boundingBox();
    expect(Math.min(handle.width, handle.height)).toBeGreaterThanOrEqual(24);
    await draw({ x: handle.x + 8, y: handle.y + 8 }, await middle(8, 2), 20);
    await expect(undo(page)).toHaveAttribute('aria-label', '撤销：填充 6 格');
    expect(await texts(page, 1, 10)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '']);
  });
});

test('F23 several columns sort together, a filter says what is shown, and neither touches a rank', async ({ page }) => {
  await open(page, made(500, 2, (row, k) => (k === 0 ? row % 2 : (row * 7) % 500)));
  const last = await page.locator('.cells').getAttribute('aria-colcount') - 1;
  const head = (column) => page.locator(`.cells-head[data-column="${column}"]`);
  const sort = async (column, order, besides) => {
    await head(column).locator('.cells-menu-button').click();
    if (besides) await page.locator('.cells-menu [name=sort-besides]').check();
    await page.locator('.cells-menu').getByRole('button', { name: order }).click();
    await page.keyboard.press('Escape');
  };
  // Every row is known by its second value; its rank is what it was before anything was sorted or filtered.
  const ranks = () => page.evaluate((last) => Object.fromEntries([...document.querySelectorAll('.cells-row[data-place]')].map((row) =>
    [row.querySelector('[data-column="2"]').textContent, row.querySelector(`[data-column="${last}"]`).textContent])), last);
  await page.locator('.cells-frame').evaluate((frame) => { frame.scrollTop = 0; });
  const before = await ranks();
  await sort(1, '降序', false);
  await sort(2, '升序', true);
  // First the odd rows by their second value, then the even ones: row 143 has 7 · 143 = 1001, which is 1 beyond 1,000.
  await expect.poll(() => texts(page, 2, 4)).toEqual(['1', '3', '5', '7']);
  expect(await texts(page, 1, 4)).toEqual(['1', '1', '1', '1']);
  await expect(page.locator('.cells-chip')).toHaveText(['指标01 降序', '指标02 升序']);
  await expect(head(1)).toHaveAttribute('aria-sort', 'descending');
  await expect(head(2)).toHaveAttribute('aria-sort', 'ascending');
  await head(2).locator('.cells-menu-button').click();
  await page.locator('.cells-menu [name=filter-most]').fill('5');
  await page.locator('.cells-menu [name=filter-least]').fill('1');
  await page.keyboard.press('Escape');
  await head(1).locator('.cells-menu-button').click();
  await page.locator('.cells-menu [name=filter-holds]').fill('1');
  await page.keyboard.press('Escape');
  await expect(page.locator('.cells-shown')).toHaveText('显示 3 / 共 500');
  const after = await ranks();
  expect(Object.keys(after)).toEqual(['1', '3', '5']);
  for (const [value, rank] of Object.entries(after)) if (before[value]) expect(rank).toBe(before[value]);
  // Each chip takes away what it says.
  await page.getByRole('button', { name: /指标02.*不小于 1/ }).click();
  await expect(page.locator('.cells-shown')).toHaveText('显示 250 / 共 500');
  for (let k = await page.locator('.cells-chip').count(); k > 0; k -= 1) await page.locator('.cells-chip').first().click();
  await expect(page.locator('.cells-shown')).toHaveText('');
  expect(await texts(page, 2, 3)).toEqual(['0', '7', '14']);
});

test('F23 sorting by numbers, by pinyin and by strokes', async ({ page }) => {
  await start(page);
  await openSample(page);
  await go(page, '#/data/table');
  await at(page, 0, 1).waitFor();
  const names = () => page.evaluate(() => [...document.querySelectorAll('.cells-row[data-place]')]
    .sort((a, b) => a.dataset.place - b.dataset.place).map((row) => row.querySelector('.cells-name a').textContent));
  await expect.poll(() => names().then((all) => all.length)).toBe(40);
  const all = await names();
  const expected = (locale) => page.evaluate(([all, locale]) => [...all].sort(new Intl.Collator(locale).compare), [all, locale]);
  await page.locator('.cells-head.cells-name .cells-menu-button').click();
  await page.locator('.cells-menu').getByRole('button', { name: '拼音升序' }).click();
  await expect.poll(names).toEqual(await expected('zh-u-co-pinyin'));
  await page.locator('.cells-menu').getByRole('button', { name: '笔画升序' }).click();
  await expect.poll(names).toEqual(await expected('zh-u-co-stroke'));
  await expect(page.locator('.cells-head.cells-name')).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('Escape');
  await page.locator('.cells-head.cells-rank .cells-menu-button').click();
  await page.locator('.cells-menu').getByRole('button', { name: '降序' }).click();
  const ranks = await texts(page, await page.locator('.cells').getAttribute('aria-colcount') - 1, 40);
  const numbers = ranks.map((text) => parseInt(text, 10)).filter((rank) => !Number.isNaN(rank));
  expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  await page.locator('.cells-menu').getByRole('button', { name: '清除' }).click();
  await expect.poll(names).toEqual(all);
  await expect(page.locator('.cells-chip')).toHaveCount(0);
});

test('F24 finding goes to rows that are not drawn; the second Ctrl+F is the browser’s', async ({ page }) => {
  await open(page, made(5_000, 3, (row, k) => (row % 2_000 === 900 ? 987_654 : k === 1 && [4_899, 4_930, 4_999].includes(row) ? 123_456 : row)));
  await editor(page).focus();
  await page.keyboard.press('Control+f');
  const field = page.locator('.cells-find input');
  await expect(field).toBeFocused();
  await field.fill('单位004901');
  await expect(page.locator('.cells-found')).toHaveText('1/1');
  await expect(page.locator('#cells-active')).toBeInViewport();
  await expect(page.locator('.cells-row', { has: page.locator('#cells-active') })).toHaveAttribute('aria-rowindex', '4902');
  await field.fill('987654');
  await expect(page.locator('.cells-found')).toHaveText('7/9');
  await page.keyboard.press('Enter');
  await expect(page.locator('.cells-found')).toHaveText('8/9');
  await page.keyboard.press('Shift+Enter');
  await expect(page.locator('.cells-found')).toHaveText('7/9');
  await page.locator('.cells-frame').evaluate((frame) => { frame.scrollTop = 0; });
  await field.fill('');
  await field.press('Escape');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+f');
  await field.fill('123456');
  await expect(page.locator('.cells-found')).toHaveText('1/3');
  await expect(page.locator('#cells-active')).toHaveText('123456');
  await expect(page.locator('#cells-active')).toBeInViewport();
  await expect(page.locator('.cells-row', { has: page.locator('#cells-active') })).toHaveAttribute('aria-rowindex', '4901');
  const kept = await page.evaluate(() => {
    const event = new KeyboardEvent('keydown', { key: 'f', ctrlKey: true, bubbles: true, cancelable: true });
    document.querySelector('.cells-find input').dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(kept).toBe(false);
  // Outside of the table Ctrl+F is the browser's at once.
  const elsewhere = await page.evaluate(() => {
    const event = new KeyboardEvent('keydown', { key: 'f', ctrlKey: true, bubbles: true, cancelable: true });
    document.querySelector('[name=search-subjects]').dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(elsewhere).toBe(false);
  await page.keyboard.press('Escape');
  await expect(editor(page)).toBeFocused();
  await expect(page.locator('.cells-find')).toHaveCount(0);
  // The hit is where typing goes.
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await expect(undo(page)).toHaveAttribute('aria-label', /单位004900 · 全年：123456 → 7/);
});

test('F45 F46 the selection is summed exactly, and copied out with borders, numbers and text apart', async ({ page }) => {
  await open(page, made(4, 2, (row, k) => [[0.1, 0.2, 'NA', null], [1, 2, 3, 4]][k][row]));
  await at(page, 0, 1).click();
  for (let k = 0; k < 3; k += 1) await page.keyboard.press('Shift+ArrowDown');
  const figure = (name) => page.locator(`[data-figure=${name}] b`);
  await expect(figure('count')).toHaveText('3');
  await expect(figure('sum')).toHaveText('0.3');
  await expect(figure('mean')).toHaveText('0.15');
  await expect(figure('largest')).toHaveText('0.2');
  await expect(figure('smallest')).toHaveText('0.1');
  await page.locator('[data-figure=sum]').click();
  await expect(toast(page)).toContainText('0.3');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('0.3');

  await at(page, 0, 1).click();
  await page.evaluate(() => document.addEventListener('copy', (event) => { window.copied = event.clipboardData.getData('text/html'); }));
  for (const key of ['ArrowLeft', 'Shift+ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Control+c']) await page.keyboard.press(key);
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text.replaceAll('\r', '')).toBe('单位000001\t0.1\t1\n单位000002\t0.2\t2\n');
  const html = await page.evaluate(() => window.copied);
  const cells = [...html.matchAll(/<tr>(.*?)<\/tr>/g)].map((row) => [...row[1].matchAll(/<td style="([^"]*)">(.*?)<\/td>/g)].map((cell) => [cell[2], cell[1]]));
  expect(cells.map((row) => row.map(([shown]) => shown))).toEqual([['单位000001', '0.1', '1'], ['单位000002', '0.2', '2']]);
  for (const row of cells) {
    expect(row[0][1]).toContain("mso-number-format:'\\@'");
    expect(row[1][1]).not.toContain('mso-number-format');
    for (const [, style] of row) expect(style).toContain('border:');
  }
  // Cutting copies and clears, as one step.
  await at(page, 0, 2).click();
  for (const key of ['Shift+ArrowDown', 'Control+x']) await page.keyboard.press(key);
  await expect.poll(() => texts(page, 2, 3)).toEqual(['', '', '3']);
  await expect(undo(page)).toHaveAttribute('aria-label', '撤销：清除 2 格');
});

test('F22 head and names stay in sight, also among many columns; on a narrow screen nothing is frozen', async ({ page }) => {
  test.slow();
  await open(page, made(5_000, 60, (row, k) => row + k), { timeout: 90_000 });
  const drawn = () => page.locator('.cells-row[data-place]').first().locator('[data-column]').count();
  expect(await drawn()).toBeLessThanOrEqual(30);
  await editor(page).focus();
  await page.keyboard.press('Control+End');
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  await expect(page.locator('#cells-active')).toHaveText('5057');
  expect(await drawn()).toBeLessThanOrEqual(30);
  const frame = await page.locator('.cells-frame').boundingBox();
  for (const selector of ['.cells-top', '.cells-row[data-place="4999"] .cells-name', '#cells-active', '.cells-row[data-place="4999"] .cells-total']) {
    const box = await page.locator(selector).boundingBox();
    expect(box.y, selector).toBeGreaterThanOrEqual(frame.y - 1);
    expect(box.y, selector).toBeLessThan(frame.y + frame.height);
    if (selector === '.cells-top') continue;
    expect(box.x, selector).toBeGreaterThanOrEqual(frame.x - 1);
    expect(box.x + box.width, selector).toBeLessThanOrEqual(frame.x + frame.width + 1);
  }
  const covered = await page.locator('#cells-active').evaluate((cell) => {
    const box = cell.getBoundingClientRect();
    const top = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return !top.slice(0, 2).some((element) => cell.contains(element) || element.closest('.cells-over'));
  });
  expect(covered).toBe(false);
  const inside = async (selector, width, height) => {
    const box = await page.locator(selector).boundingBox();
    expect(box.x, selector).toBeGreaterThanOrEqual(-1);
    expect(box.y, selector).toBeGreaterThanOrEqual(-1);
    expect(box.x + Math.min(box.width, 20), selector).toBeLessThanOrEqual(width);
    expect(box.y + box.height, selector).toBeLessThanOrEqual(height + 1);
  };
  // 1,920 pixels at 400 %: head and name are still in sight beside the last cells.
  await page.setViewportSize({ width: 480, height: 700 });
  await page.locator('.cells-frame').scrollIntoViewIfNeeded();
  await page.locator('.cells-frame').evaluate((frame) => { frame.scrollLeft = 3_000; frame.scrollTop = 90_000; });
  await expect(page.locator('.cells-frame')).toHaveClass(/is-frozen/);
  await expect.poll(() => page.locator('.cells-row[data-place]').first().getAttribute('data-place').then(Number)).toBeGreaterThan(1_000);
  const seen = await page.evaluate(() => {
    const frame = document.querySelector('.cells-frame').getBoundingClientRect();
    const rows = [...document.querySelectorAll('.cells-row[data-place]')];
    return rows.find((row) => row.getBoundingClientRect().top > frame.top + frame.height / 3).dataset.place;
  });
  await page.locator('.cells-frame').evaluate((frame) => frame.scrollIntoView({ block: 'start' }));
  await page.evaluate(() => scrollBy(0, -120));
  await inside(`.cells-row[data-place="${seen}"] .cells-name`, 480, 700);
  expect((await page.locator('.cells-top').boundingBox()).y).toBeGreaterThanOrEqual(0);
  // Narrower, the name would leave no room for anything else: it scrolls away, the head stays.
  await page.setViewportSize({ width: 341, height: 700 });
  await expect(page.locator('.cells-frame')).not.toHaveClass(/is-frozen/);
  await page.locator('.cells-frame').evaluate((frame) => { frame.scrollLeft = 2_000; frame.scrollTop = frame.scrollHeight; });
  await expect(page.locator('.cells-row[data-place="4999"] .cells-name')).not.toBeInViewport();
  const tops = await page.evaluate(() => ['.cells-top', '.cells-frame'].map((selector) => document.querySelector(selector).getBoundingClientRect().top));
  expect(Math.abs(tops[0] - tops[1])).toBeLessThanOrEqual(2);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});

test('F25 a hundred thousand rows: few are drawn, the place is known', async ({ page }) => {
  test.setTimeout(240_000);
  await open(page, made(100_000, 20, (row, k) => (row * 7 + k) % 100), { timeout: 120_000 });
  await expect(page.locator('.cells')).toHaveAttribute('aria-rowcount', '100001');
  await editor(page).focus();
  await page.keyboard.press('Control+End');
  const active = page.locator('.cells-row', { has: page.locator('#cells-active') });
  await expect(active).toHaveAttribute('aria-rowindex', '100001');
  await expect(page.locator('#cells-active')).toBeInViewport();
  await page.keyboard.press('Control+Home');
  const frames = await page.evaluate(async () => {
    const frame = document.querySelector('.cells-frame');
    const next = () => new Promise((done) => { requestAnimationFrame(done); });
    const took = [];
    let most = 0;
    let last = await next();
    for (let step = 0; step < 120; step += 1) {
      frame.scrollTop += step % 10 === 9 ? 90_000 : 260;
      const now = await next();
      took.push(now - last);
      last = now;
      most = Math.max(most, document.querySelectorAll('.cells-row[data-place]').length);
    }
    took.sort((a, b) => a - b);
    return { p50: took[60], p95: took[114], most };
  });
  console.log(`100,000 rows: frames p50 ${frames.p50.toFixed(1)} ms, p95 ${frames.p95.toFixed(1)} ms, rows drawn ${frames.most}`);
  expect(frames.most).toBeLessThanOrEqual(100);
  await expect(editor(page)).toBeFocused();
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  await expect(at(page, 0, 0)).toBeInViewport();
});

test('with the keyboard alone one comes into the table and out of it again', async ({ page }) => {
  await open(page, made(5, 2, () => 1));
  await page.locator('[name=own-targets]').focus();
  for (let k = 0; k < 6 && !(await editor(page).evaluate((one) => one === document.activeElement)); k += 1) await page.keyboard.press('Tab');
  await expect(editor(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(page.locator('.cells-keys-button')).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(editor(page)).toBeFocused();
  // F1 tells of every key; Esc leads back.
  await page.keyboard.press('F1');
  await expect(page.locator('dialog.cells-keys')).toBeVisible();
  expect(await page.locator('.cells-keys kbd').count()).toBeGreaterThanOrEqual(40);
  await page.keyboard.press('Escape');
  await expect(editor(page)).toBeFocused();
  await page.keyboard.press('Control+/');
  await expect(page.locator('dialog.cells-keys')).toBeVisible();
  await page.locator('dialog.cells-keys button').click();
  await page.keyboard.type('8');
  await expect(editor(page)).toHaveValue('8');
  await page.keyboard.press('Escape');
  // A name opens its result.
  await page.keyboard.press('Home');
  await page.keyboard.press('F2');
  await expect(page).toHaveURL(/#\/results\/T000001\/total/);
});

test('a final document can be copied from and not filled in', async ({ page }) => {
  await open(page, made(5, 2, () => 1));
  await page.locator('#document-menu').click();
  await page.locator('.menu-list').getByRole('button', { name: /^定稿/ }).click();
  await page.locator('dialog input').first().fill('张三');
  await page.locator('dialog button[type=submit]').click();
  await expect(page.locator('.cells')).toHaveAttribute('aria-readonly', 'true');
  await at(page, 0, 1).click();
  await page.keyboard.press('Delete');
  await expect(toast(page)).toContainText('定稿');
  await page.keyboard.type('5');
  await expect(at(page, 0, 1)).toHaveText('1');
  await page.keyboard.press('Control+c');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('1');
});

for (const language of ['zh-Hans', 'en']) {
  for (const theme of ['light', 'dark']) {
    test(`no accessibility faults in the table and what opens from it: ${language}, ${theme}`, async ({ page }) => {
      test.slow();
      await open(page, made(12, 5, (row, k) => row + k), { language, theme });
      await at(page, 1, 2).click();
      await page.keyboard.press('Shift+ArrowDown');
      await clean(page);
      await page.keyboard.type('abc');
      await page.keyboard.press('Enter');
      await clean(page);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+f');
      await page.locator('.cells-head.cells-name .cells-menu-button').click();
      await page.locator('.cells-menu [name=filter-holds]').fill('0001');
      await clean(page);
      await page.keyboard.press('Escape');
      await page.keyboard.press('F1');
      await clean(page);
      await page.keyboard.press('Escape');
      await page.locator('.cells-chip').click();
      await at(page, 10, 1).click();
      await paste(page, { 'text/plain': '单位000003\t约1\n红河办\t大概2\t1\t1\t1\t1\t1\t1\t1\n' });
      await expect(asked(page)).toBeVisible();
      await clean(page);
      await asked(page).locator('button[type=submit]').click();
      await expect(page.locator('.cells-marks')).toBeVisible();
      await clean(page);
    });
  }
}
