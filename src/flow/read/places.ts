import {
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type LineCounter,
  type Pair,
  type Document as YamlDocument,
} from 'yaml';
import type { Position } from './finding.ts';

/** A path into a YAML document, as zod gives it: keys and indices. */
export type Path = readonly PropertyKey[];

/** Finds the places of a document's parts. */
export interface Places {
  /** Where the value at a path stands; of its nearest parent that exists otherwise. */
  readonly positionOf: (path: Path) => Position;
  /** Where the key at the end of a path stands: better than its value to point at an unknown or missing one. */
  readonly keyPositionOf: (path: Path) => Position;
  /** The parser's node at a path, if there is one. */
  readonly nodeAt: (path: Path) => unknown;
}

const START: Position = { line: 1, column: 1 };

/** The places of a document that has none. */
export const NO_PLACES: Places = { positionOf: () => START, keyPositionOf: () => START, nodeAt: () => undefined };

/** Looks a path up in time that depends on its length alone: a map of ten thousand keys is indexed once. */
export function createPlaces(yaml: YamlDocument, lines: LineCounter): Places {
  const indices = new WeakMap<object, ReadonlyMap<string, Pair>>();

  function pairIn(parent: unknown, key: PropertyKey): Pair | undefined {
    if (!isMap(parent)) return undefined;
    const index = indices.get(parent) ?? indexOf(parent.items);
    indices.set(parent, index);
    return index.get(String(key));
  }

  function childOf(parent: unknown, key: PropertyKey): unknown {
    if (isMap(parent)) return pairIn(parent, key)?.value;
    return isCollection(parent) ? parent.items[Number(key)] : undefined;
  }

  const nodeAt = (path: Path): unknown => path.reduce<unknown>(childOf, yaml.contents);

  function at(offset: number): Position {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  function positionOf(path: Path): Position {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = nodeAt(path.slice(0, length));
      if (isNode(node) && node.range) return at(node.range[0]);
    }
    return START;
  }

  function keyPositionOf(path: Path): Position {
    const last = path.at(-1);
    const key = last === undefined ? undefined : pairIn(nodeAt(path.slice(0, -1)), last)?.key;
    return isNode(key) && key.range ? at(key.range[0]) : positionOf(path);
  }

  return { positionOf, keyPositionOf, nodeAt };
}

const indexOf = (items: readonly unknown[]): ReadonlyMap<string, Pair> =>
  new Map(items.flatMap((item) => (isPair(item) && isScalar(item.key) ? [[String(item.key.value), item]] : [])));
