(async () => {
  'use strict';
  const page = 50;
  const $ = id => document.getElementById(id);
  const bytes = Uint8Array.from(atob($('data').textContent), c => c.charCodeAt(0));
  let all, matching = [], shown = 0;
  try {
    all = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
  } catch (error) {
    $('c-shown').textContent = 'The questions can’t be unpacked by this browser (' + error.message + '): they are in compare.json too.';
    return;
  }

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const verdict = a => a.kind === 'grounded' ? (a.right === true ? 'right' : a.right === false ? 'wrong' : 'answered')
    : { abstention: 'abstained', clarification: 'asked back', ranking: 'ranked' }[a.kind] || 'failed';
  const change = q => $('c-measure').value ? q.scores[$('c-measure').value] || 0 : q.change;
  const signed = n => (n > 0 ? '+' : '') + n.toFixed(3);
  const section = (body, title, text, wide) => {
    const box = make('div', wide ? 'wide' : '');
    box.append(make('h3', '', title), make('p', '', text || '–'));
    body.append(box);
  };
  const row = q => {
    const element = make('details', 'question');
    const summary = make('summary');
    const ask = make('div', 'ask', q.question);
    ask.append(make('div', 'soft', q.set + ' · ' + q.id));
    const meta = make('div', 'meta', verdict(q.a) + ' → ' + verdict(q.b) + ' ');
    meta.append(make('div', 'tag ' + (change(q) > 0 ? 'good' : 'bad'), (change(q) > 0 ? 'better' : 'worse') + ' by ' + Math.abs(change(q)).toFixed(3) + ($('c-measure').value ? ' ' + $('c-measure').value : '')));
    summary.append(ask, make('div', 'answer', q.b.text), meta);
    element.append(summary);
    element.addEventListener('toggle', () => {
      if (!element.open || element.querySelector('.body')) return;
      const body = make('div', 'body');
      section(body, 'Expected', q.expected, true);
      section(body, 'First run: ' + verdict(q.a) + ', confidence ' + q.a.confidence, q.a.text);
      section(body, 'Second run: ' + verdict(q.b) + ', confidence ' + q.b.confidence, q.b.text);
      section(body, 'Scores, second less first', Object.entries(q.scores).map(([name, score]) => name + ' ' + signed(score)).join(' · ') || 'the same', true);
      element.append(body);
    });
    return element;
  };
  const more = () => {
    const next = matching.slice(shown, shown + page);
    $('c-list').append(...next.map(row));
    shown += next.length;
    $('c-more').hidden = shown >= matching.length;
    $('c-shown').textContent = shown.toLocaleString('en') + ' of ' + matching.length.toLocaleString('en') + ' questions';
  };
  const filter = () => {
    const words = $('c-text').value.toLowerCase().split(/\s+/).filter(Boolean);
    const [set, way] = [$('c-set').value, $('c-way').value];
    matching = all.filter(q =>
      (!set || q.set === set)
      && change(q) !== 0
      && (!way || change(q) > 0 === (way === 'up'))
      && words.every(word => (q.id + ' ' + q.question + ' ' + q.a.text + ' ' + q.b.text + ' ' + q.expected).toLowerCase().includes(word)));
    matching.sort((a, b) => Math.abs(change(b)) - Math.abs(change(a)));
    shown = 0;
    $('c-list').replaceChildren();
    more();
  };
  const fill = (id, values) => $(id).append(...values.map(value => new Option(value, value)));
  fill('c-set', [...new Set(all.map(q => q.set))]);
  fill('c-measure', [...new Set(all.flatMap(q => Object.keys(q.scores)))]);
  for (const id of ['c-set', 'c-measure', 'c-way']) $(id).addEventListener('change', filter);
  let waiting = 0;
  $('c-text').addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(filter, 150); });
  document.querySelector('form.filters').addEventListener('submit', event => event.preventDefault());
  $('c-more').addEventListener('click', more);
  // The wins and losses of a table lead to the questions they are.
  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-way]');
    if (!link) return;
    [$('c-set').value, $('c-measure').value, $('c-way').value] = [link.dataset.set, link.dataset.measure, link.dataset.way];
    filter();
  });
  filter();
})();
