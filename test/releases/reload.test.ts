import { describe, expect, test } from 'vitest';
import type { Compiled } from '../../src/flow/compile.ts';
import type { Finding } from '../../src/flow/read/finding.ts';
import type { Release } from '../../src/flow/release.ts';
import { createMemoryReleaseStore, createReleases, type ReleaseStore } from '../../src/releases/releases.ts';
import { createReload } from '../../src/releases/reload.ts';
import { okpay } from '../support/okpay-release.ts';

const release = (id: string): Release => ({ ...okpay, id });
const broken: Finding = {
  file: 'flows/hotline.yaml',
  line: 3,
  column: 1,
  rule: 'unknown-key',
  severity: 'error',
  message: 'No such key.',
  fix: 'Take it out.',
};

async function start(compiles: readonly (Compiled | Error)[], store: ReleaseStore = createMemoryReleaseStore()) {
  const releases = await createReleases(release('one'), store);
  const left = [...compiles];
  const compile = async (): Promise<Compiled> => {
    const next = left.shift();
    if (next instanceof Error || next === undefined) throw next ?? new Error('compiled too often');
    return next;
  };
  return { releases, reload: createReload({ compile, releases }) };
}

describe('files are read again', () => {
  test('without errors new calls begin with what they say, and the former release can still be had', async () => {
    const { releases, reload } = await start([{ release: release('two'), findings: [] }]);

    expect(await reload()).toMatchObject({ type: 'published', release: { id: 'two' } });
    expect(releases.current().id).toBe('two');
    expect((await releases.find('one'))?.id).toBe('one');
  });

  test('with errors the running release stays, and the findings are told', async () => {
    const { releases, reload } = await start([{ release: undefined, findings: [broken] }]);

    expect(await reload()).toEqual({ type: 'refused', findings: [broken] });
    expect(releases.current().id).toBe('one');
  });

  test('where they say the same nothing is published', async () => {
    const { reload } = await start([{ release: release('one'), findings: [] }]);

    expect(await reload()).toEqual({ type: 'unchanged', findings: [] });
  });

  test('twice at once, one after the other, so that the later files win', async () => {
    const { releases, reload } = await start([
      { release: release('two'), findings: [] },
      { release: release('three'), findings: [] },
    ]);
    await Promise.all([reload(), reload()]);

    expect(releases.current().id).toBe('three');
  });

  test('a disk that cannot be read fails that once, and the running release stays', async () => {
    const { releases, reload } = await start([new Error('EIO'), { release: release('two'), findings: [] }]);

    await expect(reload()).rejects.toThrow('EIO');
    expect(releases.current().id).toBe('one');
    expect(await reload()).toMatchObject({ type: 'published' });
  });

  test('a release that cannot be kept does not become current', async () => {
    const memory = createMemoryReleaseStore();
    const keep = async (next: Release) => {
      if (next.id === 'two') throw new Error('gone');
      await memory.keep(next);
    };
    const { releases, reload } = await start([{ release: release('two'), findings: [] }], { ...memory, keep });

    await expect(reload()).rejects.toThrow('gone');
    expect(releases.current().id).toBe('one');
  });
});

test('the current release is kept for another term when it is renewed', async () => {
  const kept: string[] = [];
  const memory = createMemoryReleaseStore();
  const { releases } = await start([], { ...memory, keep: async ({ id }) => void kept.push(id) });
  await releases.renew();

  expect(kept).toEqual(['one', 'one']);
});

test('a release of another process is fetched once, then remembered', async () => {
  const memory = createMemoryReleaseStore();
  await memory.keep(release('elsewhere'));
  let finds = 0;
  const find: ReleaseStore['find'] = (id) => {
    finds += 1;
    return memory.find(id);
  };
  const { releases } = await start([], { ...memory, find });

  expect((await releases.find('elsewhere'))?.id).toBe('elsewhere');
  await releases.find('elsewhere');
  expect(finds).toBe(1);
  expect(await releases.find('nowhere')).toBeUndefined();
});
