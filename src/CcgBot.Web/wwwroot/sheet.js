// The pages of a PDF beside its text: drawn here by pdf.js, the cited words marked where they stand. Nothing is asked of another site.
'use strict';

window.ccgbot ??= {};
ccgbot.sheet = (() => {
  const UNITS = 10000;
  const MOST_PIXELS = 12e6;
  const files = new Map();
  let library;

  function make(name, properties = {}, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  /** pdf.js is large: it comes when the first page is opened. */
  function load() {
    library ??= import('/lib/pdf.mjs').then(pdf => {
      pdf.GlobalWorkerOptions.workerSrc = '/lib/pdf.worker.mjs';
      return pdf;
    });
    return library;
  }

  function fileOf(address) {
    if (!files.has(address)) {
      const opened = load().then(pdf => pdf.getDocument({
        url: address, cMapUrl: '/lib/cmaps/', cMapPacked: true, standardFontDataUrl: '/lib/standard_fonts/', isEvalSupported: false, enableXfa: false, useWasm: false,
      }).promise);
      // What failed is tried again the next time.
      opened.catch(() => files.delete(address));
      files.set(address, opened);
    }

    return files.get(address);
  }

  function dress(root) {
    for (const sheet of root.querySelectorAll('details.sheet[data-file]')) {
      if (sheet.querySelector('.sheet-paper')) { continue; }
      const places = (sheet.dataset.places || '').split(' ').filter(Boolean).map(place => place.split(',').map(Number));
      const at = { page: Number(sheet.dataset.page), last: Number(sheet.dataset.last), cited: Number(sheet.dataset.page), places, drawn: null, found: false };
      const [previous, next] = [['‹', 'Previous page', -1], ['›', 'Next page', 1]].map(([textContent, ariaLabel, by]) =>
        make('button', { type: 'button', textContent, ariaLabel, onclick: () => turn(sheet, at, at.page + by) }));
      at.buttons = { previous, next };
      at.paper = make('div', { className: 'sheet-paper' });
      sheet.querySelector('.sheet-bar').prepend(previous, next);
      sheet.append(at.paper);
      sheet.addEventListener('toggle', () => { if (sheet.open && at.drawn !== at.page) { turn(sheet, at, at.page); } });
      if ('open' in sheet.dataset) { sheet.open = true; }
    }
  }

  async function turn(sheet, at, number) {
    at.page = number;
    at.drawn = number;
    at.buttons.previous.disabled = number <= 1;
    at.buttons.next.disabled = number >= at.last;
    sheet.querySelector('summary').textContent = `Page ${number} of the document`;
    try {
      const file = await fileOf(sheet.dataset.file);
      at.last = file.numPages;
      at.buttons.next.disabled = number >= at.last;
      const page = await file.getPage(number);
      if (at.page !== number) { return; }
      const whole = page.getViewport({ scale: 1 });
      const width = Math.min(at.paper.parentElement.clientWidth || 600, 2 * whole.width);
      const ratio = Math.min(devicePixelRatio || 1, 2);
      const scale = Math.min(width / whole.width * ratio, Math.sqrt(MOST_PIXELS / (whole.width * whole.height)));
      const viewport = page.getViewport({ scale });
      const marks = at.places.filter(([of]) => of === number);
      const canvas = make('canvas', { width: Math.floor(viewport.width), height: Math.floor(viewport.height), role: 'img', ariaLabel: `Page ${number}${marks.length > 0 ? ', the cited words marked' : ''}` });
      await page.render({ canvas, canvasContext: canvas.getContext('2d'), viewport }).promise;
      if (at.page !== number) { return; }
      at.paper.style.width = `${Math.floor(width)}px`;
      at.paper.style.maxWidth = '100%';
      at.paper.replaceChildren(canvas, ...marks.map(mark));
      const first = at.paper.querySelector('.place');
      // Opened at the words, once: whoever turns pages looks at pages.
      if (first && 'open' in sheet.dataset && !at.found) { first.scrollIntoView({ block: 'center' }); }
      at.found = true;
    } catch (error) {
      at.drawn = null;
      at.paper.replaceChildren(make('p', { className: 'notice', role: 'alert', textContent: `The page can’t be shown (${error?.message ?? error}). Its text is below.` }));
    }
  }

  function mark([, left, top, right, bottom]) {
    const place = make('div', { className: 'place' });
    Object.assign(place.style, {
      left: `${left / UNITS * 100}%`, top: `${top / UNITS * 100}%`, width: `${(right - left) / UNITS * 100}%`, height: `${(bottom - top) / UNITS * 100}%`,
    });
    return place;
  }

  return { dress };
})();
