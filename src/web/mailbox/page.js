import { element } from '../phone/element.js';

const letters = document.getElementById('letters');
const empty = document.getElementById('empty');
const lost = document.getElementById('lost');

const KINDS = { sms: 'Text message', email: 'E-mail' };
const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** The text, with the code in it set off so that one click takes it whole. */
function withCode(text) {
  const [before, code, after] = text.split(/(?<!\d)(\d{6})(?!\d)/, 3);
  if (code === undefined) return [text];
  return [before, element('strong', { className: 'code' }, code), after];
}

function show({ type, to, subject, text, at }) {
  const instant = new Date(at);
  const head = element(
    'header',
    element('span', { className: 'kind' }, KINDS[type]),
    element('span', { className: 'to' }, `to ${to}`),
    element('time', { dateTime: instant.toISOString() }, clock.format(instant)),
  );
  const title = subject === undefined ? [] : [element('h2', subject)];
  const body = element('p', { className: 'text' }, ...withCode(text));
  letters.querySelector('.new')?.classList.remove('new');
  letters.prepend(element('li', { className: 'letter new' }, head, ...title, body));
  empty.hidden = true;
}

const arrivals = new EventSource('/mailbox/letters');
let last = -1;
arrivals.onmessage = ({ data, lastEventId }) => {
  // A hotline that was started anew begins to count again.
  if (Number(lastEventId) <= last) letters.replaceChildren();
  last = Number(lastEventId);
  show(JSON.parse(data));
};
arrivals.onopen = () => {
  lost.hidden = true;
};
arrivals.onerror = () => {
  lost.hidden = false;
};
