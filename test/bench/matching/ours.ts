import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atOnce } from '../../../server/domain/match/index/steps.js';
import { RecordIndex } from '../../../server/domain/match/record-index.js';
import type { Subject } from '../../../server/domain/match/types.js';
import { SnapshotFile } from '../../../server/platform/matcher/snapshot-file.js';
import { quantile } from '../quantile.js';
import type { BenchRow } from '../rows.js';
import { progress } from '../progress.js';
import { row, timeEach } from './figures.js';
import { delayDuringBuild } from './loop-delay.js';
import {
  addressRecord,
  AT,
  atFullSize,
  locationSubject,
  personRecord,
  personSubject,
  phoneSubject,
  worldOf,
  type Scale,
} from './world.js';

const WARM_UP = 3_000;
const CHANGES = 500;

/** The matcher over two registers, one of people and one of addresses, in one process and on one core. */
export async function measureOurs(scale: Scale): Promise<BenchRow[]> {
  const world = worldOf(scale);
  const people = new Map(world.people.map((person) => [person.id, person]));
  const addresses = new Map(world.addresses.map((address) => [address.id, address]));
  const recordOf = (id: string) => {
    const [person, address] = [people.get(id), addresses.get(id)];
    return person !== undefined ? personRecord(person) : address === undefined ? undefined : addressRecord(address);
  };
  const index = new RecordIndex((_, id) => recordOf(id));
  const built = {
    people: build(
      index,
      'people',
      [...people.keys()].map((id) => recordOf(id)),
    ),
    addresses: build(
      index,
      'addresses',
      [...addresses.keys()].map((id) => recordOf(id)),
    ),
  };
  progress(`  built in ${(built.people.seconds + built.addresses.seconds).toFixed(1)} s, asked ${scale.queries} times`);
  const asked = world.queries.map(({ said, truth }) => ({ subject: personSubject(said), truth }));
  for (const { subject } of asked.slice(0, WARM_UP)) index.ask(subject, AT);
  const found = { known: 0, first: 0, firstFive: 0, wrong: 0 };
  const times = await timeEach(asked, ({ subject, truth }) => {
    const { links } = index.ask(subject, AT);
    if (truth !== undefined) found.known += 1;
    if (truth !== undefined && links[0]?.recordId === truth) found.first += 1;
    if (truth !== undefined && links.slice(0, 5).some(({ recordId }) => recordId === truth)) found.firstFive += 1;
    if (links[0]?.tier === 'match' && links[0].recordId !== truth) found.wrong += 1;
  });
  const places = world.addresses.slice(0, 5_000).map(locationSubject);
  const numbers = world.people.slice(0, 5_000).map(({ phone }) => phoneSubject(phone));
  for (const place of places.slice(0, 1000)) index.ask(place, AT);
  const ask = (subject: Subject): unknown => index.ask(subject, AT);
  const placed = await timeEach(places, ask);
  const called = await timeEach(numbers, ask);
  const count = scale.people;
  return [
    row('people, and as many addresses', count, ''),
    row('build, people', built.people.seconds, 's', atFullSize('≤ 3', count)),
    row('build, addresses', built.addresses.seconds, 's', atFullSize('≤ 3', count)),
    row('rows and postings, people', built.people.bytes / count, 'bytes a person', atFullSize('≤ 150', count)),
    row(
      'rows and postings, addresses',
      built.addresses.bytes / scale.addresses,
      'bytes an address',
      atFullSize('≤ 100', count),
    ),
    row('dictionaries of both', index.bytes.dictionaries / count, 'bytes a person'),
    row('memory of the process for all of it', (built.people.memory + built.addresses.memory) / count, 'bytes a pair'),
    row('query about a person, p50', quantile(times, 0.5), 'ms', '≤ 0.2'),
    row('query about a person, p99', quantile(times, 0.99), 'ms', '≤ 1'),
    row('query about a person, p99.9', quantile(times, 0.999), 'ms', '≤ 3'),
    row('query about an address, p50', quantile(placed, 0.5), 'ms', '≤ 0.2'),
    row('query about an address, p99', quantile(placed, 0.99), 'ms', '≤ 1'),
    row('query about a number, p50', quantile(called, 0.5), 'ms', '≤ 0.2'),
    row('truth first, of those known', found.first / found.known, '', '≥ 0.95'),
    row('truth among the first five', found.firstFive / found.known, '', '≥ 0.98'),
    row('tier match and wrong', found.wrong / asked.length, 'of all queries', '≤ 0.002'),
    ...(await changeRows(index, world.people.slice(0, CHANGES).map(personRecord))),
    ...(await snapshotRows(index, personSubject(world.queries[0]?.said ?? {}))),
    ...(await delayDuringBuild(scale)),
  ];
}

function build(
  index: RecordIndex,
  register: string,
  records: readonly (ReturnType<typeof personRecord> | undefined)[],
) {
  const before = { bytes: index.bytes.registers, memory: usedMemory() };
  const started = performance.now();
  const loading = index.load(register);
  for (const record of records) if (record !== undefined) loading.add({ batch: 'b', record });
  loading.commit();
  const seconds = (performance.now() - started) / 1000;
  return { seconds, bytes: index.bytes.registers - before.bytes, memory: usedMemory() - before.memory };
}

function usedMemory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** From a change until a query that can see it has been answered. */
async function changeRows(
  index: RecordIndex,
  records: readonly ReturnType<typeof personRecord>[],
): Promise<BenchRow[]> {
  const kinds = {
    added: (record) => ({ ...record, recordId: `${record.recordId}-new` }),
    changed: (record) => record,
    withdrawn: (record) => ({ ...record, withdrawn: true }),
  } as const satisfies Record<string, (record: (typeof records)[number]) => (typeof records)[number]>;
  const rows: BenchRow[] = [];
  for (const [kind, make] of Object.entries(kinds)) {
    const times = await timeEach(records, (record) => {
      index.put('people', { batch: 'changes', record: make(record) });
      index.ask({ ref: { kind: 'phone' }, phone: record.people?.[0]?.phones?.[0] ?? '' }, AT);
    });
    rows.push(row(`a record ${kind} and asked for, p99`, quantile(times, 0.99), 'ms', '≤ 1'));
  }
  return rows;
}

async function snapshotRows(index: RecordIndex, subject: Subject): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'outrider-snapshot-'));
  try {
    const parts = atOnce(index.packing());
    if (parts === undefined) throw new Error('The index changed while it was packed');
    const active = parts.shards.map(({ register }) => ({ register, batches: [] }));
    const file = new SnapshotFile(folder);
    let started = performance.now();
    await file.write({ active, index: parts });
    const written = performance.now() - started;
    const { size } = await stat(join(folder, 'matcher', 'index.snapshot'));
    started = performance.now();
    const read = await file.read();
    if (read === undefined || 'unusable' in read) throw new Error('The snapshot that was written cannot be read');
    const again = new RecordIndex(() => undefined);
    again.unpack(read.index);
    again.ask(subject, AT);
    return [
      row('snapshot of both, written', written / 1000, 's'),
      row('snapshot of both', size / 2 ** 20, 'MiB'),
      row('snapshot of both, read and asked', (performance.now() - started) / 1000, 's', '≤ 0.5'),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
