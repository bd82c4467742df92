import type { Reloaded } from '../releases/reload.ts';
import { findingLines } from './finding-lines.ts';

/** What staff are told in the terminal when the hotline has read their files again. */
export function reloadLines(reloaded: Reloaded): readonly string[] {
  switch (reloaded.type) {
    case 'published':
      return [...findingLines(reloaded.findings), `New calls begin with release ${reloaded.release.id}.`];
    case 'refused':
      return [...findingLines(reloaded.findings), 'The files have errors: the running release stays.'];
    case 'unchanged':
      return [...findingLines(reloaded.findings), 'The files say what the running release says.'];
  }
}
