import { element } from './element.js';

/** A document as lines with their depth; text that is no XML stays as it is. */
function linesOf(twiml) {
  const parsed = new DOMParser().parseFromString(twiml, 'text/xml');
  if (parsed.querySelector('parsererror')) return [{ depth: 0, parts: [{ text: twiml }] }];
  return linesOfElement(parsed.documentElement, 0);
}

function linesOfElement(node, depth) {
  const opening = [{ kind: 'tag', text: `<${node.nodeName}` }, ...attributesOf(node)];
  const children = [...node.childNodes].filter(({ nodeType, data }) => nodeType === Node.ELEMENT_NODE || data?.trim());
  if (children.length === 0) return [{ depth, parts: [...opening, { kind: 'tag', text: '/>' }] }];
  const closing = { kind: 'tag', text: `</${node.nodeName}>` };
  const parts = [...opening, { kind: 'tag', text: '>' }];
  if (children.every(({ nodeType }) => nodeType !== Node.ELEMENT_NODE)) {
    return [{ depth, parts: [...parts, { text: node.textContent }, closing] }];
  }
  const inner = children.flatMap((child) =>
    child.nodeType === Node.ELEMENT_NODE
      ? linesOfElement(child, depth + 1)
      : [{ depth: depth + 1, parts: [{ text: child.data.trim() }] }],
  );
  return [{ depth, parts }, ...inner, { depth, parts: [closing] }];
}

const attributesOf = (node) =>
  [...node.attributes].flatMap(({ name, value }) => [
    { kind: 'attribute', text: ` ${name}=` },
    { kind: 'value', text: `"${value}"` },
  ]);

/** Shows a document in `pre`, indented and with its words set off. */
export function showTwiml(pre, { twiml, url, status }, source) {
  const lines = linesOf(twiml).map(({ depth, parts }) => {
    const line = element('span', { className: 'xml-line' });
    line.dataset.depth = String(Math.min(depth, 4));
    line.append(...parts.map(({ kind = '', text }) => element('span', { className: kind }, text)), '\n');
    return line;
  });
  pre.replaceChildren(...lines);
  source.textContent = `${status ?? 'no reply'} · ${new URL(url).pathname}`;
}
