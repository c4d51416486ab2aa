import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpRegister } from '../../../../../server/platform/registers/remote/http-register.js';
import { openRemoteRegisters } from '../../../../../server/platform/registers/remote/open-remote-registers.js';
import { says, StubRegister } from '../../../../support/stub-register.js';
import { describeRemoteRegister } from './remote-register.contract.js';

describe('a register that is asked by HTTP', () => {
  describeRemoteRegister((stub, remote) => new HttpRegister(stub.manifest(remote)));
});

describe('what a register wants in the Authorization header', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'outrider-remote-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('is read from a file of its own, and sent', async () => {
    const stub = await StubRegister.start(says({ asOf: '2026-07-30T12:00:00.000Z', complete: true, records: [] }));
    await writeFile(join(folder, 'key'), 'Bearer abc\n');
    const { all } = await openRemoteRegisters([stub.manifest({ authorizationFile: 'key' })], folder);
    await all[0]?.ask({ at: '2026-07-30T12:00:00.000Z', subjects: [] });
    expect(stub.headers[0]?.authorization).toBe('Bearer abc');
    await stub.stop();
  });

  it('keeps Outrider from starting when it cannot be read, and says which register wants it', async () => {
    const stub = await StubRegister.start();
    await expect(openRemoteRegisters([stub.manifest({ authorizationFile: 'none' })], folder)).rejects.toThrow(
      /register national-firearms: remote.authorizationFile: .* cannot be read/,
    );
    await stub.stop();
  });
});
