// The last conversations of this browser, by what was asked first. The list is kept on this device only; the host keeps what was said, and lets back in
// whoever has what it gave to come back with.
'use strict';

ccgbot.past = (() => {
  const KEY = 'ccgbot.past';
  const MOST = 20;
  const LONGEST = 200;
  const [button, panel, entries, all] = ['past-open', 'past', 'past-list', 'past-remove'].map(id => document.getElementById(id));

  // Storage may be forbidden to an embedded page: then nothing is listed.
  const memory = { list: [] };
  let words = {};
  let format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  let host = { current: () => null, open: () => {}, unlist: () => {} };

  function read() {
    try {
      const list = JSON.parse(localStorage.getItem(KEY)) ?? [];
      return list.filter(entry => typeof entry?.id === 'string' && typeof entry.title === 'string' && Number.isFinite(entry.at));
    } catch { return memory.list; }
  }

  function write(list) {
    memory.list = list.sort((one, other) => other.at - one.at).slice(0, MOST);
    try { localStorage.setItem(KEY, JSON.stringify(memory.list)); } catch { /* until the page is left */ }
    show();
  }

  /** A question of the conversation. @param asked When, in milliseconds; null for one of before, that is told again. */
  function note({ conversationId, userId, resume, unlisted }, text, asked) {
    if (!resume || unlisted || !text?.trim()) { return; }
    const list = read();
    const known = list.find(entry => entry.id === conversationId);
    if (known && asked === null) { return; }
    const entry = { title: text.trim().slice(0, LONGEST), at: Date.now(), ...known, ...asked && { at: asked }, id: conversationId, user: userId, resume };
    write([entry, ...list.filter(each => each !== known)]);
  }

  function remove(ids) {
    write(read().filter(entry => !ids.includes(entry.id)));
    if (ids.includes(host.current())) { host.unlist(); }
  }

  function show() {
    const list = read();
    button.hidden = list.length === 0;
    if (list.length === 0) { toggle(false); }
    if (panel.hidden) { return; }
    entries.replaceChildren(...list.map(entry => {
      const isOpen = entry.id === host.current();
      const open = Object.assign(document.createElement('button'), { type: 'button', className: 'link', dir: 'auto', textContent: entry.title, disabled: isOpen, onclick: () => { toggle(false); host.open(entry); } });
      const when = Object.assign(document.createElement('span'), { className: 'source', textContent: format.format(entry.at) + (isOpen ? ` · ${words.openNow}` : '') });
      const gone = Object.assign(document.createElement('button'), { type: 'button', className: 'plain', textContent: '×', title: words.remove, ariaLabel: `${words.remove}: ${entry.title}` });
      gone.addEventListener('click', () => {
        const at = [...entries.children].indexOf(gone.parentElement);
        remove([entry.id]);
        (entries.children[Math.min(at, entries.children.length - 1)]?.querySelector('button:enabled') ?? button).focus();
      });
      const item = document.createElement('li');
      item.append(open, when, gone);
      return item;
    }));
  }

  function toggle(open) {
    if (open !== panel.hidden) { return; }
    panel.hidden = !open;
    button.setAttribute('aria-expanded', String(open));
    if (open) {
      show();
      entries.querySelector('button:enabled')?.focus();
    }
  }

  button.addEventListener('click', () => toggle(panel.hidden));
  all.addEventListener('click', () => {
    remove(read().map(entry => entry.id));
    document.querySelector('[data-id="webchat-sendbox-input"], #early-text')?.focus();
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !panel.hidden) {
      event.preventDefault();
      event.stopImmediatePropagation();
      toggle(false);
      button.focus();
    }
  }, true);
  document.addEventListener('pointerdown', event => { if (!panel.contains(event.target) && !button.contains(event.target)) { toggle(false); } });
  // Another tab asked something, or removed it.
  addEventListener('storage', event => { if (event.key === KEY || event.key === null) { show(); } });

  return {
    note, remove, show,
    /** @param to {current() → the conversation's id, open(entry), unlist()} */
    connect(to) { host = to; },
    dress(say, language) {
      words = say;
      format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
      button.textContent = document.getElementById('past-name').textContent = say.past;
      document.getElementById('past-note').textContent = say.pastNote;
      all.textContent = say.removeAll;
      show();
    },
  };
})();
