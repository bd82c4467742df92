/** What the doc comment of a node type says: its prose, and the example in YAML. */
export interface NodeComment {
  readonly prose: string;
  readonly example: string;
}

/** The comment that stands right before the definition of a node type. */
const COMMENT = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const \w+ = nodeType\(/;
const EXAMPLE = /```yaml\n([\s\S]*?)```/;

/**
 * Reads the doc comment of a node type out of the source of its file.
 *
 * @throws {Error} if there is no comment, or no example in it
 */
export function readNodeComment(source: string): NodeComment {
  const comment = COMMENT.exec(source)?.[1];
  if (comment === undefined) throw new Error('a node type has no doc comment');
  const text = comment.replace(/^[ \t]*\* ?/gm, '').trim();
  const example = EXAMPLE.exec(text)?.[1];
  if (example === undefined) throw new Error('the doc comment of a node type has no example in YAML');
  return { prose: text.replace(EXAMPLE, '').trim(), example: example.trimEnd() };
}
