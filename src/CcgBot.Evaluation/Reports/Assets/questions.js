(async () => {
  'use strict';
  const page = 50;
  const unpack = async text => {
    const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
  };
  const $ = id => document.getElementById(id);
  const list = $('list');
  let matching = [], shown = 0, all;
  try {
    all = await unpack($('data').textContent);
  } catch (error) {
    $('shown').textContent = 'The questions can’t be unpacked by this browser (' + error.message + '): a newer one shows them; they are in report.json too.';
    return;
  }

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const section = (body, title, wide) => {
    const box = make('div', wide ? 'wide' : '');
    box.append(make('h3', '', title));
    body.append(box);
    return box;
  };

  const verdict = q => {
    if (q.kind === 'failed') return ['bad', 'failed'];
    if (q.kind === 'ranking') return ['', 'ranked'];
    if (q.kind === 'clarification') return ['warn', 'asked back'];
    if (q.kind === 'abstention') return q.answerable === false ? ['good', 'rightly abstained'] : q.answerable ? ['warn', 'abstained, is answerable'] : ['', 'abstained'];
    if (q.right === true) return ['good', 'right'];
    if (q.right === false) return ['bad', q.answerable === false ? 'answered, is not answerable' : 'wrong'];
    return ['', 'answered'];
  };

  const answerText = q => q.claims.map(c => c.text).join(' ') || q.failure || (q.kind === 'abstention' ? 'The articles don’t answer this.' : '');

  const details = q => {
    const body = make('div', 'body');
    if (q.history || q.scenario) {
      const before = section(body, 'Before the question', true);
      if (q.scenario) before.append(make('p', '', q.scenario));
      if (q.earlier) before.append(make('p', 'soft', q.earlier + ' earlier turns'));
      for (const turn of q.history || []) before.append(make('p', '', turn.role + ': ' + turn.text));
    }
    section(body, 'Expected').append(make('p', '', q.expected || (q.answerable === false ? 'no answer: the corpus has none' : '–')));
    const given = section(body, 'Given');
    if (q.claims.length) {
      for (const claim of q.claims) given.append(make('p', '', claim.text + ' ' + claim.citations.map(n => '[' + n + ']').join('')));
    } else given.append(make('p', '', answerText(q) || '–'));
    if (q.citations.length) {
      const cited = section(body, q.kind === 'abstention' ? 'Nearest paragraphs' : 'Citations', true);
      for (const c of q.citations) {
        const line = make('p', '', '[' + c.n + '] ' + (c.title || c.document) + ', paragraph ' + c.paragraph + ' · ' + c.document + ' ');
        if (c.right !== undefined && c.right !== null) line.append(make('span', 'tag ' + (c.right ? 'good' : 'bad'), c.right ? 'judged relevant' : 'not judged relevant'));
        cited.append(line, make('blockquote', '', c.quote));
      }
    }
    if (q.relevant.length) section(body, 'Judged relevant').append(make('p', '', q.relevant.join(', ')));
    if (q.standalone || q.words || q.found.length) {
      const tried = section(body, 'What was tried', true);
      if (q.standalone) tried.append(make('p', '', 'Searched as: ' + q.standalone));
      if (q.words) tried.append(make('p', 'soft', 'By the words: ' + q.words.join(', ')));
      if (q.found.length) {
        const found = make('ol', '');
        q.found.forEach((document, i) => {
          const item = make('li', '', document + (q.foundScores ? ' · ' + q.foundScores[i] : '') + ' ');
          if (q.relevant.includes(document)) item.append(make('span', 'tag good', 'judged relevant'));
          found.append(item);
        });
        tried.append(found);
      }
    }
    section(body, 'Scores', true).append(make('p', '', Object.entries(q.scores).map(([name, score]) => name + ' ' + score).join(' · ') || '–'));
    return body;
  };

  const row = q => {
    const element = make('details', 'question');
    const summary = make('summary');
    const ask = make('div', 'ask', q.question);
    ask.append(make('div', 'soft', q.set + ' · ' + q.id));
    const [style, text] = verdict(q);
    const meta = make('div', 'meta');
    const ndcg = q.scores['ndcg@10'];
    meta.append(make('div', 'tag ' + style, text), (q.kind === 'ranking' ? '' : 'confidence ' + q.confidence + ' · ') + (ndcg === undefined ? '' : 'nDCG ' + ndcg + ' · ') + q.ms + ' ms');
    summary.append(ask, make('div', 'answer', answerText(q)), meta);
    element.append(summary);
    element.addEventListener('toggle', () => { if (element.open && !element.querySelector('.body')) element.append(details(q)); });
    return element;
  };

  const more = () => {
    const next = matching.slice(shown, shown + page);
    list.append(...next.map(row));
    shown += next.length;
    $('more').hidden = shown >= matching.length;
    $('shown').textContent = shown.toLocaleString('en') + ' of ' + matching.length.toLocaleString('en') + ' questions';
  };

  const orders = {
    miss: (a, b) => b.miss - a.miss,
    confidence: (a, b) => b.confidence - a.confidence,
    ms: (a, b) => b.ms - a.ms,
    'ndcg@10': (a, b) => (a.scores['ndcg@10'] ?? 2) - (b.scores['ndcg@10'] ?? 2),
    id: (a, b) => a.set.localeCompare(b.set) || a.id.localeCompare(b.id, 'en', { numeric: true }),
  };

  const filter = () => {
    const words = $('f-text').value.toLowerCase().split(/\s+/).filter(Boolean);
    const [set, kind, right, group, answerable] = ['f-set', 'f-kind', 'f-right', 'f-group', 'f-answerable'].map(id => $(id).value);
    matching = all.filter(q =>
      (!set || q.set === set)
      && (!kind || q.kind === kind)
      && (!right || (right === 'unjudged' ? q.right === undefined : q.right === (right === 'right')))
      && (!group || q.group === group)
      && (!answerable || q.answerable === (answerable === 'yes'))
      && words.every(word => (q.id + ' ' + q.question + ' ' + answerText(q) + ' ' + (q.expected || '')).toLowerCase().includes(word)));
    matching.sort(orders[$('f-sort').value]);
    shown = 0;
    list.replaceChildren();
    more();
  };

  const sets = [...new Set(all.map(q => q.set))].sort();
  $('f-set').append(...sets.map(name => new Option(name, name)));
  $('f-set').hidden = sets.length < 2;
  const labels = new Map([...document.querySelectorAll('a[data-group]')].map(link => [link.dataset.group, link.textContent]));
  $('f-group').append(...[...labels].map(([group, label]) => new Option(label, group)));
  $('f-group').hidden = labels.size === 0;
  for (const link of document.querySelectorAll('a[data-group]')) {
    link.addEventListener('click', () => {
      for (const id of ['f-kind', 'f-right', 'f-answerable', 'f-text']) $(id).value = '';
      [$('f-set').value, $('f-group').value] = [link.dataset.set, link.dataset.group];
      filter();
    });
  }
  for (const id of ['f-set', 'f-kind', 'f-right', 'f-group', 'f-answerable', 'f-sort']) $(id).addEventListener('change', filter);
  let waiting = 0;
  $('f-text').addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(filter, 150); });
  document.querySelector('form.filters').addEventListener('submit', event => event.preventDefault());
  $('more').addEventListener('click', more);
  filter();
})();
