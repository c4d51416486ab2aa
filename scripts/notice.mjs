#!/usr/bin/env node
/**
 * NOTICE: whose work Outrider is built on, and on what terms. Which packages run in production is what package-lock.json
 * says (`npm sbom --omit dev` leaves out those that the tests use too); who wrote them, and the words of each licence, is
 * what the packages say. `--check` writes nothing and ends with 1 when NOTICE is not current.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from './say.mjs';

const FILE = join(ROOT, 'NOTICE');
/** What a package brings along of others, which the lock file does not list. */
const BROUGHT_ALONG = [
  { name: 'LMDB, in lmdb', folder: 'node_modules/lmdb/dependencies/lmdb/libraries/liblmdb', licence: 'OLDAP-2.8' },
  { name: 'LZ4, in lmdb', folder: 'node_modules/lmdb/dependencies/lz4/lib', licence: 'BSD-2-Clause' },
];

/** @typedef {{ name: string, licence: string, folder: string }} Work */
/** @typedef {{ version: string, license?: string, dev?: true, os?: string[] }} Locked */

/** @returns {Work[]} one for each package and version, without the prebuilt binaries of one platform or another */
function works() {
  /** @type {Record<string, Locked>} */
  const { '': _, ...locked } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const all = Object.entries(locked)
    .filter(([, { dev, os }]) => dev === undefined && os === undefined)
    .map(([folder, { version, license }]) => ({
      name: `${folder.split('node_modules/').at(-1)} ${version}`,
      // A package that says nothing in its package.json is under what its licence file says.
      licence: license ?? 'MIT',
      folder,
    }));
  return [...new Map(all.map((work) => [work.name, work])).values()];
}

/** @param {string} folder @returns {string} what its licence files say; empty when it has none */
function termsIn(folder) {
  const path = join(ROOT, folder);
  if (!existsSync(path)) throw new Error(`${folder} is not there: npm ci`);
  return readdirSync(path)
    .filter((file) => /^(licen[cs]e|copyright|notice)([.-].*)?$/i.test(file))
    .toSorted()
    .map((file) => readFileSync(join(path, file), 'utf8'))
    .join('\n');
}

/** @param {string} terms @returns {string[]} the lines that say whose it is */
const copyrightsIn = (terms) => [
  ...new Set(
    terms
      .split('\n')
      .map((line) => line.replace(/^[\s*#>-]+/, '').trim())
      .filter((line) => /^(portions )?copyright\b.*(\d{4}|\(c\)|©)/i.test(line)),
  ),
];

function notice() {
  /** @type {Map<string, Work[]>} */
  const byLicence = new Map();
  for (const work of [...works(), ...BROUGHT_ALONG]) {
    byLicence.set(work.licence, [...(byLicence.get(work.licence) ?? []), work]);
  }
  const parts = [...byLicence]
    .toSorted(([one], [other]) => one.localeCompare(other, 'en'))
    .map(([licence, all]) => {
      const listed = all
        .toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
        .map(({ name, folder }) => [name, ...copyrightsIn(termsIn(folder))].join('\n    '));
      const text =
        licence === 'Apache-2.0'
          ? 'The text of this licence is in LICENSE.'
          : all.map(({ folder }) => termsIn(folder).trim()).find((terms) => terms !== '');
      return `${'='.repeat(78)}\n${licence}\n${'='.repeat(78)}\n\n${listed.join('\n')}\n\n${text}\n`;
    });
  return `Outrider
Licensed under the Apache License, Version 2.0: see LICENSE.

It is built on the work of others, listed here by the terms that they give it on, each with its copyright and the words of its licence.
Data of others, and what may be done with them: fixtures/README.md. Made by \`npm run notice\`.

${parts.join('\n')}`.replaceAll('\r', '');
}

const made = notice();
if (!process.argv.includes('--check')) writeFileSync(FILE, made);
else if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== made) {
  say('NOTICE is not what the packages say: npm run notice');
  process.exitCode = 1;
}
