import { Activations } from '../../../server/registers/activations.js';
import { importRecords } from '../../../server/registers/import-records.js';
import { line, openRegisters, stream } from './open-registers.js';

describe('bringing the matcher to the log', () => {
  it('tells the caller when it failed, and tries again for the next one', async () => {
    const open = await openRegisters();
    const seen: string[] = [];
    let failures = 1;
    const activations = new Activations(
      open.log,
      { bring: async () => {}, erase: async () => {} },
      {
        activate: async (_, active) => {
          if (failures > 0) {
            failures -= 1;
            throw new Error('the worker died');
          }
          seen.push(active.map(({ batch }) => batch).join());
        },
      },
      open.ports.manifests,
    );
    const ports = { ...open.ports, activations: { bring: async () => {} } };
    await importRecords(ports, { register: 'children', mode: 'merge', rows: stream(line('r1')) }, 'admin');

    const [first, second] = await Promise.allSettled([activations.bring('children'), activations.bring('children')]);
    expect(first).toMatchObject({ status: 'rejected', reason: new Error('the worker died') });
    expect(second.status).toBe('fulfilled');
    expect(seen).toEqual(['b1']);
    await open.close();
  });

  it('leaves alone what the matcher never loaded: a register that no machine can ask', async () => {
    const open = await openRegisters();
    const outcome = await importRecords(
      open.ports,
      { register: 'marac', mode: 'merge', rows: stream(line('r1')) },
      'admin',
    );
    expect(outcome.ok).toBe(true);
    await expect(open.ports.activations.bring('horoscopes')).resolves.toBeUndefined();
    await open.close();
  });
});
