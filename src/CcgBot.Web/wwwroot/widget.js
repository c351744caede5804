// <script src="https://HOST/widget.js" data-title="…" data-accent="#0b5c6b" …></script> puts a chat button on any page: docs/widget.md.
// Nothing is loaded, stored or sent before the button is pressed; the chat itself runs in a frame from HOST.
(() => {
  'use strict';

  const script = document.currentScript;
  const site = new URL(script.src).origin;
  const data = script.dataset;
  const words = {
    en: ['Ask the articles', 'Close'],
    cy: ['Holi’r erthyglau', 'Cau'],
    de: ['Die Artikel fragen', 'Schließen'],
    es: ['Pregunte a los artículos', 'Cerrar'],
    fr: ['Interroger les articles', 'Fermer'],
    pl: ['Zapytaj artykuły', 'Zamknij'],
  };
  const lang = data.lang || document.documentElement.lang || 'en-GB';
  const [ask, close] = words[lang.slice(0, 2).toLowerCase()] || words.en;
  const title = data.title || ask;
  const colour = (value, otherwise) => (value && CSS.supports('color', value) ? value : otherwise);
  const side = data.side === 'left' ? 'left' : 'right';

  // A sheet made here is neither the page's style nor inline: no content security policy of the page stops it.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; --accent: ${colour(data.accent, '#0b5c6b')}; --ink: ${colour(data.accentInk, '#fff')}; }
    /* What the page forces on everything reaches the host element: nothing of it is inherited from here on. */
    :where(.open, .panel) { all: initial; }
    * { box-sizing: border-box; font: 16px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
    button { cursor: pointer; border: 0; background: var(--accent); color: var(--ink); }
    button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; box-shadow: 0 0 0 3px var(--ink); }
    .open { position: fixed; bottom: 20px; ${side}: 20px; z-index: 2147483000; padding: 12px 20px; border-radius: 999px; box-shadow: 0 2px 10px rgb(0 0 0 / .3); }
    .panel { position: fixed; bottom: 20px; ${side}: 20px; z-index: 2147483001; width: min(420px, calc(100vw - 40px)); height: min(640px, calc(100vh - 40px));
      display: flex; flex-direction: column; overflow: hidden; border-radius: 12px; background: Canvas; color-scheme: light dark; box-shadow: 0 4px 24px rgb(0 0 0 / .35); }
    .panel[hidden], .open[hidden] { display: none; }
    .bar { display: flex; align-items: center; gap: 8px; padding: 8px 8px 8px 16px; background: var(--accent); color: var(--ink); }
    .bar strong { flex: 1; font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .bar button { padding: 6px 12px; border-radius: 6px; border: 1px solid var(--ink); }
    .bar button:focus-visible { outline-color: var(--ink); outline-offset: -5px; }
    iframe { flex: 1; width: 100%; border: 0; }
    @media (max-width: 480px) { .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; } }
    @media print { :host { display: none; } }
  `);

  const host = document.createElement('ccgbot-widget');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const closer = element('button', { type: 'button', textContent: close, onclick: () => show(false) });
  const panel = element('section', { className: 'panel', hidden: true, id: 'panel' }, element('div', { className: 'bar' }, element('strong', { textContent: title }), closer));
  const opener = element('button', { type: 'button', className: 'open', textContent: data.label || title, onclick: () => show(true) });
  panel.setAttribute('role', 'dialog');
  panel.setAttribute('aria-label', title);
  panel.lang = opener.lang = lang;
  opener.setAttribute('aria-expanded', 'false');
  opener.setAttribute('aria-controls', 'panel');
  root.append(opener, panel);

  let frame;

  function show(open) {
    if (open && !frame) {
      const options = new URLSearchParams({ title, lang });
      for (const name of ['accent', 'accentInk', 'accentDark', 'greeting', 'note']) {
        if (data[name]) { options.set(name, data[name]); }
      }

      frame = element('iframe', { title, src: `${site}/chat/embed#${options}` });
      frame.setAttribute('allow', 'clipboard-write');
      // What was focused before the frame had its page is forgotten when it comes.
      frame.onload = () => { if (!panel.hidden) { frame.focus(); } };
      panel.append(frame);
    }

    panel.hidden = !open;
    opener.hidden = open;
    opener.setAttribute('aria-expanded', String(open));
    (open ? frame : opener).focus();
  }

  panel.addEventListener('keydown', event => { if (event.key === 'Escape') { show(false); } });
  addEventListener('message', event => {
    if (frame && event.source === frame.contentWindow && event.origin === site && event.data === 'ccgbot:close') { show(false); }
  });

  if (document.body) { document.body.append(host); } else { addEventListener('DOMContentLoaded', () => document.body.append(host)); }
})();
