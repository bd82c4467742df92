import { element, scrollToEnd } from './element.js';

/** Shows the nodes a call goes through in `list`, and the keys it offers in `group`; a click on one presses it. */
export function createPath(list, group, onKey) {
  const hint = list.firstElementChild;
  /** A turn may be told twice: when it begins to ask something outside, and when that is answered. */
  function enter({ turn, entered, chosen }) {
    const passed = element('span', { className: 'nodes' });
    entered.forEach((node, index) => {
      if (index > 0) passed.append(element('span', { className: 'arrow', ariaHidden: 'true' }, ' → '));
      passed.append(nodeName(node));
    });
    const by = chosen.length > 0 ? [element('span', { className: 'chosen' }, chosen.join(', '))] : [];
    list.append(element('li', element('span', { className: 'turn' }, String(turn)), ...by, passed));
    scrollToEnd(list);
  }

  function offer({ node, action, offered, always }) {
    const buttons = [...offered.map((key) => keyButton(key, '')), ...always.map((key) => keyButton(key, 'always'))];
    const where = element('p', { className: 'where' }, nodeName(node), ` ${WAITS[action] ?? ''}`);
    group.replaceChildren(where, ...buttons);
  }

  function keyButton({ key, label, next }, className) {
    const button = element(
      'button',
      { type: 'button', className, title: next ?? '' },
      element('kbd', key),
      ` ${label}`,
    );
    button.addEventListener('click', () => onKey(key));
    return button;
  }

  return {
    clear() {
      list.replaceChildren();
      group.replaceChildren();
    },
    show(turn) {
      if (turn.entered.length > 0) enter(turn);
      offer(turn);
    },
    end: () => group.replaceChildren(),
    /** What stands there while no call was placed. */
    showHint: () => list.replaceChildren(hint),
  };
}

const WAITS = {
  gather: 'listens',
  enqueue: 'waits for a person',
  record: 'records',
  dial: 'dials',
  hold: 'awaits an answer',
  'hang-up': 'ends the call',
};

/** `flow/node`, with the flow set back. */
function nodeName(id) {
  const [flow, node] = id.split('/');
  if (node === undefined) return element('code', flow);
  return element('code', element('span', { className: 'flow' }, `${flow}/`), node);
}
