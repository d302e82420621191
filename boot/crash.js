// The last resort, outside WebAssembly: when the program stops in the middle, this says so, stops all saving, and
// hands out what was saved. It must never need the program, and never delete a document. ES5; docs/deploy.md names
// what it reads and writes. The build makes it small and says it in ES2015.
(function () {
  'use strict';
  var CRASHES = 'mingheng.crashes';
  var shown = false;

  function say(zh, en) { return document.documentElement.lang.slice(0, 2) === 'en' ? en : zh; }
  function meta(name) { return (document.querySelector('meta[name=mingheng-' + name + ']') || {}).content || ''; }
  function opened() { return (window.minghengOpen || {}).id || null; }
  function keep(name, value) { try { localStorage.setItem(name, JSON.stringify(value)); } catch (e) {} }
  function crashes() {
    try { return [].concat(JSON.parse(localStorage.getItem(CRASHES)) || []); } catch (e) { return []; }
  }
  function add(to, tag, text, id) {
    var made = document.createElement(tag);
    made.textContent = text || '';
    if (id) made.id = 'crash-' + id;
    return to.appendChild(made);
  }
  function button(to, text, act) {
    var made = add(to, 'button', text);
    made.className = 'button';
    made.onclick = act;
    return made;
  }

  // What is saved, as it is saved. Never makes or changes a database. done(error, records)
  function saved(id, done) {
    var records = {}, asking;
    function end(error) { done(error, records); }
    function failed(event) { end(event.target.error); }
    try { asking = indexedDB.open(meta('store').split(' ')[0]); } catch (e) { return end(e); }
    // Only a database that does not exist asks for this: then nothing was ever saved.
    asking.onupgradeneeded = function () {
      asking.onerror = function () { end(); return false; };
      asking.transaction.abort();
    };
    asking.onerror = failed;
    asking.onsuccess = function () {
      var walk;
      try { walk = asking.result.transaction('cupboard').objectStore('cupboard').openCursor(); } catch (e) { return end(e); }
      walk.onerror = failed;
      walk.onsuccess = function () {
        var at = walk.result, parts;
        if (!at) return end();
        parts = String(at.key).split('/');
        if (['catalogue', 'snapshot', 'journal', 'quarantine'].indexOf(parts[0]) >= 0 && (!id || parts[1] === id)) {
          records[at.key] = new TextDecoder('utf-8', { ignoreBOM: true }).decode(at.value);
        }
        at['continue']();
      };
    };
  }
  function rescue(status) {
    var id = opened(), now = new Date().toISOString();
    saved(id, function (error, records) {
      var link = document.createElement('a');
      if (error || !Object.keys(records).length) {
        status.textContent = error ? say('没能读取：', 'Not readable: ') + error
          : say('这台电脑上没有保存过内容。', 'Nothing was saved on this computer.');
        return;
      }
      link.href = URL.createObjectURL(new Blob([JSON.stringify({
        format: 'mingheng-rescue', schemaVersion: 1, at: now, document: id, records: records
      })]));
      link.download = say('明衡救援-', 'mingheng-rescue-') + now.slice(0, 10) + '.json';
      link.click();
      status.textContent = say('已开始下载。', 'The download has started.');
    });
  }

  function show(message) {
    var box = add(document.body, 'dialog', '', 'box'), id = opened(), first, text, status;
    function stay() { if (!box.open) box.showModal(); }
    box.setAttribute('role', 'alertdialog');
    box.setAttribute('aria-labelledby', 'crash-title');
    box.setAttribute('aria-describedby', 'crash-words');
    box.oncancel = function () { return false; };
    box.onclose = stay;
    add(box, 'h2', say('明衡停下来了', 'Mingheng has stopped'), 'title');
    add(box, 'p', say(
      '程序出了错，已停止保存，以免写坏。保存过的内容都还在；没显示“已保存”的改动可能没留下。可以先下载救援文件，再重新打开。',
      'The program hit a fault and stopped saving, so that nothing gets damaged. Nothing that was saved is lost; a change not shown as saved may be missing. Download a rescue file if you like, then reopen.'
    ), 'words');
    first = button(box, say('下载救援文件', 'Download rescue file'), function () { rescue(status); });
    button(box, say('重新打开', 'Reopen'), function () { location.reload(); });
    if (id) button(box, say('回到上一版本', 'Return to previous version'), function () {
      keep('mingheng.return', { document: id, at: Date.now() });
      location.reload();
    });
    button(box, say('复制错误信息', 'Copy error message'), function () {
      text.select();
      status.textContent = document.execCommand('copy') ? say('已复制。', 'Copied.') : say('请按 Ctrl+C 复制。', 'Press Ctrl+C to copy.');
    });
    status = add(box, 'p');
    status.setAttribute('role', 'status');
    text = add(box, 'textarea', [message, meta('build'), new Date().toISOString(), location.hash, navigator.userAgent].join('\n'));
    text.readOnly = true;
    text.setAttribute('aria-label', say('错误信息', 'Error message'));
    stay();
    first.focus();
  }
  function crash(message) {
    window.minghengPoisoned = true;
    if (shown) return;
    shown = true;
    keep(CRASHES, crashes().concat({ document: opened(), at: Date.now() }).slice(-5));
    // Not inside the call of the program that is just stopping: the focus would call it again.
    setTimeout(show, 0, message);
  }
  function heard(error) {
    if (window.WebAssembly && error instanceof WebAssembly.RuntimeError) crash(error.stack);
  }
  window.minghengCrash = crash;
  addEventListener('error', function (event) { heard(event.error); });
  addEventListener('unhandledrejection', function (event) { heard(event.reason); });

  // A page that lives for a minute forgets; so of two crashes in the list the second came right after opening.
  var last = crashes().slice(-2);
  if (last[1] && last[0] && last[0].document === last[1].document) {
    window.minghengSafe = true;
    addEventListener('TrunkApplicationStarted', function () { setTimeout(function () {
      var box = add(document.body, 'div', '', 'safe');
      box.setAttribute('role', 'status');
      add(box, 'p', say('上两次一打开就出错，这次没有打开文档。保存过的内容都还在。', 'It stopped twice right after opening, so no document was opened now. Nothing that was saved is lost.'));
      button(box, say('知道了', 'Close'), function () { document.body.removeChild(box); });
    }); });
  }
  setTimeout(function () { if (!shown) try { localStorage.removeItem(CRASHES); } catch (e) {} }, 60000);
})();
