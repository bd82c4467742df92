/** An element with properties, where the first content is a plain object, and contents. Text is never read as HTML. */
export function element(name, ...contents) {
  const made = document.createElement(name);
  for (const content of contents) {
    if (typeof content === 'string' || content instanceof Node) made.append(content);
    else Object.assign(made, content);
  }
  return made;
}

/** Shows the newest of a list that grows. */
export function scrollToEnd(list) {
  list.scrollTop = list.scrollHeight;
}
