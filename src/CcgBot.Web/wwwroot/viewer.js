// The source viewer works without script; this adds the copy buttons.
'use strict';

window.ccgbot?.sheet?.dress(document);
const status = document.getElementById('copied');
let clearing;

for (const button of document.querySelectorAll('button.copy')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const address = `${location.origin}${location.pathname}${location.search}#${button.dataset.paragraph}`;
    try {
      await navigator.clipboard.writeText(address);
      status.textContent = 'Link copied';
    } catch {
      // No permission: the address bar has it then.
      location.hash = button.dataset.paragraph;
      status.textContent = 'The link is in the address bar';
    }

    clearTimeout(clearing);
    clearing = setTimeout(() => { status.textContent = ''; }, 4000);
  });
}
