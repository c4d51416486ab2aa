import type { Manifest } from './types.js';

/** What a register is called, by its id. */
export type TitleOf = (id: string) => string;

/** Titles by these manifests; a register that none of them declares is called by its id, in words. */
export const titlesOf =
  (manifests: readonly Pick<Manifest, 'id' | 'title'>[]): TitleOf =>
  (id) =>
    manifests.find((manifest) => manifest.id === id)?.title ?? id.replaceAll('-', ' ');
