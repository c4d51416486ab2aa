import { importsOf, violation } from './import-rules.js';
import { filesUnder, read } from './project.js';

describe('who may import whom', () => {
  it('is kept by every file of the server and the client', () => {
    const files = filesUnder(['server', 'client'], /\.ts$/);
    expect(files.length).toBeGreaterThan(20);
    const complaints = files.flatMap((file) =>
      importsOf(read(file)).flatMap((imported) => violation(file, imported) ?? []),
    );
    expect(complaints).toEqual([]);
  });

  it.each([
    ['server/contract/report.ts', 'node:crypto', 'schema library'],
    ['server/contract/report.ts', '../domain/match/types.js', 'by itself'],
    ['server/domain/match/posterior.ts', 'node:fs', 'pure'],
    ['server/domain/match/posterior.ts', '../../ports.js', 'pure'],
    ['server/ports.ts', './platform/log/header.js', 'technology'],
    ['server/incidents/report-incident.ts', '@nestjs/common', 'Nest'],
    ['server/incidents/report-incident.ts', '../platform/log/header.js', 'platform'],
    ['server/incidents/report-incident.ts', '../push/pump.js', 'features'],
    ['server/incidents/report-incident.ts', './incidents.controller.js', 'Nest'],
    ['server/incidents/incidents.model.ts', 'lmdb', 'fold'],
    ['server/incidents/incidents.controller.ts', '../push/pump.js', 'features'],
    ['server/platform/log/header.ts', '../../incidents/incidents.model.js', 'no feature'],
    ['server/platform/cli/import.ts', '@nestjs/core', 'without Nest'],
    ['server/platform/verifier/chain.ts', '../log/header.js', 'shares no code'],
    ['server/platform/verifier/chain.ts', '../../domain/record/operations.js', 'shares no code'],
    ['client/data/link.ts', '../../server/ports.js', 'the wire'],
    ['client/data/link.ts', 'node:fs', 'browser'],
  ])('complains when %s imports %s', (file, imported, word) => {
    expect(violation(file, imported)).toContain(word);
  });

  it.each([
    ['server/domain/match/words.ts', 'libphonenumber-js/min'],
    ['server/incidents/report-incident.ts', '../registers/registers.model.js'],
    ['server/incidents/incidents.module.ts', '../push/push.module.js'],
    ['server/platform/log/header.ts', 'node:crypto'],
    ['server/main.ts', './app.module.js'],
    ['client/data/link.ts', '../../server/contract/index.js'],
    ['client/ui/icons.ts', '@awesome.me/webawesome/dist/components/icon/icon.js'],
  ])('lets %s import %s', (file, imported) => {
    expect(violation(file, imported)).toBeUndefined();
  });

  it('finds every way to write an import, and none in a comment', () => {
    const source = `
      import a from 'one';
      import {
        b,
      } from "two";
      import 'three';
      export * from './four.js';
      const five = await import('five');
      // import x from 'six';
      /* import y from 'seven'; */
    `;
    expect(importsOf(source)).toEqual(['one', 'two', './four.js', 'three', 'five']);
  });
});
